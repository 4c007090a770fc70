internal import Values

/// What `start_of` goes back to.
enum CalendarUnit: String, CaseIterable {
  case year, quarter, month, week, day, hour, minute, second

  init(named name: String) throws(OperationFault) {
    guard let unit = CalendarUnit(rawValue: name.lowercased()) else {
      let known = Self.allCases.map(\.rawValue).joined(separator: ", ")
      throw OperationFault(.value, "'\(name)' is no unit; the units are: \(known)")
    }
    self = unit
  }

  /// The first day of the unit that the day lies in; weeks begin on Monday.
  func start(day: Int) -> Int {
    let (year, month, _) = CalendarDate.civil(days: day)
    switch self {
    case .year: return CalendarDate.days(year: year, month: 1, day: 1)
    case .quarter: return CalendarDate.days(year: year, month: (month - 1) / 3 * 3 + 1, day: 1)
    case .month: return CalendarDate.days(year: year, month: month, day: 1)
    case .week: return day - (Self.weekday(day) - 1)
    case .day, .hour, .minute, .second: return day
    }
  }

  func start(microseconds: Int64) -> Int64 {
    let (day, rest) = CalendarDate.split(microseconds: microseconds)
    let kept: Int64 =
      switch self {
      case .hour: rest / 3_600_000_000 * 3_600_000_000
      case .minute: rest / 60_000_000 * 60_000_000
      case .second: rest / 1_000_000 * 1_000_000
      default: 0
      }
    return Int64(start(day: day)) * CalendarDate.microsecondsPerDay + kept
  }

  /// Monday is 1, Sunday 7.
  static func weekday(_ day: Int) -> Int { ((day + 3) % 7 + 7) % 7 + 1 }

  /// The week's number by ISO 8601.
  static func week(_ day: Int) -> Int {
    let thursday = day - weekday(day) + 4
    let first = CalendarDate.days(year: CalendarDate.civil(days: thursday).year, month: 1, day: 1)
    return (thursday - first) / 7 + 1
  }

  /// The same day so many months later, or the last day of a month that is shorter.
  static func adding(months: Int, to day: Int) -> Int {
    let (year, month, dayOfMonth) = CalendarDate.civil(days: day)
    let total = year * 12 + month - 1 + months
    let newYear = total >= 0 ? total / 12 : (total - 11) / 12
    let newMonth = total - newYear * 12 + 1
    var last = dayOfMonth
    while !CalendarDate.isDay(year: newYear, month: newMonth, day: last) { last -= 1 }
    return CalendarDate.days(year: newYear, month: newMonth, day: last)
  }
}
