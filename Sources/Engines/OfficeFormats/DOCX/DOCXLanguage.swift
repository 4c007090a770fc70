/// Languages as runs name them: one for each of the three kinds of scripts.
enum DOCXLanguage {
  static func append(_ language: String, _ xml: inout MarkupStream) {
    xml.put("<w:lang")
    let primary = language.split(separator: "-").first?.lowercased() ?? ""
    switch primary {
    case "zh", "ja", "ko": xml.attribute(" w:eastAsia", full(language))
    case "ar", "he", "fa", "ur", "hi", "th", "ps", "sd", "yi", "bn", "ta", "te", "ml", "kn", "gu", "pa", "mr", "ne",
      "my", "km", "lo", "dv", "ug":
      xml.attribute(" w:bidi", full(language))
    default: xml.attribute(" w:val", full(language))
    }
    xml.put("/>")
  }

  /// Word processors check spelling in a country's language only.
  static func full(_ language: String) -> String {
    usual[language.lowercased()] ?? language
  }

  private static let usual = [
    "en": "en-US", "es": "es-ES", "de": "de-DE", "fr": "fr-FR", "pt": "pt-PT", "it": "it-IT", "nl": "nl-NL",
    "sv": "sv-SE", "da": "da-DK", "nb": "nb-NO", "no": "nb-NO", "fi": "fi-FI", "pl": "pl-PL", "cs": "cs-CZ",
    "hu": "hu-HU", "ru": "ru-RU", "uk": "uk-UA", "tr": "tr-TR", "el": "el-GR", "ar": "ar-SA", "he": "he-IL",
    "fa": "fa-IR", "hi": "hi-IN", "th": "th-TH", "zh": "zh-CN", "ja": "ja-JP", "ko": "ko-KR", "ca": "ca-ES",
    "eu": "eu-ES", "gl": "gl-ES", "ro": "ro-RO", "vi": "vi-VN", "id": "id-ID", "zh-hans": "zh-CN",
    "zh-hant": "zh-TW",
  ]

  /// The tag as documents carry it, where the country is only the usual one.
  static func short(_ language: String) -> String {
    let lowered = language.lowercased()
    let fitting = usual.filter { $0.value.lowercased() == lowered }.map(\.key)
    return fitting.min { ($0.utf8.count, $0) < ($1.utf8.count, $1) } ?? language
  }
}
