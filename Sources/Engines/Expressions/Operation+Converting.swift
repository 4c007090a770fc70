internal import Values

extension Operation {
  func convert(_ values: [ExpressionValue]) throws(OperationFault) -> ExpressionValue {
    let value = values[0]
    switch (self, value) {
    case (.toText, _):
      if let text = value.text { return .text(text) }
    case (.toInteger, .integer), (.toNumber, .number), (.toDate, .date), (.toTime, .time), (.toTimestamp, .timestamp),
      (.toDuration, .duration):
      return value
    case (.toInteger, .boolean(let flag)): return .integer(flag ? 1 : 0)
    case (.toInteger, .number(let number)):
      guard let whole = Int64(exactly: number.rounded(.toNearestOrAwayFromZero)) else { throw notA(value, "integer") }
      return .integer(whole)
    case (.toInteger, .decimal(let decimal)):
      guard let whole = Int64(exactly: decimal.rounded(to: 0).unscaled) else { throw notA(value, "integer") }
      return .integer(whole)
    case (.toNumber, .boolean(let flag)): return .number(flag ? 1 : 0)
    case (.toNumber, .integer), (.toNumber, .decimal): return .number(Self.double(value) ?? 0)
    case (.toDecimal, _): return try decimal(values)
    case (.toDate, .timestamp(let moment, _)): return .date(Int64(CalendarDate.split(microseconds: moment).days))
    case (.toTime, .timestamp(let moment, _)): return .time(CalendarDate.split(microseconds: moment).rest)
    case (.toTimestamp, .date(let day)):
      return .timestamp(try Self.day(day) * CalendarDate.microsecondsPerDay, isMoment: false)
    case (_, .text(let text)):
      if let read = read(text) { return read }
      throw notA(value, rawValue)
    default: break
    }
    throw fault("\(rawValue)() cannot be made of \(article(value.type))")
  }

  private func notA(_ value: ExpressionValue, _ wanted: String) -> OperationFault {
    let text = value.text ?? ""
    let shown = text.count > 40 ? String(text.prefix(40)) + "…" : text
    return OperationFault(.value, "'\(shown)' is no \(wanted)")
  }

  private func read(_ text: String) -> ExpressionValue? {
    switch self {
    case .toInteger: Conversion.bytes(text) { ValueParser.integer($0) }.map { .integer($0) }
    case .toNumber: Conversion.bytes(text) { ValueParser.double($0) }.map { .number($0) }
    case .toDate:
      Conversion.bytes(text) { ValueParser.date($0) }.map { .date($0) }
    case .toTime: Conversion.bytes(text) { ValueParser.time($0) }.map { .time($0) }
    case .toTimestamp: Conversion.timestamp(text)
    case .toDuration: Conversion.bytes(text) { ValueParser.duration($0) }.map { .duration($0) }
    default: nil
    }
  }

  private func decimal(_ values: [ExpressionValue]) throws(OperationFault) -> ExpressionValue {
    var scale = 2
    if values.count > 1 {
      guard case .integer(let wanted) = values[1], (0...38).contains(wanted) else {
        throw OperationFault(.value, "decimal() takes 0 to 38 digits after the point")
      }
      scale = Int(wanted)
    }
    let exact: ExactDecimal?
    switch values[0] {
    case .integer(let value): exact = ExactDecimal(value)
    case .decimal(let value): exact = value
    case .boolean(let value): exact = ExactDecimal(value ? 1 : 0)
    case .number(let value): exact = ExactDecimal(shortest: value, scale: scale)
    case .text(let text): exact = Conversion.bytes(text) { ExactDecimal(text: $0) }
    default: throw fault("decimal() cannot be made of \(article(values[0].type))")
    }
    guard let rounded = exact?.rounded(to: scale), let result = rounded.rescaled(to: scale) else {
      throw notA(values[0], "decimal of 38 digits with \(scale) after the point")
    }
    return .decimal(result)
  }
}
