internal import Expressions

/// Sums, means and so on of columns, taken while rows come by: `sum(amount), mean(price), count()`.
public final class TableTotals {
  /// One of the summaries that were asked for.
  public struct Entry: Sendable, Hashable {
    /// As it is written: `sum`, `mean`, `min`, `max`, `count`, `count_distinct`, `first`, `last`.
    public let summary: String
    /// The place of the column; nil counts rows.
    public let column: Int?
  }

  public let entries: [Entry]
  /// A column for each entry.
  public let schema: TableSchema
  private let source: TableSchema
  private let requests: [AggregateRequest]
  private var states: [any AggregateColumn] = []
  private var zeros: [Int32] = []

  public init(_ list: String, of source: TableSchema) throws(TableError) {
    self.source = source
    var entries: [Entry] = []
    var requests: [AggregateRequest] = []
    var columns: [Column] = []
    for (expression, _) in try TransformText.list(list) {
      guard case .aggregate(let aggregate, let argument) = expression.root.kind else {
        throw Self.misfit(expression.source)
      }
      var column: Int?
      if let argument {
        guard case .name(let name) = argument.kind else { throw Self.misfit(expression.source) }
        // Names are found as they are in expressions, whose capitals matter little.
        column = source.index(of: name)
        if column == nil { column = try ColumnEvaluator(TransformText.column(name), source).column }
      }
      let request = AggregateRequest(aggregate: aggregate, column: column, name: expression.source)
      columns.append(Column(request.name, try request.column(source).type))
      entries.append(Entry(summary: aggregate.rawValue, column: column))
      requests.append(request)
    }
    self.entries = entries
    self.requests = requests
    schema = TableSchema(name: source.name, columns: columns)
    try reset()
  }

  private static func misfit(_ text: String) -> TableError {
    TableError(.expression, "'\(text)' is no total; totals are such as sum(amount), mean(price) or count()")
  }

  /// Forgets the rows so far.
  public func reset() throws(TableError) {
    states = []
    for request in requests {
      let state = try request.column(source)
      state.grow(to: 1)
      states.append(state)
    }
  }

  /// Takes neighbouring rows in.
  public func add(_ chunk: TableChunk, rows: Range<Int>) {
    guard !rows.isEmpty, !states.isEmpty else { return }
    zeros.removeAll(keepingCapacity: true)
    zeros.append(contentsOf: repeatElement(-1, count: rows.lowerBound))
    zeros.append(contentsOf: repeatElement(0, count: rows.count))
    zeros.append(contentsOf: repeatElement(-1, count: chunk.count - rows.upperBound))
    zeros.withUnsafeBufferPointer { groups in
      for (state, request) in zip(states, requests) { state.add(request.column.map { chunk.columns[$0] }, groups) }
    }
  }

  /// One row of the totals so far.
  public func result() throws(TableError) -> TableChunk {
    let chunk = TableChunk(schema)
    for (state, column) in zip(states, chunk.columns) { try state.finish(0, into: column) }
    chunk.seal()
    return chunk
  }
}
