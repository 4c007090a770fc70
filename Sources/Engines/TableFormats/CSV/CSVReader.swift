public import Tables

/// Reads CSV and its kin as a typed table, streaming: memory does not depend on the input's length.
public final class CSVReader: TableSource {
  public let schema: TableSchema
  /// How far each column's inferred type is to be trusted, from 0 to 1; 1 where the caller gave the schema.
  public let confidence: [Double]
  public let dialect: CSVDialect
  public let encoding: TextEncoding
  public let warnings = TableWarnings()
  let options: CSVReadOptions
  let window: BlockReader
  let width: Int
  var tokenizer: CSVTokenizer
  let nullTexts: [[UInt8]]
  var chunk: TableChunk
  private(set) var rows = 0
  private let control: TableControl?

  /// Reads the first rows at once, to find out what it was not told.
  public init(_ input: any ByteSource, _ options: CSVReadOptions = CSVReadOptions(), control: TableControl? = nil)
    throws
  {
    let text = try TranscodingSource(input, encoding: options.encoding)
    encoding = text.encoding
    self.options = options
    self.control = control
    window = BlockReader(text)
    _ = try window.fill()
    let sample = window.unread
    dialect =
      options.dialect.map { given in
        var dialect = given
        dialect.hasHeader = options.hasHeader ?? given.hasHeader
        dialect.delimiter = options.delimiter ?? given.delimiter
        return dialect
      } ?? CSVDialect.detect(sample, isWhole: window.isAtEnd, options.delimiter, hasHeader: options.hasHeader)
    tokenizer = CSVTokenizer(dialect, isLenient: options.strictness == .lenient)
    nullTexts = options.nullTexts.map { Array($0.utf8) }

    let first = CSVDialect.firstRows(sample, dialect, isWhole: window.isAtEnd, limit: 1).first
    var names: [String] = []
    if dialect.hasHeader {
      names = first ?? []
      try Self.skipHeader(window, dialect, options)
    } else {
      names = first.map { Array(repeating: "", count: $0.count) } ?? []
    }
    if let given = options.schema {
      if !names.isEmpty, names.count != given.columns.count {
        throw TableError(
          .ragged, "the text has \(names.count) columns, \(given.columns.count) are expected", at: .init(row: 0))
      }
      for column in given.columns where column.type.isNested {
        throw TableError(
          .unsupported, "CSV cannot hold \(column.type); read it as text", at: .init(column: column.name))
      }
      schema = given
      confidence = given.columns.map { _ in 1 }
    } else {
      let inferred = try Self.infer(window, dialect, options, width: names.count, nullTexts)
      schema = TableSchema(
        name: options.name,
        columns: zip(UniqueNames.of(names), inferred).map { Column($0, $1.result.type) })
      confidence = inferred.map(\.result.confidence)
    }
    width = schema.columns.count
    chunk = TableChunk(schema, reserving: options.chunkRows)
  }

  private static func skipHeader(_ window: BlockReader, _ dialect: CSVDialect, _ options: CSVReadOptions) throws {
    var tokenizer = CSVTokenizer(dialect, isLenient: true)
    while window.end > window.first {
      var place = window.first
      tokenizer.removeAll()
      let found = try tokenizer.row(window.start, from: &place, end: window.end, isFinal: window.isAtEnd)
      if found == .incomplete {
        _ = try window.fill()
        continue
      }
      window.consume(place - window.first)
      if found == .row { return }
    }
  }

  /// Judges the rows at hand, without consuming them.
  private static func infer(
    _ window: BlockReader, _ dialect: CSVDialect, _ options: CSVReadOptions, width: Int, _ nullTexts: [[UInt8]]
  ) throws -> [TypeInference] {
    var inferences = Array(repeating: TypeInference(), count: width)
    var tokenizer = CSVTokenizer(dialect, isLenient: true)
    var place = window.first
    var rows = 0
    while rows < options.sampleRows, place < window.end {
      tokenizer.removeAll()
      // What cannot be cut into fields is reported when it is read.
      let found = try? tokenizer.row(window.start, from: &place, end: window.end, isFinal: window.isAtEnd)
      guard let found, found != .incomplete else { break }
      if found == .blank, width > 1 { continue }
      Self.judge(&inferences, window.start, tokenizer, nullTexts)
      rows += 1
    }
    return inferences
  }

