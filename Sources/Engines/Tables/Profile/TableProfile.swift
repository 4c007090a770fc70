/// What a table's columns are like: the quality report of `export-ia profile`.
public struct TableProfile: Sendable, Hashable {
  public var name: String
  public var rows: Int
  public var columns: [ColumnProfile]

  /// Reads the whole source.
  public init(of source: any TableSource, control: TableControl? = nil) throws {
    let collector = Collector(source.schema)
    while let chunk = try source.next() {
      collector.add(chunk)
      try control?.advance(rows: chunk.count)
    }
    name = source.schema.name
    (columns, rows) = collector.finish()
  }

  private final class Collector {
    private final class Holder {
      var profiler: ColumnProfiler?
      init(_ column: Column) { profiler = ColumnProfiler(column) }
      func finish() -> ColumnProfile? { profiler.take()?.finish() }
    }

    private let holders: [Holder]
    private var rows = 0

    init(_ schema: TableSchema) { holders = schema.columns.map { Holder($0) } }

    func add(_ chunk: TableChunk) {
      rows += chunk.count
      for (holder, column) in zip(holders, chunk.columns) { holder.profiler?.add(column) }
    }

    func finish() -> ([ColumnProfile], Int) { (holders.compactMap { $0.finish() }, rows) }
  }
}
