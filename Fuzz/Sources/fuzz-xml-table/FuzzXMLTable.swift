import ByteIO
import TableFormats
import Tables

private func rows(
  _ bytes: [UInt8], portion: Int, _ options: XMLRowReader.Options = .init(chunkRows: 5)
) -> (lines: [UInt8], reader: XMLRowReader)? {
  let sink = MemorySink()
  do {
    let reader = try XMLRowReader(MemoryBytes(bytes, portion: portion), options)
    let writer = JSONRowWriter(sink, .lines)
    try writer.write(reader)
    _ = try writer.finish()
    return (sink.bytes, reader)
  } catch is TableError {
    return nil
  } catch {
    preconditionFailure("\(error)")
  }
}

/// The result does not depend on how the bytes arrive, and what was written as XML reads the same again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let whole = rows(bytes, portion: .max)
  let pieces = rows(bytes, portion: 1 + count / 4)
  precondition(whole?.lines == pieces?.lines)
  guard let whole, !whole.reader.schema.columns.isEmpty else { return 0 }
  do {
    let schema = whole.reader.schema
    let again = try XMLRowReader(MemoryBytes(bytes), .init(rowPath: whole.reader.rowPath, schema: schema))
    let sink = MemorySink()
    let writer = XMLRowWriter(sink)
    try writer.write(again)
    _ = try writer.finish()
    // Names are XML names already, so they stay.
    let back = rows(sink.bytes, portion: .max, .init(schema: schema))
    precondition(back?.lines == whole.lines)
  } catch {
    preconditionFailure("\(error)")
  }
  return 0
}