  static func judge(
    _ inferences: inout [TypeInference], _ start: UnsafePointer<UInt8>, _ tokenizer: borrowing CSVTokenizer,
    _ nullTexts: [[UInt8]]
  ) {
    for column in 0..<min(tokenizer.count, inferences.count) {
      let field = tokenizer.fields[column]
      let bytes = UnsafeRawBufferPointer(start: start + Int(field.start), count: field.length)
      if !field.isQuoted, field.length == 0 || isNull(bytes, nullTexts) {
        inferences[column].addNull()
      } else {
        inferences[column].add(bytes)
      }
    }
  }

  static func isNull(_ bytes: UnsafeRawBufferPointer, _ nullTexts: [[UInt8]]) -> Bool {
    for text in nullTexts where text.count == bytes.count && bytes.elementsEqual(text) { return true }
    return false
  }

  static func text(_ bytes: UnsafeRawBufferPointer, _ field: CSVField, quote: UInt8) -> String {
    let raw = bytes[Int(field.start)..<(Int(field.start) + field.length)]
    guard field.isEscaped else { return String(decoding: raw, as: UTF8.self) }
    var plain: [UInt8] = []
    var previousWasQuote = false
    for byte in raw {
      if byte == quote, previousWasQuote {
        previousWasQuote = false
        continue
      }
      previousWasQuote = byte == quote
      plain.append(byte)
    }
    return String(decoding: plain, as: UTF8.self)
  }

  public func next() throws -> TableChunk? {
    if isKnownUniquelyReferenced(&chunk) {
      chunk.removeAll()
    } else {
      chunk = TableChunk(schema, reserving: options.chunkRows)
    }
    guard width > 0 else { return nil }
    let before = window.consumed
    let filled = try readRows()
    try control?.advance(bytes: window.consumed - before)
    guard filled > 0 else { return nil }
    rows += filled
    return chunk
  }

  /// Cuts and converts up to `chunkRows` rows; fewer where the window ends.
  private func readRows() throws -> Int {
    while true {
      tokenizer.removeAll()
      var place = window.first
      var found = 0
      while found < options.chunkRows, place < window.end {
        let before = tokenizer.count
        let end: CSVTokenizer.RowEnd
        do throws(TableError) {
          end = try tokenizer.row(window.start, from: &place, end: window.end, isFinal: window.isAtEnd)
        } catch {
          throw located(error, row: rows + found + 1)
        }
        if end == .incomplete {
          tokenizer.truncate(to: before)
          break
        }
        if end == .blank, width > 1 {
          tokenizer.truncate(to: before)
          continue
        }
        if tokenizer.count &- before != width { try straighten(before, row: rows + found + 1, place) }
        found += 1
      }
      if found == 0, place < window.end || !window.isAtEnd {
        window.consume(place - window.first)
        if try window.fill() { continue }
        if window.first < window.end { continue }
        return 0
      }
      if found > 0 {
        try checkText(from: window.first, to: place)
        for column in 0..<width { try convert(column, rows: found) }
      }
      window.consume(place - window.first)
      chunk.seal()
      return found
    }
  }

  /// The window's places as offsets in the (UTF-8) input.
  func located(_ error: TableError, row: Int) -> TableError {
    var error = error
    error.location.row = row
    if let offset = error.location.offset { error.location.offset = window.consumed + offset - window.first }
    return error
  }

  /// A row with too few or too many fields.
  private func straighten(_ first: Int, row: Int, _ place: Int) throws {
    let has = tokenizer.count - first
    let start = Int(tokenizer.fields[first].start)
    let text = TableError.excerpt(UnsafeRawBufferPointer(start: window.start + start, count: max(place - start, 0)))
    let error = TableError(
      .ragged, "the row has \(has) fields, the table has \(width) columns",
      at: .init(row: row, offset: window.consumed + start - window.first, text: text))
    guard options.strictness == .lenient else { throw error }
    warnings.add(error)
    if has > width { return tokenizer.truncate(to: first + width) }
    for _ in has..<width { tokenizer.append(CSVField(start: place, length: 0)) }
  }

  private func checkText(from first: Int, to end: Int) throws {
    let region = UnsafeMutableRawBufferPointer(start: window.start + first, count: end - first)
    var checked = 0
    while let bad = UTF8Check.firstInvalid(UnsafeRawBufferPointer(rebasing: region[checked...])) {
      let place = checked + bad
      let error = TableError(
        .encoding, "the text is not \(TextEncoding.utf8.rawValue); say its encoding, such as windows-1252",
        at: .init(
          row: rows + 1, offset: window.consumed + place,
          text: TableError.excerpt(
            UnsafeRawBufferPointer(rebasing: region[max(0, place - 20)..<min(region.count, place + 20)]))))
      guard options.strictness == .lenient else { throw error }
      warnings.add(error)
      region[place] = UInt8(ascii: "?")
      checked = place + 1
    }
  }
}
