public import Tables

/// Reads a Parquet file as a table, page by page.
public final class ParquetReader: TableSource {
  public let schema: TableSchema
  /// Rows of the whole file, as it says itself.
  public let rowCount: Int
  public let warnings = TableWarnings()
  private let store: any ByteStore
  private let metadata: ParquetMetadata
  private let nodes: [ParquetNode]
  private let chunkRows: Int
  private var group = 0
  private var rowsLeft = 0
  private var readers: [ParquetColumnReader] = []
  private var chunk: TableChunk
  private let control: TableControl?
  private var interest: TableInterest?
  /// Row groups that were left out because no row of them could be meant.
  public private(set) var skippedGroups = 0

  /// - Parameter columns: the columns to read, in this order; nil reads all.
  public init(
    _ store: any ByteStore, columns: [String]? = nil, chunkRows: Int = 16_384, control: TableControl? = nil
  ) throws {
    self.store = store
    self.chunkRows = max(chunkRows, 1)
    self.control = control
    metadata = try Self.footer(store)
    let (all, nodes) = try ParquetSchemaBuilder.build(metadata)
    var pairs = metadata.keyValues.filter { $0.0 != "ARROW:schema" }
    let kept = Self.restore(all, &pairs)
    let chosen =
      try columns.map { names in
        try names.map { try TableSchema(columns: kept).requireIndex(of: $0) }
      } ?? Array(kept.indices)
    schema = TableSchema(
      columns: chosen.map { kept[$0] }, metadata: Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
    self.nodes = chosen.map { nodes[$0] }
    rowCount = metadata.rows
    chunk = TableChunk(schema)
  }

  /// Takes back what our writer put beside Parquet's types.
  private static func restore(_ columns: [Column], _ pairs: inout [(String, String)]) -> [Column] {
    var columns = columns
    pairs.removeAll { key, value in
      if key == GeoMetadata.key {
        // It is written anew, for the rows that are there then.
        GeoMetadata.mark(&columns, by: value)
        return true
      }
      for index in columns.indices {
        let name = columns[index].name
        switch (key, columns[index].type) {
        case ("export-ia.duration.\(name)", .integer): columns[index].type = .duration
        case ("export-ia.zone.\(name)", .timestamp(_?)): columns[index].type = .timestamp(zone: value)
        case ("export-ia.unit.\(name)", _): columns[index].unit = value
        default: continue
        }
        return true
      }
      return false
    }
    return columns
  }

  private static func footer(_ store: any ByteStore) throws -> ParquetMetadata {
    let notParquet = TableError(.syntax, "this is not a Parquet file: it does not begin and end with PAR1")
    guard store.count >= 12 else { throw notParquet }
    var head = [UInt8](repeating: 0, count: 4)
    var tail = [UInt8](repeating: 0, count: 8)
    try head.withUnsafeMutableBytes { try store.read(at: 0, into: $0) }
    try tail.withUnsafeMutableBytes { try store.read(at: store.count - 8, into: $0) }
    if tail[4...].elementsEqual("PARE".utf8) { throw TableError(.unsupported, "the Parquet file is encrypted") }
    guard head.elementsEqual("PAR1".utf8), tail[4...].elementsEqual("PAR1".utf8) else { throw notParquet }
    let length = tail[..<4].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= store.count - 12 else { throw TableError(.truncated, "the Parquet file's metadata is cut off") }
    var footer = [UInt8](repeating: 0, count: length)
    try footer.withUnsafeMutableBytes { try store.read(at: store.count - 8 - length, into: $0) }
    return try footer.withUnsafeBytes { bytes in try ParquetMetadata(bytes) }
  }

  public func next() throws -> TableChunk? {
    try control?.advance()
    while rowsLeft == 0 {
      guard group < metadata.groups.count else { return nil }
      try open(metadata.groups[group])
      group += 1
    }
    if isKnownUniquelyReferenced(&chunk) { chunk.removeAll() } else { chunk = TableChunk(schema) }
    let count = min(rowsLeft, chunkRows)
    for (index, node) in nodes.enumerated() {
      let vector = chunk.columns[index]
      if !isWanted(index) {
        vector.appendNulls(count)
      } else if case .leaf = node {
        try readers[first[index]].readFlat(count, into: vector)
      } else {
        for _ in 0..<count { try assemble(node, into: vector, base: first[index] - node.firstLeaf) }
      }
    }
    chunk.seal()
    rowsLeft -= count
    return chunk
  }

  public func narrow(to interest: TableInterest) { self.interest = interest }

  private func isWanted(_ column: Int) -> Bool { interest?.columns.contains(column) ?? true }

  /// Where each column's readers begin.
  private var first: [Int] = []

  private func open(_ group: ParquetMetadata.Group) throws {
    readers = []
    first = []
    guard group.rows >= 0 else { throw TableError(.syntax, "a row group has a negative number of rows") }
    rowsLeft = group.rows
    // Writers put a group without rows and pages into an empty table.
    if group.rows == 0 { return }
    if let interest {
      let filter = ParquetGroupFilter(nodes: nodes, isOurs: metadata.writer.hasPrefix(ParquetFooter.writer))
      if filter.excludes(group, interest.bounds) {
        rowsLeft = 0
        skippedGroups += 1
        return
      }
    }
    for (index, node) in nodes.enumerated() {
      first.append(readers.count)
      guard isWanted(index) else { continue }
      for leaf in node.leaves {
        guard leaf.index < group.chunks.count else { throw TableError(.syntax, "a row group lacks a column") }
        readers.append(try ParquetColumnReader(leaf, group.chunks[leaf.index], store, warnings))
      }
    }
  }

  /// One value of a nested column, put together by its levels.
  private func assemble(_ node: ParquetNode, into vector: ColumnVector, base: Int) throws {
    switch node {
    case .leaf(let leaf): try readers[base + leaf.index].readEntry(into: vector)
    case .object(let children, let definition):
      if try readers[base + node.firstLeaf].peek().definition < definition {
        for leaf in node.leaves { try readers[base + leaf.index].skipEntry() }
        return vector.appendNull()
      }
      for (index, child) in children.enumerated() { try assemble(child, into: vector.children[index], base: base) }
      vector.endObject()
    case .list(let element, let definition, let elementDefinition, let repetition):
      let reader = readers[base + node.firstLeaf]
      let level = try reader.peek().definition
      if level < elementDefinition {
        for leaf in node.leaves { try readers[base + leaf.index].skipEntry() }
        if level < definition { vector.appendNull() } else { vector.endList() }
        return
      }
      repeat {
        try assemble(element, into: vector.children[0], base: base)
      } while try reader.nextRepetition() >= repetition
      vector.endList()
    }
  }
}
