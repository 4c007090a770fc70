extension Timestamp {
  /// An RFC 3339 date and time; nil where it is none. Digits beyond microseconds are cut off.
  /// A leap second is allowed where UTC has them, at the end of a day.
  public init?(rfc3339 text: some StringProtocol) {
    var scanner = DateScanner(text)
    guard let year = scanner.number(4), scanner.skip("-"), let month = scanner.number(2), scanner.skip("-"),
      let day = scanner.number(2), scanner.skip("T") || scanner.skip("t"),
      let hour = scanner.number(2), scanner.skip(":"), let minute = scanner.number(2), scanner.skip(":"),
      let second = scanner.number(2), let fraction = scanner.fraction(), let offset = scanner.offset(),
      scanner.isAtEnd,
      let time = CivilTime(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second, microsecond: fraction)
    else { return nil }
    let seconds = offset * 60
    let moment = Timestamp(microseconds: time.timestamp.microseconds - seconds * 1_000_000)
    if second == 60, moment.seconds.floorRemainder(86_400) != 0 { return nil }
    self = moment
  }

  /// A date of an HTTP field in any of the three forms that RFC 9110 wants accepted; nil where it is none.
  /// The two-digit years of the second are those from 1970 to 2069.
  public init?(httpDate text: some StringProtocol) {
    var scanner = DateScanner(text)
    guard let time = scanner.fixedDate() ?? scanner.obsoleteDate() ?? scanner.asctimeDate() else { return nil }
    self = time.timestamp
  }
}

/// Goes through a date's text; a part that is not there is nil.
private struct DateScanner {
  private let text: [UInt8]
  private var index = 0

  init(_ text: some StringProtocol) {
    // The longest form has 33 bytes, and RFC 3339 any number of fraction digits.
    self.text = Array(text.utf8.prefix(64))
  }

  var isAtEnd: Bool { index == text.count }

  mutating func skip(_ literal: StaticString) -> Bool {
    let count = literal.utf8CodeUnitCount
    guard index + count <= text.count else { return false }
    for place in 0..<count where text[index + place] != literal.utf8Start[place] { return false }
    index += count
    return true
  }

  mutating func number(_ width: Int) -> Int64? {
    guard index + width <= text.count else { return nil }
    var value: Int64 = 0
    for byte in text[index..<(index + width)] {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      value = value * 10 + Int64(byte - 0x30)
    }
    index += width
    return value
  }

  mutating func fraction() -> Int64? {
    guard skip(".") else { return 0 }
    var value: Int64 = 0
    var digits = 0
    while index < text.count, text[index] >= 0x30, text[index] <= 0x39 {
      if digits < 6 { value = value * 10 + Int64(text[index] - 0x30) }
      digits += 1
      index += 1
    }
    guard digits > 0 else { return nil }
    for _ in min(digits, 6)..<6 { value *= 10 }
    return value
  }

  /// Minutes east of UTC.
  mutating func offset() -> Int64? {
    if skip("Z") || skip("z") { return 0 }
    let sign: Int64
    if skip("+") { sign = 1 } else if skip("-") { sign = -1 } else { return nil }
    guard let hours = number(2), skip(":"), let minutes = number(2), hours < 24, minutes < 60 else { return nil }
    return sign * (hours * 60 + minutes)
  }

  /// Sun, 06 Nov 1994 08:49:37 GMT
  mutating func fixedDate() -> CivilTime? {
    index = 0
    guard weekday(short: true), skip(", "), let day = number(2), skip(" "), let month = month(), skip(" "),
      let year = number(4), skip(" "), let (hour, minute, second) = clock(), skip(" GMT"), isAtEnd
    else { return nil }
    return CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
  }

  /// Sunday, 06-Nov-94 08:49:37 GMT
  mutating func obsoleteDate() -> CivilTime? {
    index = 0
    guard weekday(short: false), skip(", "), let day = number(2), skip("-"), let month = month(), skip("-"),
      let year = number(2), skip(" "), let (hour, minute, second) = clock(), skip(" GMT"), isAtEnd
    else { return nil }
    return CivilTime(
      year: year < 70 ? 2000 + year : 1900 + year, month: month, day: day, hour: hour, minute: minute, second: second)
  }

  /// Sun Nov  6 08:49:37 1994
  mutating func asctimeDate() -> CivilTime? {
    index = 0
    guard weekday(short: true), skip(" "), let month = month(), skip(" "),
      let day = skip(" ") ? number(1) : number(2), skip(" "), let (hour, minute, second) = clock(), skip(" "),
      let year = number(4), isAtEnd
    else { return nil }
    return CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
  }

  private mutating func weekday(short: Bool) -> Bool {
    for name in DateNames.weekdays where skip(short ? name.prefix(3) : name[...]) { return true }
    return false
  }

  private mutating func month() -> Int64? {
    for (index, name) in DateNames.months.enumerated() where skip(name[...]) { return Int64(index) + 1 }
    return nil
  }

  private mutating func skip(_ name: ArraySlice<UInt8>) -> Bool {
    guard text[index...].starts(with: name) else { return false }
    index += name.count
    return true
  }

  private mutating func clock() -> (Int64, Int64, Int64)? {
    guard let hour = number(2), skip(":"), let minute = number(2), skip(":"), let second = number(2) else { return nil }
    return (hour, minute, second)
  }
}
