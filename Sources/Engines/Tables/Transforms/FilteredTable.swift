internal import Expressions

/// The rows for which a condition is true.
final class FilteredTable: TableSource {
  let schema: TableSchema
  private let source: any TableSource
  private let condition: ColumnEvaluator
  private var chunk: TableChunk
  /// A chunk of which every row stays, kept until those gathered before it are passed on.
  private var waiting: TableChunk?
  private static let chunkRows = 8_192

  init(_ source: any TableSource, _ condition: Expression) throws {
    self.source = source
    schema = source.schema
    self.condition = try ColumnEvaluator(condition: condition, schema)
    chunk = TableChunk(schema)
  }

  func next() throws -> TableChunk? {
    if let whole = waiting.take() { return whole }
    if isKnownUniquelyReferenced(&chunk) { chunk.removeAll() } else { chunk = TableChunk(schema) }
    while let found = try source.next() {
      let places = try condition.places(found)
      if places == nil || places?.count == found.count {
        guard chunk.count > 0 else { return found }
        waiting = found
        return chunk
      }
      chunk.append(places: places ?? [], of: found)
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
