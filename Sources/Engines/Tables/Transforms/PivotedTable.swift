internal import ByteIO

/// A row for each group, with a column for each value of another column.
///
/// Takes groups in the order of their keys: the row keys first, then the value that becomes a column, then one summary.
final class PivotedTable: TableSource {
  let schema: TableSchema
  private let keyCount: Int
  private let source: SpilledTable
  private let places: [String: Int]
  private var pending: (chunk: TableChunk, row: Int)?
  private var isAtEnd = false
  private static let chunkRows = 4_096
  static let missingName = "(none)"

  /// `columns` is the most there may be.
  init(_ grouped: any TableSource, keys keyCount: Int, columns limit: Int, _ resources: TableResources) throws {
    self.keyCount = keyCount
    let file = try SpillFile(in: resources.folder)
    var names = Set<String>()
    while let chunk = try grouped.next() {
      for row in 0..<chunk.count { names.insert(Self.name(chunk.columns[keyCount], row)) }
      guard names.count <= limit else {
        throw TableError(
          .limit, "'\(grouped.schema.columns[keyCount].name)' has more than \(limit) values, too many for columns")
      }
      try file.append(chunk)
    }
    source = SpilledTable(grouped.schema, file)
    var schema = grouped.schema
    let summary = grouped.schema.columns[keyCount + 1]
    let keys = Array(grouped.schema.columns.prefix(keyCount))
    // By code points, and what is missing last.
    let sorted = names.sorted { left, right in
      if (left == Self.missingName) != (right == Self.missingName) { return right == Self.missingName }
      return left.utf8.lexicographicallyPrecedes(right.utf8)
    }
    let unique = UniqueNames.of(keys.map(\.name) + sorted).dropFirst(keyCount)
    schema.columns = keys + unique.map { Column($0, summary.type, unit: summary.unit) }
    self.schema = schema
    places = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
  }

  private static func name(_ column: ColumnVector, _ row: Int) -> String {
    if column.isNull(row) { return missingName }
    var text = ByteBuffer(reserving: 32)
    text.append(valueOf: column, at: row)
    return text.text
  }

  func next() throws -> TableChunk? {
    let result = TableChunk(schema)
    while result.columns[0].count < Self.chunkRows, let (chunk, first) = try present() {
      // A group's cells are neighbours.
      var cells = [(chunk: TableChunk, row: Int)?](repeating: nil, count: schema.columns.count - keyCount)
      for index in 0..<keyCount { result.columns[index].append(row: first, of: chunk.columns[index]) }
      while let (chunk, row) = try present(), isSame(chunk, row, result) {
        let place = places[Self.name(chunk.columns[keyCount], row)]
        if let place { cells[place] = (chunk, row) }
        pending = (chunk, row + 1)
      }
      for (place, cell) in cells.enumerated() {
        let column = result.columns[keyCount + place]
        if let cell { column.append(row: cell.row, of: cell.chunk.columns[keyCount + 1]) } else { column.appendNull() }
      }
    }
    result.seal()
    return result.count > 0 ? result : nil
  }

  /// The next row that is not passed on yet.
  private func present() throws -> (chunk: TableChunk, row: Int)? {
    if let pending, pending.row < pending.chunk.count { return pending }
    pending = nil
    guard !isAtEnd, let chunk = try source.next() else {
      isAtEnd = true
      return nil
    }
    pending = (chunk, 0)
    return pending
  }

  private func isSame(_ chunk: TableChunk, _ row: Int, _ result: TableChunk) -> Bool {
    for index in 0..<keyCount {
      let known = result.columns[index]
      let last = known.count - 1
      if chunk.columns[index].isNull(row) != known.isNull(last) { return false }
      if !known.isNull(last), RowOrder.compare(chunk.columns[index], row, known, last) != 0 { return false }
    }
    return true
  }
}
