import ByteIO
import TableFormats
import Tables

private func written(_ source: any TableSource) throws -> [UInt8] {
  let sink = MemorySink()
  let writer = GeoJSONWriter(sink)
  try writer.write(source)
  _ = try writer.finish()
  return sink.bytes
}

private func read(_ bytes: [UInt8], portion: Int) -> [UInt8]? {
  do {
    return try written(GeoJSONReader(MemoryBytes(bytes, portion: portion), .init(chunkRows: 5)))
  } catch is TableError {
    return nil
  } catch {
    preconditionFailure("\(error)")
  }
}

/// A table of one geometry.
private final class OneGeometry: TableSource {
  let schema = TableSchema(columns: [GeometryColumn.column("geometry")])
  private var bytes: [UInt8]?

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func next() -> TableChunk? {
    guard let bytes = bytes.take() else { return nil }
    let chunk = TableChunk(schema)
    bytes.withUnsafeBytes { chunk.columns[0].append($0) }
    chunk.seal()
    return chunk
  }
}

/// The result does not depend on how the bytes arrive; what was written reads the same again, from GeoJSON and from
/// Parquet; a geometry that others wrote is refused or becomes GeoJSON that we read.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let whole = read(bytes, portion: .max)
  precondition(read(bytes, portion: 1 + count / 4) == whole)
  if let whole {
    precondition(read(whole, portion: .max) == whole, "GeoJSON changed when it was read again")
    do {
      let sink = MemorySink()
      let writer = ParquetWriter(sink, .init(codec: .none))
      try writer.write(GeoJSONReader(MemoryBytes(whole)))
      _ = try writer.finish()
      let again = try written(ParquetReader(MemoryBytes(sink.bytes)))
      precondition(again == whole, "Parquet changed the features")
    } catch let error as TableError {
      precondition(error.code == .unsupported, "\(error)")
    } catch {
      preconditionFailure("\(error)")
    }
  }
  do {
    let text = try written(OneGeometry(bytes))
    precondition(read(text, portion: .max) == text, "a geometry changed")
  } catch is TableError {
    return 0
  } catch {
    preconditionFailure("\(error)")
  }
  return 0
}
