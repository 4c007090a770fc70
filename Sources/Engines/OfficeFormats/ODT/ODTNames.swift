internal import Documents

/// Namespaces of OpenDocument.
enum ODTNames {
  static let spaces: StaticString =
    "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" xmlns:chart=\"urn:oasis:names:tc:opendocument:xmlns:chart:1.0\" office:version=\"1.3\""
  static let declaration: StaticString = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

  /// A length in points, as short as it goes.
  static func points(_ value: Double) -> String {
    let hundredths = OfficeMeasures.whole(min(max(value, -1e6), 1e6) * 100)
    if hundredths % 100 == 0 { return "\(hundredths / 100)pt" }
    let sign = hundredths < 0 ? "-" : ""
    let rest = abs(hundredths) % 100
    return "\(sign)\(abs(hundredths) / 100).\(rest < 10 ? "0" : "")\(rest)pt"
  }

  /// The side where lines stand. Programs take `start` for the left one, so right-to-left text names its side.
  static func side(_ alignment: TextAlignment?, _ direction: TextDirection) -> StaticString? {
    switch alignment {
    case nil: nil
    case .start?: direction == .rightToLeft ? "right" : "start"
    case .center?: "center"
    case .end?: direction == .rightToLeft ? "left" : "end"
    case .justify?: "justify"
    }
  }

  /// A name in an attribute that takes one: spaces become `_20_`.
  static func styleName(_ name: String) -> String {
    name.split(separator: " ", omittingEmptySubsequences: false).joined(separator: "_20_")
  }

  /// Language and country as attributes, for the kind of script it is written in.
  static func language(_ tag: String) -> String {
    let full = DOCXLanguage.full(tag).split(separator: "-").map(String.init)
    guard let language = full.first?.lowercased(), language.utf8.allSatisfy({ ($0 | 0x20) &- 0x61 < 26 }),
      (2...8).contains(language.utf8.count)
    else { return "" }
    let found = full.dropFirst().first { $0.utf8.count == 2 && $0.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 } }
    let country = found.map { $0.uppercased() } ?? "none"
    switch language {
    case "zh", "ja", "ko": return " style:language-asian=\"\(language)\" style:country-asian=\"\(country)\""
    case "ar", "he", "fa", "ur", "hi", "th", "ps", "sd", "yi", "bn", "ta", "te", "ml", "kn", "gu", "pa", "mr", "ne",
      "my", "km", "lo", "dv", "ug":
      return " style:language-complex=\"\(language)\" style:country-complex=\"\(country)\""
    default: return " fo:language=\"\(language)\" fo:country=\"\(country)\""
    }
  }
}
