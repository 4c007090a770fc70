/// Days as the Gregorian calendar counts them, before 1582 too.
public enum CalendarDate {
  public static let microsecondsPerDay: Int64 = 86_400_000_000

  // Years are counted from March, so that the leap day is the last of its year, in eras of 400 years.

  /// Days since 1970-01-01.
  @inlinable
  public static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year &- 1 : year
    let era = (shifted >= 0 ? shifted : shifted &- 399) / 400
    let yearOfEra = shifted &- era &* 400
    let dayOfYear = (153 &* (month > 2 ? month &- 3 : month &+ 9) &+ 2) / 5 &+ day &- 1
    return era &* 146_097 &+ yearOfEra &* 365 &+ yearOfEra / 4 &- yearOfEra / 100 &+ dayOfYear &- 719_468
  }

  @inlinable
  public static func civil(days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days &+ 719_468
    let era = (shifted >= 0 ? shifted : shifted &- 146_096) / 146_097
    let dayOfEra = shifted &- era &* 146_097
    let yearOfEra = (dayOfEra &- dayOfEra / 1_460 &+ dayOfEra / 36_524 &- dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra &- (365 &* yearOfEra &+ yearOfEra / 4 &- yearOfEra / 100)
    let month = (5 &* dayOfYear &+ 2) / 153
    let civilMonth = month < 10 ? month &+ 3 : month &- 9
    return (
      yearOfEra &+ era &* 400 &+ (civilMonth <= 2 ? 1 : 0), civilMonth, dayOfYear &- (153 &* month &+ 2) / 5 &+ 1
    )
  }

  @inlinable
  public static func isDay(year: Int, month: Int, day: Int) -> Bool {
    guard (1...12).contains(month), day >= 1 else { return false }
    switch month {
    case 2: return day <= (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28)
    case 4, 6, 9, 11: return day <= 30
    default: return day <= 31
    }
  }

  /// Whole days and the microseconds within the day, which are never negative.
  @inlinable
  public static func split(microseconds: Int64) -> (days: Int, rest: Int64) {
    var days = microseconds / microsecondsPerDay
    var rest = microseconds % microsecondsPerDay
    if rest < 0 {
      rest += microsecondsPerDay
      days -= 1
    }
    return (Int(days), rest)
  }
}
