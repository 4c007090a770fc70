import ByteIO
import TableFormats
import Tables

/// The rows as JSON lines, or nil where the text is refused.
private func rows(_ bytes: [UInt8], portion: Int, chunkRows: Int, lenient: Bool) -> [UInt8]? {
  let sink = MemorySink()
  do {
    let options = CSVReadOptions(strictness: lenient ? .lenient : .strict, chunkRows: chunkRows)
    let writer = JSONRowWriter(sink, .lines)
    try writer.write(CSVReader(MemoryBytes(bytes, portion: portion), options))
    _ = try writer.finish()
  } catch is TableError {
    return nil
  } catch {
    preconditionFailure("\(error)")
  }
  return sink.bytes
}

/// The result does not depend on how the bytes arrive, and what is read and written again reads the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let whole = rows(bytes, portion: .max, chunkRows: 1000, lenient: false)
  precondition(whole == rows(bytes, portion: 1 + count / 3, chunkRows: 3, lenient: false))
  _ = rows(bytes, portion: .max, chunkRows: 7, lenient: true)
  guard whole != nil else { return 0 }
  do {
    let reader = try CSVReader(MemoryBytes(bytes))
    let schema = reader.schema
    // A single column's missing text is written as an empty one, for many readers skip empty lines.
    guard schema.columns.count > 1 else { return 0 }
    let copy = MemorySink()
    let writer = CSVWriter(copy, .init(guardsFormulas: false))
    try writer.write(reader)
    _ = try writer.finish()
    let again = MemorySink()
    let lines = JSONRowWriter(again, .lines)
    try lines.write(CSVReader(MemoryBytes(copy.bytes), .init(dialect: .csv, encoding: .utf8, schema: schema)))
    _ = try lines.finish()
    precondition(again.bytes == whole, "a table changed when it was written and read again")
  } catch {
    preconditionFailure("\(error)")
  }
  return 0
}
