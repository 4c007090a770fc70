internal import JSON
public import Tables

/// Reads JSON (an array of objects) and NDJSON (an object a line) as a table, streaming.
public final class JSONRowReader: TableSource {
  public struct Options: Sendable {
    /// Nil infers it from the first `sampleRows` rows.
    public var schema: TableSchema?
    public var sampleRows: Int
    /// Turns values of another type and unknown keys into warnings.
    public var isLenient: Bool
    public var chunkRows: Int
    public var name: String
    /// Types of columns that are known beforehand; the others are inferred.
    public var types: [String: ColumnType] = [:]

    public init(
      schema: TableSchema? = nil, sampleRows: Int = 10_000, isLenient: Bool = false, chunkRows: Int = 8_192,
      name: String = "Data"
    ) {
      self.schema = schema
      self.sampleRows = max(sampleRows, 1)
      self.isLenient = isLenient
      self.chunkRows = max(chunkRows, 1)
      self.name = name
    }
  }

  public let schema: TableSchema
  public let warnings = TableWarnings()
  private let options: Options
  private let splitter: JSONRowSplitter
  private let window: BlockReader
  /// The rows the schema was inferred from, not passed on yet.
  private var sample: [[UInt8]]
  private var nextSample = 0
  private let indexes: [String: Int]
  /// For rows without anything unusual, where the columns allow it.
  private let plain: JSONPlainRows?
  private var chunk: TableChunk
  private var rows = 0
  private let control: TableControl?

  public init(_ input: any ByteSource, _ options: Options = Options(), control: TableControl? = nil) throws {
    self.options = options
    self.control = control
    window = BlockReader(try TranscodingSource(input, encoding: nil))
    splitter = JSONRowSplitter(window)
    sample = []
    if let given = options.schema {
      schema = given
    } else {
      var found: [[UInt8]] = []
      var names: [String] = []
      var types: [String: JSONTypes] = [:]
      var bytes = 0
      while found.count < options.sampleRows, bytes < 32 << 20 {
        let more = try splitter.next { text in
          found.append(Array(text))
          bytes += text.count
          for member in try Self.members(text, row: found.count) {
            if types[member.key] == nil {
              names.append(member.key)
              types[member.key] = JSONTypes()
            }
            types[member.key]?.add(member.value)
          }
        }
        if !more { break }
      }
      sample = found
      schema = TableSchema(
        name: options.name, columns: names.map { Column($0, options.types[$0] ?? types[$0]?.result ?? .text) })
    }
    indexes = Dictionary(schema.columns.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    plain = JSONPlainRows(schema)
    chunk = TableChunk(schema)
  }

  private static func members(_ text: UnsafeRawBufferPointer, row: Int) throws -> [JSONValue.Member] {
    do {
      let value = try JSONValue(parsing: text)
      guard case .object(let members) = value else {
        throw TableError(.type, "a row must be an object", at: .init(row: row))
      }
      return members
    } catch let error as JSONError {
      throw TableError(.syntax, error.description, at: .init(row: row, text: TableError.excerpt(text)))
    }
  }

  public func next() throws -> TableChunk? {
    if isKnownUniquelyReferenced(&chunk) { chunk.removeAll() } else { chunk = TableChunk(schema) }
    let before = window.consumed
    var count = 0
    while count < options.chunkRows {
      if nextSample < sample.count {
        try sample[nextSample].withUnsafeBytes { try add($0, rows + count + 1) }
        sample[nextSample] = []
        nextSample += 1
      } else {
        guard try splitter.advance() else { break }
        if !takePlain() { try splitter.take { try add($0, rows + count + 1) } }
      }
      count += 1
    }
    try control?.advance(bytes: window.consumed - before)
    guard count > 0 else { return nil }
    rows += count
    chunk.seal()
    return chunk
  }

  private func takePlain() -> Bool {
    let length = plain?.read(window.start + window.first, window.end - window.first, into: chunk) ?? 0
    window.consume(length)
    return length > 0
  }

  private func add(_ text: UnsafeRawBufferPointer, _ row: Int) throws {
    do {
      var reader = try JSONReader(text)
      guard try reader.next() == .beginObject else {
        throw TableError(.type, "a row must be an object", at: .init(row: row))
      }
      var expected = 0
      while true {
        let token = try reader.next()
        if token == .endObject { break }
        let name = reader.text
        // Keys mostly come in the columns' order.
        let found: Int?
        if expected < schema.columns.count, schema.columns[expected].name == name {
          found = expected
        } else {
          found = indexes[name]
        }
        guard let index = found, chunk.columns[index].count < row - rows else {
          try refuse(found == nil ? "'\(name)' is no column" : "'\(name)' is there twice", row, name)
          try reader.skipValue()
          continue
        }
        expected = index + 1
        let column = chunk.columns[index]
        if try !JSONCells.add(&reader, column) {
          try refuse("a value of '\(name)' is not \(schema.columns[index].type), as the column is", row, name)
          column.appendNull()
        }
      }
      try reader.finish()
    } catch let error as JSONError {
      throw TableError(.syntax, error.description, at: .init(row: row, text: TableError.excerpt(text)))
    }
    for column in chunk.columns where column.count < row - rows { column.appendNull() }
  }

  private func refuse(_ message: String, _ row: Int, _ column: String) throws {
    let error = TableError(.type, message, at: .init(row: row, column: column))
    guard options.isLenient else { throw error }
    warnings.add(error)
  }
}
