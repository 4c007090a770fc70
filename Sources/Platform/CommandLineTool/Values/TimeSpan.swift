/// Durations as people write them: `500ms`, `20s`, `1h30m`.
public enum TimeSpan {
  private static let units: [(name: String, nanoseconds: Int64)] = [
    ("d", 86_400_000_000_000), ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000),
    ("ms", 1_000_000), ("us", 1_000), ("ns", 1),
  ]

  /// Nil where the text is no duration or too long: each part needs its unit, the larger unit comes first. `0` needs none.
  public static func duration(_ text: String) -> Duration? {
    if text == "0" { return .zero }
    var rest = Substring(text)
    var total: Int64 = 0
    var nextUnit = 0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest[digits.endIndex...]
      let name = rest.prefix { $0.isASCII && $0.isLetter }
      rest = rest[name.endIndex...]
      guard let number = Int64(digits), let place = units.firstIndex(where: { $0.name == name }), place >= nextUnit
      else { return nil }
      nextUnit = place + 1
      let (part, tooLong) = number.multipliedReportingOverflow(by: units[place].nanoseconds)
      let (sum, overflow) = total.addingReportingOverflow(part)
      guard !tooLong, !overflow else { return nil }
      total = sum
    }
    return text.isEmpty ? nil : .nanoseconds(total)
  }

  /// The text that reads back as the same duration, down to nanoseconds.
  public static func text(_ duration: Duration) -> String {
    let parts = duration.components
    var rest = parts.seconds.multipliedReportingOverflow(by: 1_000_000_000).partialValue
    rest += parts.attoseconds / 1_000_000_000
    guard rest > 0 else { return "0s" }
    var text = ""
    for unit in units where rest >= unit.nanoseconds {
      text += "\(rest / unit.nanoseconds)\(unit.name)"
      rest %= unit.nanoseconds
    }
    return text
  }
}
