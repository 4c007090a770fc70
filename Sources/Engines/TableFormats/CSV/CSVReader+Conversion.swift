internal import Tables
internal import Values

extension CSVReader {
  /// One column of the rows just cut, from text to values.
  func convert(_ column: Int, rows count: Int) throws {
    let vector = chunk.columns[column]
    switch schema.columns[column].type {
    case .text: convertText(column, vector, count)
    case .integer:
      try each(column, vector, count) {
        ValueParser.integer($0)
      } add: {
        vector.append(integer: $0)
      }
    case .double:
      try each(column, vector, count) {
        ValueParser.double($0)
      } add: {
        vector.append(double: $0)
      }
    case .boolean:
      try each(column, vector, count) {
        ValueParser.boolean($0)
      } add: {
        vector.append(boolean: $0)
      }
    case .decimal(let precision, let scale):
      try each(column, vector, count) {
        ValueParser.decimal($0, precision: precision, scale: scale)
      } add: {
        vector.append(unscaled: $0)
      }
    case .date:
      try each(column, vector, count) {
        ValueParser.date($0)
      } add: {
        vector.append(integer: $0)
      }
    case .time:
      try each(column, vector, count) {
        ValueParser.time($0)
      } add: {
        vector.append(integer: $0)
      }
    case .duration:
      try each(column, vector, count) {
        ValueParser.duration($0)
      } add: {
        vector.append(integer: $0)
      }
    case .timestamp(let zone):
      try each(column, vector, count) {
        Self.timestamp($0, hasZone: zone != nil)
      } add: {
        vector.append(integer: $0)
      }
    case .binary:
      try each(column, vector, count) {
        Base16.bytes($0)
      } add: { bytes in
        bytes.withUnsafeBytes { vector.append($0) }
      }
    case .list, .object: break
    }
  }

  private static func timestamp(_ text: UnsafeRawBufferPointer, hasZone: Bool) -> Int64? {
    if let found = ValueParser.timestamp(text) { return found.hasZone == hasZone ? found.microseconds : nil }
    if hasZone { return nil }
    return ValueParser.date(text).map { $0 * CalendarDate.microsecondsPerDay }
  }

  private func convertText(_ column: Int, _ vector: ColumnVector, _ count: Int) {
    var place = column
    for _ in 0..<count {
      let field = tokenizer.fields[place]
      place &+= width
      if field.length == 0, !field.isQuoted {
        vector.appendNull()
      } else if field.isEscaped {
        appendUnescaped(field, vector)
      } else {
        vector.append(UnsafeRawBufferPointer(start: window.start + Int(field.start), count: field.length))
      }
    }
  }

  private func appendUnescaped(_ field: CSVField, _ vector: ColumnVector) {
    let bytes = UnsafeRawBufferPointer(start: window.start + Int(field.start), count: field.length)
    var first = 0
    var index = 0
    while index < bytes.count {
      if bytes[index] == dialect.quote {
        vector.appendPart(UnsafeRawBufferPointer(rebasing: bytes[first...index]))
        // The second of a pair is left out.
        index += 2
        first = index
      } else {
        index += 1
      }
    }
    if first < bytes.count { vector.appendPart(UnsafeRawBufferPointer(rebasing: bytes[first...])) }
    vector.endBytes()
  }

  @inline(__always)
  private func each<Value>(
    _ column: Int, _ vector: ColumnVector, _ count: Int, _ parse: (UnsafeRawBufferPointer) -> Value?,
    add: (Value) -> Void
  ) throws {
    var place = column
    for row in 0..<count {
      let field = tokenizer.fields[place]
      place &+= width
      let bytes = UnsafeRawBufferPointer(start: window.start + Int(field.start), count: field.length)
      // Only texts and binary values can be empty.
      if field.length == 0, !field.isQuoted || vector.layout != .bytes {
        vector.appendNull()
      } else if let value = parse(bytes) {
        add(value)
      } else if !field.isQuoted, Self.isNull(bytes, nullTexts) {
        vector.appendNull()
      } else {
        try refuse(column, bytes, row)
        vector.appendNull()
      }
    }
  }

  private func refuse(_ column: Int, _ bytes: UnsafeRawBufferPointer, _ row: Int) throws {
    let name = schema.columns[column].name
    let error = TableError(
      .type, "'\(TableError.excerpt(bytes))' is not \(Self.article(schema.columns[column].type)), as the column is",
      at: .init(row: rows + row + 1, column: name))
    guard options.strictness == .lenient else { throw error }
    warnings.add(error)
  }

  private static func article(_ type: ColumnType) -> String {
    type == .integer ? "an integer" : "a \(type)"
  }
}

extension Unicode.Scalar {
  fileprivate var hexadecimalValue: UInt8? {
    switch value {
    case 0x30...0x39: UInt8(value - 0x30)
    case 0x41...0x46: UInt8(value - 0x37)
    case 0x61...0x66: UInt8(value - 0x57)
    default: nil
    }
  }
}
