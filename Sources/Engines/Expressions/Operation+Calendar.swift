internal import Values

extension Operation {
  func calendarFunction(_ values: [ExpressionValue]) throws(OperationFault) -> ExpressionValue {
    switch self {
    case .year, .quarter, .month, .week, .weekday, .day:
      let (day, _) = try moment(values[0])
      return .integer(Int64(field(day)))
    case .hour, .minute, .second:
      let clock: Int64
      if case .time(let value) = values[0] { clock = value } else { clock = try moment(values[0]).rest }
      switch self {
      case .hour: return .integer(clock / 3_600_000_000)
      case .minute: return .integer(clock / 60_000_000 % 60)
      default: return .integer(clock / 1_000_000 % 60)
      }
    case .startOf:
      guard case .text(let name) = values[1] else { throw fault("start_of() needs a unit, such as 'month'") }
      let unit = try CalendarUnit(named: name)
      switch values[0] {
      case .date(let day): return .date(Int64(unit.start(day: Int(try Self.day(day)))))
      case .timestamp(let value, let isMoment):
        return .timestamp(unit.start(microseconds: value), isMoment: isMoment)
      default: break
      }
    case .addMonths:
      guard case .integer(let months) = values[1], months.magnitude < 1_000_000 else {
        throw OperationFault(.value, "add_months() takes fewer than a million months")
      }
      switch values[0] {
      case .date(let day):
        return .date(Int64(CalendarUnit.adding(months: Int(months), to: Int(try Self.day(day)))))
      case .timestamp(let value, let isMoment):
        let (day, rest) = CalendarDate.split(microseconds: value)
        let moved = Int64(CalendarUnit.adding(months: Int(months), to: day))
        let (midnight, overflow) = moved.multipliedReportingOverflow(by: CalendarDate.microsecondsPerDay)
        let (sum, carry) = midnight.addingReportingOverflow(rest)
        guard !overflow, !carry else { throw OperationFault(.overflow, "the date is too far away") }
        return .timestamp(sum, isMoment: isMoment)
      default: break
      }
    case .seconds:
      if case .duration(let value) = values[0] { return .number(Double(value) / 1_000_000) }
    default: break
    }
    throw fault("\(rawValue)() needs a date or time, not \(article(values[0].type))")
  }

  private func field(_ day: Int) -> Int {
    switch self {
    case .year: CalendarDate.civil(days: day).year
    case .quarter: (CalendarDate.civil(days: day).month - 1) / 3 + 1
    case .month: CalendarDate.civil(days: day).month
    case .week: CalendarUnit.week(day)
    case .weekday: CalendarUnit.weekday(day)
    default: CalendarDate.civil(days: day).day
    }
  }

  private func moment(_ value: ExpressionValue) throws(OperationFault) -> (days: Int, rest: Int64) {
    switch value {
    case .date(let day): return (Int(try Self.day(day)), 0)
    case .timestamp(let value, _): return CalendarDate.split(microseconds: value)
    default: throw fault("\(rawValue)() needs a date, not \(article(value.type))")
    }
  }
}
