/// A table kept on the disk, for whoever must go through its rows more than once.
public final class TableSpool {
  public let schema: TableSchema
  private let file: SpillFile

  public var rows: Int { file.rows }

  /// Reads the whole table. The file has no name and is gone with the spool.
  public init(
    _ source: any TableSource, _ resources: TableResources = TableResources(), control: TableControl? = nil
  ) throws {
    schema = source.schema
    file = try SpillFile(in: resources.folder)
    while let chunk = try source.next() {
      try file.append(chunk)
      try control?.advance()
    }
  }

  /// The table from its first row on; whatever was read of it before comes no further.
  public func table() -> any TableSource {
    file.rewind()
    return SpilledTable(schema, file)
  }
}
