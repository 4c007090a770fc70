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
  for mark: StaticString in [
    "<script", "<iframe", "href=\"javascript:", "src=\"javascript:", "href=\"vbscript:",
  ] where holds(written, mark) {
    fatalError("something could run: \(mark)")
  }
  guard let second = try? HTMLReader().read(written).document else { fatalError("what was written cannot be read") }
  if second.wordCount * 2 < first.wordCount - 20 { fatalError("words are lost") }
  guard let again = try? HTMLWriter().bytes(first).bytes, again == written else { fatalError("other bytes") }
  return 0
}

/// Whether the bytes hold the mark, in letters of any case. Searching a String character by character took nearly all of
/// the fuzzer's time.
private func holds(_ bytes: [UInt8], _ mark: StaticString) -> Bool {
  let length = mark.utf8CodeUnitCount
  guard bytes.count >= length else { return false }
  return mark.withUTF8Buffer { mark in
    bytes.withUnsafeBufferPointer { bytes in
      var place = 0
      while place <= bytes.count - length {
        if bytes[place] == mark[0] || bytes[place] | 0x20 == mark[0] {
          var index = 1
          while index < length {
            let byte = bytes[place + index]
            guard byte == mark[index] || (byte &- 0x41 < 26 && byte | 0x20 == mark[index]) else { break }
            index += 1
          }
          if index == length { return true }
        }
        place += 1
      }
      return false
    }
  }
}
