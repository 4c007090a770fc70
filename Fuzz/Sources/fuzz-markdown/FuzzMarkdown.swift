import ByteIO
import Documents
import MarkupFormats

/// Reads Markdown; what was read is written as Markdown and HTML, and what was written as Markdown says the same again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let data, count > 0 else { return 0 }
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  guard let first = try? MarkdownReader().read(bytes).document else { return 0 }
  guard let written = try? MarkdownWriter().bytes(first).bytes else { fatalError("what was read cannot be written") }
  guard let second = try? MarkdownReader().read(written).document else { fatalError("what was written cannot be read") }
  if second.wordCount * 2 < first.wordCount - 20 { fatalError("words are lost") }
  guard let again = try? MarkdownWriter().bytes(first).bytes, again == written else { fatalError("other bytes") }
  guard (try? HTMLWriter().bytes(first)) != nil else { fatalError("what was read cannot be written as HTML") }
  return 0
}
