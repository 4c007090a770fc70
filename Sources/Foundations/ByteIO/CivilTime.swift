/// A moment as a calendar and a clock show it, in UTC and the Gregorian calendar, before 1582 too.
struct CivilTime: Equatable {
  var year: Int64
  var month: Int64
  var day: Int64
  var hour: Int64
  var minute: Int64
  var second: Int64
  var microsecond: Int64

  /// The years that RFC 3339 can write.
  static let earliest = Timestamp(microseconds: -62_167_219_200_000_000)
  static let latest = Timestamp(microseconds: 253_402_300_799_999_999)

  /// Moments outside of the years 0 to 9999 become the nearest inside.
  init(_ timestamp: Timestamp) {
    let inside = min(max(timestamp, Self.earliest), Self.latest).microseconds
    microsecond = inside.floorRemainder(1_000_000)
    let seconds = (inside - microsecond) / 1_000_000
    let rest = seconds.floorRemainder(86_400)
    hour = rest / 3_600
    minute = rest % 3_600 / 60
    second = rest % 60
    (year, month, day) = Self.date(days: (seconds - rest) / 86_400)
  }

  /// Nil where there is no such day or time; a leap second is the first of the next minute.
  init?(
    year: Int64, month: Int64, day: Int64, hour: Int64, minute: Int64, second: Int64, microsecond: Int64 = 0
  ) {
    guard (0...9999).contains(year), (1...12).contains(month), (1...Self.length(of: month, year)).contains(day),
      (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
    self.microsecond = microsecond
  }

  var timestamp: Timestamp {
    let seconds = Self.days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second
    return Timestamp(microseconds: seconds * 1_000_000 + microsecond)
  }

  /// From 0 for Sunday.
  var weekday: Int { Int((Self.days(year, month, day) + 4).floorRemainder(7)) }

  private static func length(of month: Int64, _ year: Int64) -> Int64 {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  // Years are counted from March, so that the leap day is the last of its year, in eras of 400 years.

  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let yearOfEra = shifted.floorRemainder(400)
    let era = (shifted - yearOfEra) / 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func date(days: Int64) -> (Int64, Int64, Int64) {
    let shifted = days + 719_468
    let dayOfEra = shifted.floorRemainder(146_097)
    let era = (shifted - dayOfEra) / 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = (monthFromMarch + 2) % 12 + 1
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }
}
