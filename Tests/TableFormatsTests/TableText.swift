import ByteIO
import TableFormats
import Tables

/// All rows of a source as JSON lines.
func lines(of source: any TableSource) throws -> String {
  let sink = MemorySink()
  let writer = JSONRowWriter(sink, .lines)
  try writer.write(source)
  _ = try writer.finish()
  return String(decoding: sink.bytes, as: UTF8.self)
}

func write(_ source: any TableSource, _ make: (MemorySink) -> any TableWriter) throws -> [UInt8] {
  let sink = MemorySink()
  let writer = make(sink)
  try writer.write(source)
  _ = try writer.finish()
  return sink.bytes
}
