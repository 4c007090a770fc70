import Archives
import ByteIO
import DocumentFormats
import Documents

/// Reads text of Word and OpenDocument files, and what is read must be written and read again.
///
/// The first byte says what the others are: a whole archive, the text of a Word document, or that of OpenDocument.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let data, count > 1 else { return 0 }
  let bytes = Array(UnsafeBufferPointer(start: data + 1, count: count - 1))
  let kind = data[0] % 3
  let format: DocumentFormat = kind == 2 ? .odt : .docx
  guard let file = kind == 0 ? bytes : archive(bytes, format),
    let reader = try? FormatRegistry.standard.reader(for: format),
    let writer = try? FormatRegistry.standard.writer(for: format)
  else { return 0 }
  guard let first = try? reader.read(file).document else { return 0 }
  guard let written = try? writer.bytes(first).bytes else { fatalError("what was read cannot be written") }
  guard let second = try? reader.read(written).document else { fatalError("what was written cannot be read") }
  guard let again = try? writer.bytes(first).bytes, again == written else { fatalError("other bytes the second time") }
  // A text is not lost on the way: it is there again, however it is structured.
  if second.wordCount * 2 < first.wordCount - 20 { fatalError("words are lost") }
  return 0
}

private let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

private func archive(_ body: [UInt8], _ format: DocumentFormat) -> [UInt8]? {
  let sink = MemorySink()
  let zip = ZIPWriter(to: sink)
  do {
    if format == .docx {
      try zip.add(
        "word/document.xml",
        Array("<w:document xmlns:w=\"\(word)\" xmlns:m=\"m\" xmlns:r=\"r\"><w:body>".utf8) + body
          + Array("</w:body></w:document>".utf8))
    } else {
      try zip.add(
        "content.xml",
        Array(
          "<o:c xmlns:o=\"o\" xmlns:text=\"t\" xmlns:table=\"b\" xmlns:draw=\"d\" xmlns:style=\"s\" xmlns:fo=\"f\"><o:text>"
            .utf8) + body + Array("</o:text></o:c>".utf8))
    }
    try zip.finish()
  } catch { return nil }
  return sink.bytes
}
