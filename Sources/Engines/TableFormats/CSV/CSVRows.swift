internal import ByteIO
internal import Tables
internal import Values

/// Formats rows of CSV into a buffer. A value rather than part of the writer, so that a row group is one access.
struct CSVRows: ~Copyable {
  private let options: CSVWriter.Options
  private let nullText: [UInt8]
  private var buffer = ByteBuffer(reserving: 1 << 17)
  /// Texts guarded, and bytes passed on so far.
  private(set) var guarded = 0
  private(set) var bytes = 0

  init(_ options: CSVWriter.Options) {
    self.options = options
    nullText = Array(options.nullText.utf8)
  }

  var pending: Int { buffer.count }

  mutating func begin(_ schema: TableSchema) {
    if options.hasByteOrderMark { buffer.append([0xEF, 0xBB, 0xBF]) }
    guard options.hasHeader else { return }
    for (index, column) in schema.columns.enumerated() {
      if index > 0 { buffer.append(options.delimiter) }
      var name = column.name
      name.withUTF8 { append(text: UnsafeRawBufferPointer($0)) }
    }
    endRow()
  }

  mutating func write(_ chunk: TableChunk, to sink: any ByteSink) throws {
    let columns = chunk.columns
    let width = columns.count
    // A column's type is not asked for at every value: it is a tree with owners to be counted.
    let kinds = columns.map { Kind($0.type) }
    for row in 0..<chunk.count {
      for index in 0..<width {
        if index > 0 { buffer.append(options.delimiter) }
        append(columns[index], row, kinds[index])
      }
      // A line of nothing would not be read back as a row.
      if width == 1, columns[0].isNull(row), nullText.isEmpty { buffer.append("\"\"") }
      endRow()
      if buffer.count >= 1 << 16 { try drain(into: sink) }
    }
  }

  mutating func drain(into sink: any ByteSink) throws {
    bytes += buffer.count
    try buffer.drain(into: sink)
  }

  @inline(__always)
  private mutating func endRow() {
    if options.lineEnd == .crlf { buffer.append(0x0D) }
    buffer.append(0x0A)
  }

  @inline(__always)
  private mutating func append(_ column: ColumnVector, _ row: Int, _ kind: Kind) {
    if column.isNull(row) { return buffer.append(nullText) }
    switch kind {
    case .text: append(text: column.bytes(at: row))
    case .integer: buffer.append(decimal: column.integers[row])
    case .double: buffer.append(double: column.doubles[row])
    case .nested:
      var json = ByteBuffer()
      json.append(jsonOf: column, at: row)
      json.withUnsafeBytes { append(text: $0) }
    case .binary where column.bytes(at: row).isEmpty: buffer.append("\"\"")
    case .binary, .other: buffer.append(valueOf: column, at: row)
    }
  }

  private enum Kind: UInt8 {
    case text, integer, double, nested, binary, other

    init(_ type: ColumnType) {
      switch type {
      case .text: self = .text
      case .integer: self = .integer
      case .double: self = .double
      case .list, .object: self = .nested
      case .binary: self = .binary
      default: self = .other
      }
    }
  }

  private mutating func append(text: UnsafeRawBufferPointer) {
    guard let first = text.first, let start = text.baseAddress else { return buffer.append("\"\"") }
    let isFormula: Bool
    switch first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D: isFormula = true
    default: isFormula = false
    }
    if isFormula, options.guardsFormulas {
      guarded += 1
      buffer.append(UInt8(ascii: "\""))
      buffer.append(UInt8(ascii: "'"))
      return appendEscaped(text)
    }
    if needsQuotes(start, text.count) || (text.count == nullText.count && text.elementsEqual(nullText)) {
      buffer.append(UInt8(ascii: "\""))
      appendEscaped(text)
    } else {
      buffer.append(text)
    }
  }

  @inline(__always)
  private func needsQuotes(_ start: UnsafeRawPointer, _ count: Int) -> Bool {
    let delimiters = UInt64(options.delimiter) &* 0x0101_0101_0101_0101
    var index = 0
    while index &+ 8 <= count {
      let word = start.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let found =
        CSVTokenizer.zeros(word ^ delimiters) | CSVTokenizer.zeros(word ^ 0x0A0A_0A0A_0A0A_0A0A)
        | CSVTokenizer.zeros(word ^ 0x0D0D_0D0D_0D0D_0D0D) | CSVTokenizer.zeros(word ^ 0x2222_2222_2222_2222)
      if found != 0 { return true }
      index &+= 8
    }
    while index < count {
      let byte = start.load(fromByteOffset: index, as: UInt8.self)
      if byte == options.delimiter || byte == 0x22 || byte == 0x0A || byte == 0x0D { return true }
      index &+= 1
    }
    return false
  }

  /// The rest of a quoted field, whose opening quote is there.
  private mutating func appendEscaped(_ text: UnsafeRawBufferPointer) {
    var first = 0
    for index in 0..<text.count where text[index] == 0x22 {
      buffer.append(UnsafeRawBufferPointer(rebasing: text[first...index]))
      first = index
    }
    buffer.append(UnsafeRawBufferPointer(rebasing: text[first...]))
    buffer.append(UInt8(ascii: "\""))
  }
}
