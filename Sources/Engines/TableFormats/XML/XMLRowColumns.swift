internal import Tables

/// Gathers rows of elements in the columns of a chunk.
final class XMLRowColumns {
  private let schema: TableSchema
  private let isLenient: Bool
  private let warnings: TableWarnings
  private let places: [String: Int]
  private var chunk: TableChunk
  /// Rows in the present chunk, and in those before.
  private(set) var count = 0
  private var before = 0
  /// The elements of the present row, by column.
  private var found: [[XMLRowNode]]

  init(_ schema: TableSchema, isLenient: Bool, _ warnings: TableWarnings) {
    self.schema = schema
    self.isLenient = isLenient
    self.warnings = warnings
    places = Dictionary(schema.columns.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    chunk = TableChunk(schema)
    found = Array(repeating: [], count: schema.columns.count)
  }

  var total: Int { before + count }

  func beginChunk() {
    before += count
    count = 0
    if isKnownUniquelyReferenced(&chunk) { chunk.removeAll() } else { chunk = TableChunk(schema) }
  }

  func endChunk() -> TableChunk? {
    guard count > 0, !chunk.columns.isEmpty else { return nil }
    chunk.seal()
    return chunk
  }

  func add(_ row: XMLRowNode) throws {
    var expected = 0
    for child in row.hasText ? row.children + [row.textNode] : row.children {
      // Elements mostly come in the columns' order.
      let place =
        expected < schema.columns.count && schema.columns[expected].name == child.name ? expected : places[child.name]
      guard let place else {
        try refuse("'\(child.name)' is no column", child.name)
        continue
      }
      expected = place + 1
      found[place].append(child)
    }
    for (place, column) in chunk.columns.enumerated() {
      let nodes = found[place]
      if nodes.isEmpty {
        column.appendNull()
        continue
      }
      found[place].removeAll(keepingCapacity: true)
      let name = schema.columns[place].name
      let fits: Bool
      if case .list = column.type, !XMLRowCells.isWrapped(nodes) {
        fits =
          nodes.count == 1 && nodes[0].isNil ? XMLRowCells.add(nodes[0], column) : XMLRowCells.add(list: nodes, column)
      } else {
        if nodes.count > 1 { try refuse("'\(name)' is there \(nodes.count) times", name) }
        fits = XMLRowCells.add(nodes[0], column)
      }
      if !fits {
        try refuse(
          "a value of '\(name)' is not \(column.type), as the column is", name,
          nodes[0].text.withUnsafeBytes { TableError.excerpt($0) })
        column.appendNull()
      }
    }
    count += 1
  }

  private func refuse(_ message: String, _ column: String, _ text: String? = nil) throws {
    let error = TableError(.type, message, at: .init(row: total + 1, column: column, text: text))
    guard isLenient else { throw error }
    warnings.add(error)
  }
}
