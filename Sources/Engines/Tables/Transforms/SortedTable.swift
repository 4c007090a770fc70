/// The rows in order. What does not fit into memory is sorted in runs on the disk, which are merged.
final class SortedTable: TableSource {
  let schema: TableSchema
  private let order: RowOrder
  private let resources: TableResources
  private var source: (any TableSource)?
  private var merge: RunMerge?
  private static let chunkRows = 8_192
  /// Runs that are merged at a time: each holds a block of rows in memory.
  private static let widestMerge = 64

  init(_ source: any TableSource, _ keys: [SortKey], _ resources: TableResources) throws(TableError) {
    self.source = source
    schema = source.schema
    self.resources = resources
    order = RowOrder(keys: keys)
    for key in keys where source.schema.columns[key.column].type.isNested {
      let column = source.schema.columns[key.column]
      throw TableError(.type, "'\(column.name)' is \(column.type), which has no order")
    }
  }

  /// Columns that nobody looks at are neither held nor spilled.
  func narrow(to interest: TableInterest) {
    let keys = order.keys.map(\.column)
    source?.narrow(to: TableInterest(columns: interest.columns.union(keys), bounds: interest.bounds))
  }

  func next() throws -> TableChunk? {
    if let source { merge = try sort(source) }
    source = nil
    return try merge?.next(Self.chunkRows)
  }

  private func sort(_ source: any TableSource) throws -> RunMerge {
    var rows = TableChunk(schema)
    var runs: [SpillFile] = []
    while let chunk = try source.next() {
      // Places are 32 bits.
      if rows.byteCount + chunk.byteCount > resources.memory || rows.count + chunk.count > Int(Int32.max) {
        if rows.count > 0 { runs.append(try spill(sorted(rows))) }
        rows = TableChunk(schema)
        if runs.count == Self.widestMerge { runs = [try spill(try RunMerge(schema, order, runs: runs))] }
      }
      for (column, from) in zip(rows.columns, chunk.columns) { column.append(rows: 0..<chunk.count, of: from) }
      rows.seal()
    }
    if runs.isEmpty { return RunMerge(schema, order, sorted: sorted(rows)) }
    if rows.count > 0 { runs.append(try spill(sorted(rows))) }
    return try RunMerge(schema, order, runs: runs)
  }

  private func sorted(_ rows: TableChunk) -> SortedRows {
    SortedRows(rows: rows, places: order.places(rows.columns, count: rows.count))
  }

  private func spill(_ sorted: SortedRows) throws -> SpillFile {
    try spill(RunMerge(schema, order, sorted: sorted))
  }

  private func spill(_ merge: RunMerge) throws -> SpillFile {
    let file = try SpillFile(in: resources.folder)
    // Small blocks, as one of every run is in memory while they are merged.
    while let chunk = try merge.next(1_024) { try file.append(chunk) }
    return file
  }
}

/// Rows in memory with the places that put them in order.
struct SortedRows {
  let rows: TableChunk
  let places: [Int32]
}
