import ByteIO
import TableFormats
import Tables

private func rows(_ bytes: [UInt8], portion: Int, schema: TableSchema? = nil) -> (lines: [UInt8], schema: TableSchema)?
{
  let sink = MemorySink()
  do {
    let reader = try JSONRowReader(MemoryBytes(bytes, portion: portion), .init(schema: schema, chunkRows: 5))
    let writer = JSONRowWriter(sink, .lines)
    try writer.write(reader)
    _ = try writer.finish()
    return (sink.bytes, reader.schema)
  } catch is TableError {
    return nil
  } catch {
    preconditionFailure("\(error)")
  }
}

/// The result does not depend on how the bytes arrive, and what was written reads the same again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let whole = rows(bytes, portion: .max)
  let pieces = rows(bytes, portion: 1 + count / 4)
  precondition(whole?.lines == pieces?.lines)
  if let whole, !whole.schema.columns.isEmpty, whole.lines.first == UInt8(ascii: "{") {
    precondition(rows(whole.lines, portion: .max, schema: whole.schema)?.lines == whole.lines)
  }
  return 0
}
