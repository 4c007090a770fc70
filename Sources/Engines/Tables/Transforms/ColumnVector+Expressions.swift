internal import Expressions
internal import Values

extension ColumnVector {
  func expressionValue(_ row: Int) -> ExpressionValue {
    if isNull(row) { return .null }
    switch type {
    case .text: return .text(text(at: row))
    case .integer: return .integer(integers[row])
    case .decimal(_, let scale): return .decimal(ExactDecimal(unscaled: unscaled(row), scale: scale))
    case .double: return .number(doubles[row])
    case .boolean: return .boolean(booleans[row] != 0)
    case .date: return .date(integers[row])
    case .time: return .time(integers[row])
    case .timestamp(let zone): return .timestamp(integers[row], isMoment: zone != nil)
    case .duration: return .duration(integers[row])
    case .binary: return .binary(Array(bytes(at: row)))
    case .list: return .list((offsets[row]..<offsets[row + 1]).map { children[0].expressionValue($0) })
    case .object(let fields):
      return .object(fields.enumerated().map { .init($1.name, children[$0].expressionValue(row)) })
    }
  }

  /// False where the column's type does not hold the value; then nothing was appended.
  func append(_ value: ExpressionValue) -> Bool {
    switch (type, value) {
    case (_, .null): appendNull()
    case (.text, .text(let text)): append(text)
    case (.integer, .integer(let number)): append(integer: number)
    case (.double, .number(let number)): append(double: number)
    case (.double, .integer(let number)): append(double: Double(number))
    case (.double, .decimal(let number)): append(double: number.double)
    case (.decimal(let precision, let scale), .integer(let number)):
      return append(ExactDecimal(number), precision, scale)
    case (.decimal(let precision, let scale), .decimal(let number)): return append(number, precision, scale)
    case (.boolean, .boolean(let flag)): append(boolean: flag)
    case (.date, .date(let number)), (.time, .time(let number)), (.duration, .duration(let number)),
      (.timestamp(nil), .timestamp(let number, false)), (.timestamp(_?), .timestamp(let number, true)):
      append(integer: number)
    case (.timestamp(nil), .date(let day)): append(integer: day &* CalendarDate.microsecondsPerDay)
    case (.binary, .binary(let bytes)): bytes.withUnsafeBytes { append($0) }
    case (.list, .list(let elements)):
      for element in elements where !children[0].append(element) { children[0].appendNull() }
      endList()
    case (.object(let fields), .object(let members)):
      for (index, field) in fields.enumerated() {
        let member = members.first { $0.name == field.name }?.value ?? .null
        if !children[index].append(member) { children[index].appendNull() }
      }
      endObject()
    default: return false
    }
    return true
  }

  private func append(_ number: ExactDecimal, _ precision: Int, _ scale: Int) -> Bool {
    guard let value = number.rescaled(to: scale), value.unscaled.magnitude < ExactDecimal.power(precision).magnitude
    else { return false }
    append(unscaled: value.unscaled)
    return true
  }
}
