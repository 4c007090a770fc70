public import ByteIO
public import Tables

/// Writes a table as Parquet (format 2 metadata, version 1 pages).
///
/// Pages are compressed as they fill up, so memory holds one row group in its compressed form.
public final class ParquetWriter: TableWriter {
  public struct Options: Sendable {
    public var codec: ParquetCodec
    /// Of zstd.
    public var level: Int
    public var usesDictionary: Bool
    public var rowGroupRows: Int
    /// A row group ends early when its compressed form reaches this.
    public var rowGroupBytes: Int
    /// Paths such as `city` or `tags.list.element` that get a bloom filter.
    public var bloomFilterColumns: Set<String>
    /// Distinct values a row group's bloom filter is sized for.
    public var bloomFilterValues: Int
    /// Goes into the file's key-value metadata.
    public var metadata: [String: String]

    public init(
      codec: ParquetCodec = .zstd, level: Int = 1, usesDictionary: Bool = true, rowGroupRows: Int = 1 << 20,
      rowGroupBytes: Int = 64 << 20, bloomFilterColumns: Set<String> = [], bloomFilterValues: Int = 100_000,
      metadata: [String: String] = [:]
    ) {
      self.codec = codec
      self.level = level
      self.usesDictionary = usesDictionary
      self.rowGroupRows = max(rowGroupRows, 1)
      self.rowGroupBytes = rowGroupBytes
      self.bloomFilterColumns = bloomFilterColumns
      self.bloomFilterValues = bloomFilterValues
      self.metadata = metadata
    }
  }

  struct RowGroup {
    var rows: Int
    var chunks: [(chunk: ParquetColumnWriter.Chunk, offset: Int, bloom: (offset: Int, size: Int)?)]
  }

  private let sink: CountingSink
  private let options: Options
  private var schema: TableSchema?
  private var leaves: [ParquetLeaf] = []
  private var columns: [ParquetColumnWriter] = []
  private var groups: [RowGroup] = []
  private var groupRows = 0
  private var rows = 0
  /// What is known of the columns of geometries, by their place.
  private var extents: [Int: GeometryExtent] = [:]

  public init(_ sink: any ByteSink, _ options: Options = Options()) {
    self.sink = CountingSink(sink)
    self.options = options
  }

  public func begin(_ schema: TableSchema) throws {
    guard self.schema == nil else {
      throw TableError(.unsupported, "a Parquet file holds one table; write '\(schema.name)' to a file of its own")
    }
    guard !schema.columns.isEmpty else { throw TableError(.unsupported, "a Parquet file needs a column") }
    self.schema = schema
    leaves = try ParquetLeaf.leaves(of: schema)
    let compressor = PageCompressor(options.codec, level: options.level)
    columns = leaves.map { ParquetColumnWriter($0, options, compressor) }
    let unknown = options.bloomFilterColumns.subtracting(leaves.map { $0.path.joined(separator: ".") })
    if let first = unknown.sorted().first {
      throw TableError(.unknownColumn, "there is no column '\(first)' for a bloom filter")
    }
    for (index, column) in schema.columns.enumerated() where GeometryColumn.isMarked(column) {
      extents[index] = GeometryExtent()
    }
    try sink.write(Array("PAR1".utf8))
  }

  public func write(_ chunk: TableChunk) throws {
    for index in extents.keys { try extents[index]?.add(chunk.columns[index]) }
    var first = 0
    while first < chunk.count {
      let end = min(chunk.count, first + options.rowGroupRows - groupRows, first + 16_384)
      for column in columns {
        try ParquetShredder.add(chunk.columns[column.leaf.column], first..<end, to: column)
        try column.endBatch()
      }
      groupRows += end - first
      first = end
      let held = columns.reduce(0) { $0 + $1.byteCount }
      if groupRows >= options.rowGroupRows || held >= options.rowGroupBytes { try endGroup() }
    }
    rows += chunk.count
  }

  private func endGroup() throws {
    guard groupRows > 0 else { return }
    var group = RowGroup(rows: groupRows, chunks: [])
    for column in columns {
      let offset = sink.count
      group.chunks.append((try column.finish(into: sink), offset, nil))
    }
    for index in group.chunks.indices {
      guard let bloom = group.chunks[index].chunk.bloom else { continue }
      let bytes = bloom.encoded
      group.chunks[index].bloom = (sink.count, bytes.count)
      group.chunks[index].chunk.bloom = nil
      try sink.write(bytes)
    }
    groups.append(group)
    groupRows = 0
  }

  public func finish() throws -> TableReport {
    guard let schema else { throw TableError(.output, "no table was written") }
    try endGroup()
    var options = options
    if let text = GeoMetadata.text(schema, extents) { options.metadata[GeoMetadata.key] = text }
    let footer = ParquetFooter.bytes(schema, leaves, groups, rows: rows, options)
    try sink.write(footer)
    try sink.write(withUnsafeBytes(of: UInt32(footer.count).littleEndian) { Array($0) })
    try sink.write(Array("PAR1".utf8))
    try sink.finish()
    return TableReport(tables: 1, rows: rows, bytes: sink.count)
  }
}
