internal import ByteIO

/// Times as the interface writes them.
enum Moment {
  static func text(_ microseconds: Int64) -> String { Timestamp(microseconds: microseconds).rfc3339() }

  static func microseconds(_ text: String) -> Int64? { Timestamp(rfc3339: text)?.microseconds }

  /// `20s`, `500ms`, `2m`, `20`: nil for anything else.
  static func span(_ text: String) -> Duration? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int64(digits), number >= 0, number <= 1_000_000 else { return nil }
    switch text.dropFirst(digits.count) {
    case "ms": return .milliseconds(number)
    case "", "s": return .seconds(number)
    case "m": return .seconds(number * 60)
    default: return nil
    }
  }
}
