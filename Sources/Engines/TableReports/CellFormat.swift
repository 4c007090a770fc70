internal import ByteIO
internal import Tables
internal import Values

/// Turns a column's values into the text a report shows.
struct CellFormat {
  private enum Form {
    case plain
    case number(NumberPattern)
    case calendar(CalendarPattern)
  }

  private let form: Form
  private let signs: NumberSigns
  private let type: ColumnType

  /// `pattern` is in the language of spreadsheets; a pattern that does not suit the type is left out.
  init(_ pattern: String?, of type: ColumnType, language: String) {
    self.type = type
    signs = NumberSigns(language: language)
    switch (pattern, type) {
    case (let pattern?, .integer), (let pattern?, .decimal), (let pattern?, .double):
      form = NumberPattern(pattern).map { .number($0) } ?? .plain
    case (let pattern?, .date), (let pattern?, .timestamp), (let pattern?, .time):
      form = .calendar(CalendarPattern(pattern))
    default: form = .plain
    }
  }

  /// Nothing for a missing value.
  func text(_ column: ColumnVector, _ row: Int) -> String {
    if column.isNull(row) { return "" }
    switch form {
    case .plain:
      if type == .text { return column.text(at: row) }
      var buffer = ByteBuffer(reserving: 48)
      buffer.append(valueOf: column, at: row)
      // A clock is easier to read behind a space.
      if case .timestamp = type { return buffer.text.replacing("T", with: " ") }
      return buffer.text
    case .number(let pattern):
      switch column.type {
      case .double: return pattern.text(column.doubles[row], signs)
      case .decimal(_, let scale):
        return pattern.text(ExactDecimal(unscaled: column.unscaled(row), scale: scale), signs)
      default: return pattern.text(ExactDecimal(column.integers[row]), signs)
      }
    case .calendar(let pattern):
      switch type {
      case .date: return pattern.text(days: Int(column.integers[row]), microseconds: 0)
      case .time: return pattern.text(days: 0, microseconds: column.integers[row])
      default:
        let (days, rest) = CalendarDate.split(microseconds: column.integers[row])
        return pattern.text(days: days, microseconds: rest)
      }
    }
  }
}
