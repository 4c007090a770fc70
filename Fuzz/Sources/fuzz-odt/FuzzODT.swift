import Archives
import ByteIO
import DocumentFormats
import Documents

/// Reads the text of OpenDocument files, and what is read must be written and read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let data, count > 1 else { return 0 }
  guard let file = archive(Array(UnsafeBufferPointer(start: data, count: count))),
    let reader = try? FormatRegistry.standard.reader(for: .odt),
    let writer = try? FormatRegistry.standard.writer(for: .odt)
  else { return 0 }
  guard let first = try? reader.read(file).document else { return 0 }
  guard let written = try? writer.bytes(first).bytes else { fatalError("what was read cannot be written") }
  guard let second = try? reader.read(written).document else { fatalError("what was written cannot be read") }
  guard let again = try? writer.bytes(first).bytes, again == written else { fatalError("other bytes the second time") }
  if second.wordCount * 2 < first.wordCount - 20 { fatalError("words are lost") }
  return 0
}

private func archive(_ body: [UInt8]) -> [UInt8]? {
  let sink = MemorySink()
  let zip = ZIPWriter(to: sink)
  let head = Array(
    "<o:c xmlns:o=\"o\" xmlns:text=\"t\" xmlns:table=\"b\" xmlns:draw=\"d\" xmlns:style=\"s\" xmlns:fo=\"f\"><o:text>"
      .utf8)
  do {
    try zip.add("content.xml", head + body + Array("</o:text></o:c>".utf8))
    try zip.finish()
  } catch { return nil }
  return sink.bytes
}
