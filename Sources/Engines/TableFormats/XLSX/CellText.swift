internal import ByteIO
internal import Tables
internal import Values

/// What a cell's number means.
enum CellText {
  /// Microseconds since 1970, to the millisecond, as far as a number of days can tell.
  private static func moment(_ cell: SheetCell, _ shift: Double) -> Int64? {
    let days = cell.number + shift - 25_569
    guard days.magnitude < 100_000_000 else { return nil }
    return Int64((days * 86_400_000).rounded()) * 1_000
  }

  private static func span(_ cell: SheetCell) -> Int64? {
    guard cell.number.magnitude < 100_000_000 else { return nil }
    return Int64((cell.number * 86_400_000).rounded()) * 1_000
  }

  static func append(_ cell: SheetCell, _ shift: Double, to buffer: inout ByteBuffer) {
    switch cell.kind {
    case .boolean: buffer.append(cell.number != 0 ? "true" : "false")
    case .date, .dateTime:
      guard let moment = moment(cell, shift) else { return buffer.append(number: cell.number) }
      let (days, rest) = CalendarDate.split(microseconds: moment)
      if cell.kind == .date, rest == 0 { return buffer.append(date: days) }
      buffer.append(timestamp: moment, isMoment: false)
    case .time, .duration:
      guard let span = span(cell) else { return buffer.append(number: cell.number) }
      if cell.kind == .time, (0..<CalendarDate.microsecondsPerDay).contains(span) { return buffer.append(time: span) }
      buffer.append(duration: span)
    default: buffer.append(number: cell.number)
    }
  }

  /// False where the cell has no value of the column's type.
  static func append(_ cell: SheetCell, _ shift: Double, to column: ColumnVector) -> Bool {
    switch (cell.kind, column.type) {
    case (.number, .integer):
      guard let value = Int64(exactly: cell.number) else { return false }
      column.append(integer: value)
    case (.number, .double): column.append(double: cell.number)
    case (.number, .decimal(let precision, let scale)):
      var buffer = ByteBuffer()
      buffer.append(fixed: cell.number, decimals: min(scale, 15))
      guard let value = buffer.withUnsafeBytes({ ValueParser.decimal($0, precision: precision, scale: scale) }) else {
        return false
      }
      column.append(unscaled: value)
    case (.boolean, .boolean): column.append(boolean: cell.number != 0)
    case (.date, .date), (.dateTime, .date):
      guard let moment = moment(cell, shift) else { return false }
      let (days, rest) = CalendarDate.split(microseconds: moment)
      guard rest == 0 else { return false }
      column.append(integer: Int64(days))
    case (.date, .timestamp), (.dateTime, .timestamp):
      guard let moment = moment(cell, shift) else { return false }
      column.append(integer: moment)
    case (.time, .time):
      guard let span = span(cell), (0..<CalendarDate.microsecondsPerDay).contains(span) else { return false }
      column.append(integer: span)
    case (.duration, .duration), (.time, .duration):
      guard let span = span(cell) else { return false }
      column.append(integer: span)
    default: return false
    }
    return true
  }
}
