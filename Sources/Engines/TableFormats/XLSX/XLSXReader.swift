internal import Archives
internal import ByteIO
public import Tables

/// Reads a sheet of an Excel workbook as a table, streaming; formulas by the values that were saved with them.
public final class XLSXReader: TableSource {
  public struct Options: Sendable {
    /// By name; nil is the first.
    public var sheet: String?
    public var hasHeader: Bool
    /// Nil infers it from the first `sampleRows` rows.
    public var schema: TableSchema?
    public var sampleRows: Int
    /// A value of another type than its column's becomes a warning and is left out.
    public var isLenient: Bool
    public var chunkRows: Int

    public init(
      sheet: String? = nil, hasHeader: Bool = true, schema: TableSchema? = nil, sampleRows: Int = 10_000,
      isLenient: Bool = false, chunkRows: Int = 8_192
    ) {
      self.sheet = sheet
      self.hasHeader = hasHeader
      self.schema = schema
      self.sampleRows = max(sampleRows, 1)
      self.isLenient = isLenient
      self.chunkRows = max(chunkRows, 1)
    }
  }

  private struct KeptRow {
    var number: Int
    var cells: [SheetCell]
    var text: [UInt8]
  }

  public let sheetNames: [String]
  public let schema: TableSchema
  public let warnings = TableWarnings()
  private let options: Options
  private let rows: SheetRows
  private let pool: TextPool
  private let dayShift: Double
  /// The rows the schema was inferred from, not passed on yet.
  private var sample: [KeptRow] = []
  private var nextSample = 0
  private let firstRow: Int
  private var passed = 0
  private var pending: KeptRow?
  private var chunk: TableChunk
  private let control: TableControl?

  public convenience init(path: String, _ options: Options = Options(), control: TableControl? = nil) throws {
    try self.init(Workbook.naming { try ZIPReader(path: path, limits: Workbook.limits) }, options, control)
  }

  public convenience init(_ bytes: [UInt8], _ options: Options = Options(), control: TableControl? = nil) throws {
    try self.init(Workbook.naming { try ZIPReader(bytes, limits: Workbook.limits) }, options, control)
  }

  private init(_ archive: ZIPReader, _ options: Options, _ control: TableControl?) throws {
    self.options = options
    self.control = control
    let book = try Workbook(archive)
    sheetNames = book.sheets.map(\.name)
    pool = book.texts
    dayShift = book.startsIn1904 ? 1_462 : 0
    let sheet = try book.sheet(options.sheet)
    rows = SheetRows(try EntryFeed(archive, sheet.entry), book.texts, book.formats)
    var names: [Int: String] = [:]
    var header = 0
    if options.hasHeader, try rows.next() {
      header = rows.row
      for cell in rows.cells { names[cell.column] = Self.text(cell, rows, dayShift) }
    }
    firstRow = header + 1
    if let given = options.schema {
      schema = given
    } else {
      var inference = SheetInference()
      var kept: [KeptRow] = []
      while kept.count < options.sampleRows, try rows.next() {
        inference.add(rows.cells)
        kept.append(KeptRow(number: rows.row, cells: rows.cells, text: rows.text))
      }
      sample = kept
      let width = max((names.keys.max() ?? -1) + 1, inference.types.count)
      let unique = UniqueNames.of((0..<width).map { names[$0] ?? "" })
      schema = TableSchema(
        name: sheet.name,
        columns: unique.enumerated().map { Column($1, $0 < inference.types.count ? inference.types[$0].result : .text) }
      )
    }
    chunk = TableChunk(schema)
  }

  private static func text(_ cell: SheetCell, _ rows: SheetRows, _ shift: Double) -> String {
    if cell.kind == .text { return String(decoding: rows.text(of: cell), as: UTF8.self) }
    var buffer = ByteBuffer()
    CellText.append(cell, shift, to: &buffer)
    return buffer.text
  }

  public func next() throws -> TableChunk? {
    guard !schema.columns.isEmpty else { return nil }
    if isKnownUniquelyReferenced(&chunk) { chunk.removeAll() } else { chunk = TableChunk(schema) }
    let before = rows.consumed
    var count = 0
    while count < options.chunkRows {
      if pending == nil {
        if nextSample < sample.count {
          pending = sample[nextSample]
          sample[nextSample] = KeptRow(number: 0, cells: [], text: [])
          nextSample += 1
        } else if try rows.next() {
          pending = KeptRow(number: rows.row, cells: rows.cells, text: rows.text)
        } else {
          break
        }
      }
      guard let row = pending else { break }
      // Rows that are not there are rows of nothing.
      if row.number > firstRow + passed + count, row.number < 1 << 21 {
        for column in chunk.columns { column.appendNull() }
      } else {
        try add(row)
        pending = nil
      }
      count += 1
    }
    try control?.advance(bytes: rows.consumed - before)
    guard count > 0 else { return nil }
    passed += count
    chunk.seal()
    return chunk
  }

  private func add(_ row: KeptRow) throws {
    var next = 0
    for cell in row.cells {
      guard cell.column >= next, cell.column < schema.columns.count else {
        try refuse(
          "the row has a cell in column \(SheetGeometry.letters(cell.column)), where the table has none", row, cell)
        continue
      }
      while next < cell.column {
        chunk.columns[next].appendNull()
        next += 1
      }
      next += 1
      try add(cell, row)
    }
    while next < schema.columns.count {
      chunk.columns[next].appendNull()
      next += 1
    }
  }

  private func add(_ cell: SheetCell, _ row: KeptRow) throws {
    let column = chunk.columns[cell.column]
    if cell.kind == .error {
      warnings.add(TableError(.value, "a formula's error is left out", at: location(row, cell)))
      return column.appendNull()
    }
    if column.type == .text {
      if cell.kind == .text {
        let range =
          cell.first < 0 ? (-cell.first - 1)..<(-cell.first - 1 + cell.count) : cell.first..<(cell.first + cell.count)
        (cell.first < 0 ? pool.bytes : row.text).withUnsafeBytes {
          column.append(UnsafeRawBufferPointer(rebasing: $0[range]))
        }
      } else {
        var buffer = ByteBuffer()
        CellText.append(cell, dayShift, to: &buffer)
        buffer.withUnsafeBytes { column.append($0) }
      }
      return
    }
    guard CellText.append(cell, dayShift, to: column) else {
      try refuse("the cell is not \(column.type), as the column is", row, cell)
      return column.appendNull()
    }
  }

  private func location(_ row: KeptRow, _ cell: SheetCell) -> TableError.Location {
    .init(
      row: max(row.number - firstRow + 1, 1),
      column: cell.column < schema.columns.count ? schema.columns[cell.column].name : SheetGeometry.letters(cell.column)
    )
  }

  private func refuse(_ message: String, _ row: KeptRow, _ cell: SheetCell) throws {
    let error = TableError(.type, message, at: location(row, cell))
    guard options.isLenient else { throw error }
    warnings.add(error)
  }
}
