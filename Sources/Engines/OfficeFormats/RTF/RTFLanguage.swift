/// Languages by the numbers that word processors check spelling with.
enum RTFLanguage {
  static func number(_ language: String) -> Int? {
    numbers[language.lowercased()] ?? numbers[language.split(separator: "-").first?.lowercased() ?? ""]
  }

  private static let numbers = [
    "en": 1033, "en-gb": 2057, "es": 3082, "de": 1031, "de-at": 3079, "de-ch": 2055, "fr": 1036, "fr-ca": 3084,
    "pt": 2070, "pt-br": 1046, "it": 1040, "nl": 1043, "sv": 1053, "da": 1030, "nb": 1044, "no": 1044, "fi": 1035,
    "pl": 1045, "cs": 1029, "hu": 1038, "ru": 1049, "uk": 1058, "tr": 1055, "el": 1032, "ar": 1025, "he": 1037,
    "fa": 1065, "hi": 1081, "th": 1054, "zh": 2052, "zh-tw": 1028, "ja": 1041, "ko": 1042, "ca": 1027, "ro": 1048,
    "vi": 1066,
  ]
}
