import ByteIO
import TableFormats
import Tables

private func rows(_ source: any TableSource, limit: Int) throws -> [UInt8]? {
  let sink = MemorySink()
  let writer = JSONRowWriter(sink, .lines)
  try writer.begin(source.schema)
  var count = 0
  while let chunk = try source.next() {
    try writer.write(chunk)
    count += chunk.count
    // A few bytes of runs may stand for millions of rows.
    if count > limit || sink.bytes.count > 1 << 20 { return nil }
  }
  _ = try writer.finish()
  return sink.bytes
}

/// Damaged files are refused; what can be read, can be written and reads the same again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let whole: [UInt8]
  do {
    guard let found = try rows(ParquetReader(MemoryBytes(bytes), chunkRows: 500), limit: 5_000) else { return 0 }
    whole = found
  } catch is TableError {
    return 0
  } catch {
    preconditionFailure("\(error)")
  }
  do {
    let copy = MemorySink()
    let writer = ParquetWriter(copy, .init(codec: .none))
    try writer.write(ParquetReader(MemoryBytes(bytes), chunkRows: 500))
    _ = try writer.finish()
    let again = try rows(ParquetReader(MemoryBytes(copy.bytes)), limit: .max)
    precondition(again == whole, "a table changed when it was written and read again")
  } catch let error as TableError {
    // Some tables can be read and not be written: values missing where the file says none is.
    precondition(error.code == .value || error.code == .unsupported, "\(error)")
  } catch {
    preconditionFailure("\(error)")
  }
  return 0
}
