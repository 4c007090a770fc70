internal import Expressions

/// The rows for which a condition is true.
final class FilteredTable: TableSource {
  let schema: TableSchema
  private let source: any TableSource
  private let condition: ColumnEvaluator
  private var chunk: TableChunk
  /// A chunk of which every row stays, kept until those gathered before it are passed on.
  private var waiting: TableChunk?
  private var interest: TableInterest?
  private var hasBegun = false
  private static let chunkRows = 8_192

  init(_ source: any TableSource, _ condition: Expression) throws {
    self.source = source
    schema = source.schema
    self.condition = try ColumnEvaluator(condition: condition, schema)
    chunk = TableChunk(schema)
  }

  func narrow(to interest: TableInterest) { self.interest = interest }

  private func begin() {
    hasBegun = true
    let columns = interest?.columns ?? Set(schema.columns.indices)
    source.narrow(
      to: TableInterest(columns: columns.union(condition.slots), bounds: condition.bounds + (interest?.bounds ?? [])))
  }

  func next() throws -> TableChunk? {
    if !hasBegun { begin() }
    if let whole = waiting.take() { return whole }
    if isKnownUniquelyReferenced(&chunk) { chunk.removeAll() } else { chunk = TableChunk(schema) }
    while let found = try source.next() {
      let places = try condition.places(found)
      if places == nil || places?.count == found.count {
        guard chunk.count > 0 else { return found }
        waiting = found
        return chunk
      }
      chunk.append(places: places ?? [], of: found, wanted: interest?.columns)
      chunk.seal()
      // Few rows at a time would cost whoever comes next more than they are worth.
      if chunk.count >= Self.chunkRows { return chunk }
    }
    return chunk.count > 0 ? chunk : nil
  }
}

/// Some rows from the front.
final class LimitedTable: TableSource {
  let schema: TableSchema
  private let source: any TableSource
  private var skipped: Int
  private var left: Int

  init(_ source: any TableSource, rows: Int, skipping: Int) {
    self.source = source
    schema = source.schema
    skipped = max(skipping, 0)
    left = max(rows, 0)
  }

  /// Which rows come first depends on all of them, so bounds stay here.
  func narrow(to interest: TableInterest) { source.narrow(to: TableInterest(columns: interest.columns)) }

  func next() throws -> TableChunk? {
    while left > 0, let chunk = try source.next() {
      if skipped >= chunk.count {
        skipped -= chunk.count
        continue
      }
      let first = skipped
      let count = min(chunk.count - first, left)
      skipped = 0
      left -= count
      if count == chunk.count { return chunk }
      return chunk.slice(first..<(first + count))
    }
    return nil
  }
}
