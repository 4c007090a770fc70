import ByteIO
import Documents
import MarkupFormats

/// Reads HTML; what was read is written as HTML, and nothing in it can run.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let data, count > 0 else { return 0 }
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  guard let first = try? HTMLReader().read(bytes).document else { return 0 }
  guard let written = try? HTMLWriter().bytes(first).bytes else { fatalError("what was read cannot be written") }
  let page = String(decoding: written, as: UTF8.self).lowercased()
  if page.contains("<script") || page.contains("<iframe") { fatalError("something could run") }
  for mark in ["href=\"javascript:", "src=\"javascript:", "href=\"vbscript:"] where page.contains(mark) {
    fatalError("an address could run something")
  }
  guard let second = try? HTMLReader().read(written).document else { fatalError("what was written cannot be read") }
  if second.wordCount * 2 < first.wordCount - 20 { fatalError("words are lost") }
  guard let again = try? HTMLWriter().bytes(first).bytes, again == written else { fatalError("other bytes") }
  return 0
}
