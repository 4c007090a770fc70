internal import ByteIO
internal import Tables

/// The metadata at the end of a Parquet file.
enum ParquetFooter {
  /// What files say of who wrote them.
  static let writer = "Export IA"

  static func bytes(
    _ schema: TableSchema, _ leaves: [ParquetLeaf], _ groups: [ParquetWriter.RowGroup], rows: Int,
    _ options: ParquetWriter.Options
  ) -> [UInt8] {
    var writer = ThriftWriter()
    writer.i32(1, 2)
    let nodes = schema.columns.reduce(1) { $0 + count($1) }
    writer.list(2, .structure, count: nodes)
    writer.beginElement()
    writer.text(4, "schema")
    writer.i32(5, schema.columns.count)
    writer.end()
    for column in schema.columns { append(column, to: &writer) }
    writer.i64(3, rows)
    writer.list(4, .structure, count: groups.count)
    for group in groups { append(group, leaves, options, to: &writer) }
    let metadata = keyValues(schema, options)
    if !metadata.isEmpty {
      writer.list(5, .structure, count: metadata.count)
      for (key, value) in metadata {
        writer.beginElement()
        writer.text(1, key)
        writer.text(2, value)
        writer.end()
      }
    }
    writer.text(6, Self.writer)
    // Without the orders readers ignore the least and greatest values.
    writer.list(7, .structure, count: leaves.count)
    for _ in leaves {
      writer.beginElement()
      writer.empty(1)
      writer.end()
    }
    writer.stop()
    return writer.buffer.bytes
  }

  /// What Parquet's types cannot say: zones, durations, units.
  static func keyValues(_ schema: TableSchema, _ options: ParquetWriter.Options) -> [(String, String)] {
    var found: [(String, String)] = []
    for column in schema.columns {
      switch column.type {
      case .duration: found.append(("export-ia.duration.\(column.name)", "microseconds"))
      case .timestamp(let zone?) where zone != "UTC": found.append(("export-ia.zone.\(column.name)", zone))
      default: break
      }
      if let unit = column.unit { found.append(("export-ia.unit.\(column.name)", unit)) }
    }
    for (key, value) in schema.metadata.sorted(by: { $0.key < $1.key }) { found.append((key, value)) }
    for (key, value) in options.metadata.sorted(by: { $0.key < $1.key }) { found.append((key, value)) }
    return found
  }

  private static func count(_ column: Column) -> Int {
    switch column.type {
    case .list(let element): 2 + count(Column("element", element))
    case .object(let fields): fields.reduce(1) { $0 + count($1) }
    default: 1
    }
  }

  private static func append(_ column: Column, to writer: inout ThriftWriter) {
    writer.beginElement()
    let repetition = column.isNullable ? 1 : 0
    switch column.type {
    case .list(let element):
      writer.i32(3, repetition)
      writer.text(4, column.name)
      writer.i32(5, 1)
      writer.i32(6, 3)
      writer.begin(10)
      writer.empty(3)
      writer.end()
      writer.end()
      writer.beginElement()
      writer.i32(3, 2)
      writer.text(4, "list")
      writer.i32(5, 1)
      writer.end()
      append(Column("element", element), to: &writer)
    case .object(let fields):
      writer.i32(3, repetition)
      writer.text(4, column.name)
      writer.i32(5, fields.count)
      writer.end()
      for field in fields { append(field, to: &writer) }
    default:
      let physical = ParquetPhysical(for: column.type)
      writer.i32(1, physical.rawValue)
      if physical == .fixedBytes { writer.i32(2, 16) }
      writer.i32(3, repetition)
      writer.text(4, column.name)
      appendLogical(column.type, to: &writer)
      writer.end()
    }
  }

  private static func appendLogical(_ type: ColumnType, to writer: inout ThriftWriter) {
    switch type {
    case .text:
      writer.i32(6, 0)
      writer.begin(10)
      writer.empty(1)
      writer.end()
    case .decimal(let precision, let scale):
      writer.i32(6, 5)
      writer.i32(7, scale)
      writer.i32(8, precision)
      writer.begin(10)
      writer.begin(5)
      writer.i32(1, scale)
      writer.i32(2, precision)
      writer.end()
      writer.end()
    case .date:
      writer.i32(6, 6)
      writer.begin(10)
      writer.empty(6)
      writer.end()
    case .time: appendMoment(7, isUTC: false, converted: nil, to: &writer)
    case .timestamp(let zone): appendMoment(8, isUTC: zone != nil, converted: zone == nil ? nil : 10, to: &writer)
    default: break
    }
  }

  /// TIME or TIMESTAMP in microseconds. The older converted types mean UTC, so local times go without.
  private static func appendMoment(_ kind: Int16, isUTC: Bool, converted: Int?, to writer: inout ThriftWriter) {
    if let converted { writer.i32(6, converted) }
    writer.begin(10)
    writer.begin(kind)
    writer.bool(1, isUTC)
    writer.begin(2)
    writer.empty(2)
    writer.end()
    writer.end()
    writer.end()
  }

  private static func append(
    _ group: ParquetWriter.RowGroup, _ leaves: [ParquetLeaf], _ options: ParquetWriter.Options,
    to writer: inout ThriftWriter
  ) {
    writer.beginElement()
    writer.list(1, .structure, count: leaves.count)
    for (leaf, place) in zip(leaves, group.chunks) {
      let chunk = place.chunk
      let physical = ParquetPhysical(for: leaf.type)
      writer.beginElement()
      writer.i64(2, place.offset)
      writer.begin(3)
      writer.i32(1, physical.rawValue)
      var encodings: [ParquetEncoding] = [.runLength, .plain]
      if chunk.dictionarySize != nil { encodings.append(.dictionary) }
      writer.list(2, .i32, count: encodings.count)
      for encoding in encodings { writer.elementI32(encoding.rawValue) }
      writer.list(3, .binary, count: leaf.path.count)
      for name in leaf.path { writer.elementText(name) }
      writer.i32(4, options.codec.rawValue)
      writer.i64(5, chunk.values)
      writer.i64(6, chunk.uncompressed)
      writer.i64(7, chunk.compressed)
      writer.i64(9, place.offset + (chunk.dictionarySize ?? 0))
      if chunk.dictionarySize != nil { writer.i64(11, place.offset) }
      writer.begin(12)
      writer.i64(3, chunk.statistics.nulls)
      if let bounds = chunk.statistics.bounds(physical) {
        writer.binary(5, bounds.greatest)
        writer.binary(6, bounds.least)
      }
      writer.end()
      if let bloom = place.bloom {
        writer.i64(14, bloom.offset)
        writer.i32(15, bloom.size)
      }
      writer.end()
      writer.end()
    }
    writer.i64(2, group.chunks.reduce(0) { $0 + $1.chunk.uncompressed })
    writer.i64(3, group.rows)
    writer.end()
  }
}
