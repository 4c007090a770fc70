public import Tables
internal import XML

/// Reads XML as a table, streaming: an element that is repeated is a row, its attributes and elements are columns.
///
/// The row is the element nearest to the root that stands beside another of its name, or the one that is named.
public final class XMLRowReader: TableSource {
  public struct Options: Sendable {
    /// The names from the root to the rows, as `catalog/items/item`; nil finds them.
    public var rowPath: String?
    /// Nil infers it from the rows within the first `sampleBytes`.
    public var schema: TableSchema?
    public var sampleBytes: Int
    /// Turns values of another type and unknown elements into warnings.
    public var isLenient: Bool
    public var chunkRows: Int
    public var name: String

    public init(
      rowPath: String? = nil, schema: TableSchema? = nil, sampleBytes: Int = 4 << 20, isLenient: Bool = false,
      chunkRows: Int = 8_192, name: String = "Data"
    ) {
      self.rowPath = rowPath
      self.schema = schema
      self.sampleBytes = max(sampleBytes, 1)
      self.isLenient = isLenient
      self.chunkRows = max(chunkRows, 1)
      self.name = name
    }
  }

  public let schema: TableSchema
  /// The names from the root to the rows.
  public let rowPath: String
  public let warnings = TableWarnings()
  private let options: Options
  private let input: any ByteSource
  private let control: TableControl?
  private let rows: XMLRowColumns
  private let reader: XMLReader
  private var isAtEnd = false
  private var block = [UInt8](repeating: 0, count: 1 << 16)

  public init(_ input: any ByteSource, _ options: Options = Options(), control: TableControl? = nil) throws {
    self.options = options
    self.control = control
    var known = options
    if options.schema == nil || options.rowPath == nil {
      let sample = try Self.read(input, atMost: options.sampleBytes)
      let isCut = sample.count == options.sampleBytes
      let found = try Self.inferSchema(MemoryBytes(sample), options, front: sample, isCut: isCut)
      known.schema = options.schema ?? found.schema
      known.rowPath = options.rowPath ?? found.rowPath
      self.input = PrefixedBytes(sample, input)
    } else {
      self.input = input
    }
    schema = known.schema ?? TableSchema(name: options.name, columns: [])
    rowPath = known.rowPath ?? ""
    rows = XMLRowColumns(schema, isLenient: options.isLenient, warnings)
    let columns = rows
    reader = Self.reader(
      XMLRowHandler(rowPath.split(separator: "/").map(String.init)) { try columns.add($0) })
  }

  private static func reader(_ handler: any XMLHandler) -> XMLReader {
    XMLReader(handler: handler, options: XMLReaderOptions(limits: XMLLimits(documentBytes: .max)))
  }

  private static func read(_ input: any ByteSource, atMost limit: Int) throws -> [UInt8] {
    // Small inputs need no large sample.
    var bytes = [UInt8](repeating: 0, count: min(limit, 1 << 14))
    var count = 0
    while count < limit {
      if count == bytes.count {
        bytes.append(contentsOf: repeatElement(0, count: min(limit - count, count * 3)))
      }
      let got = try bytes.withUnsafeMutableBytes { bytes in
        try input.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[count...]))
      }
      if got == 0 { break }
      count += got
    }
    return Array(bytes[..<count])
  }

  // MARK: Inference

  /// The schema and the path of the rows of a whole input. Reading the table needs the input anew.
  public static func inferSchema(
    _ input: any ByteSource, _ options: Options = Options(), control: TableControl? = nil
  ) throws -> (schema: TableSchema, rowPath: String) {
    // The path shows at the front; the types of its rows may change until the end.
    let front = try read(input, atMost: options.sampleBytes)
    return try inferSchema(PrefixedBytes(front, input), options, front: front, isCut: false, control: control)
  }

  /// `front` is the beginning of the input, and `isCut` says that the input is no more than that.
  private static func inferSchema(
    _ input: any ByteSource, _ options: Options, front: [UInt8], isCut: Bool, control: TableControl? = nil
  ) throws -> (schema: TableSchema, rowPath: String) {
    var path = options.rowPath?.split(separator: "/").map(String.init)
    if path == nil {
      let finder = XMLRowPath()
      let mayBeCut = isCut || front.count == options.sampleBytes
      try feed(MemoryBytes(front), to: reader(finder), isCut: mayBeCut, control: nil)
      path = finder.path
    }
    let types = XMLRowTypes()
    let handler = XMLRowHandler(path ?? []) { row in types.addRow(row) }
    try feed(input, to: reader(handler), isCut: isCut, control: control)
    return (TableSchema(name: options.name, columns: types.columns), (path ?? []).joined(separator: "/"))
  }

  /// Feeds everything; a document that is cut on purpose has no end to be missed.
  private static func feed(_ input: any ByteSource, to reader: XMLReader, isCut: Bool, control: TableControl?) throws {
    var block = [UInt8](repeating: 0, count: 1 << 16)
    do {
      while true {
        let count = try block.withUnsafeMutableBytes { try input.read(into: $0) }
        if count == 0 { break }
        try block.withUnsafeBytes { try reader.feed(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        try control?.advance(bytes: count)
      }
      if !isCut { try reader.finish() }
    } catch let error as XMLError {
      throw failure(error)
    }
  }

  private static func failure(_ error: XMLError, row: Int? = nil) -> TableError {
    let code: TableError.Code =
      switch error.code {
      case .encoding: .encoding
      case .limit, .memory: .limit
      case .doctype: .unsupported
      default: .syntax
      }
    return TableError(
      code, error.message, at: .init(row: row, line: error.position?.line, offset: error.position?.byte))
  }

  // MARK: Rows

  public func next() throws -> TableChunk? {
    rows.beginChunk()
    var taken = 0
    do {
      while rows.count < options.chunkRows, !isAtEnd {
        let count = try block.withUnsafeMutableBytes { try input.read(into: $0) }
        if count == 0 {
          isAtEnd = true
          try reader.finish()
        } else {
          try block.withUnsafeBytes { try reader.feed(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
          taken += count
        }
      }
    } catch let error as XMLError {
      throw Self.failure(error, row: rows.total + 1)
    }
    try control?.advance(bytes: taken)
    return rows.endChunk()
  }
}

/// Bytes that were read already, and then those that were not.
final class PrefixedBytes: ByteSource {
  private let prefix: MemoryBytes
  private let rest: any ByteSource

  init(_ prefix: [UInt8], _ rest: any ByteSource) {
    self.prefix = MemoryBytes(prefix)
    self.rest = rest
  }

  func read(into target: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = prefix.read(into: target)
    return count > 0 ? count : try rest.read(into: target)
  }
}
