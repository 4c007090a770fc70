import Archives
import ByteIO
import DocumentFormats
import Documents

/// Reads books, and what is read must be written and read again.
///
/// The first byte says what the others are: a whole archive, the package file, or a chapter.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let data, count > 1 else { return 0 }
  let bytes = Array(UnsafeBufferPointer(start: data + 1, count: count - 1))
  let kind = data[0] % 3
  guard let file = kind == 0 ? bytes : archive(bytes, isChapter: kind == 2),
    let reader = try? FormatRegistry.standard.reader(for: .epub),
    let writer = try? FormatRegistry.standard.writer(for: .epub)
  else { return 0 }
  guard let first = try? reader.read(file).document else { return 0 }
  guard let written = try? writer.bytes(first).bytes else { fatalError("what was read cannot be written") }
  guard let second = try? reader.read(written).document else { fatalError("what was written cannot be read") }
  if second.wordCount * 2 < first.wordCount - 20 { fatalError("words are lost") }
  return 0
}

private func archive(_ body: [UInt8], isChapter: Bool) -> [UInt8]? {
  let package =
    "<package xmlns=\"http://www.idpf.org/2007/opf\"><metadata/><manifest><item id=\"c\" href=\"c.xhtml\" media-type=\"application/xhtml+xml\"/></manifest><spine><itemref idref=\"c\"/></spine></package>"
  let container =
    "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles><rootfile full-path=\"p.opf\"/></rootfiles></container>"
  let sink = MemorySink()
  let zip = ZIPWriter(to: sink)
  do {
    try zip.add("META-INF/container.xml", Array(container.utf8))
    try zip.add("p.opf", isChapter ? Array(package.utf8) : body)
    try zip.add("c.xhtml", isChapter ? body : Array("<p>A chapter.</p>".utf8))
    try zip.finish()
  } catch { return nil }
  return sink.bytes
}
