import ByteIO
import DocumentFormats
import Documents

/// Reads plain text; what was read is written as text, and what was written holds the same words.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let data, count > 0 else { return 0 }
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  guard let reader = try? FormatRegistry.standard.reader(for: .text),
    let writer = try? FormatRegistry.standard.writer(for: .text)
  else { return 0 }
  guard let first = try? reader.read(bytes).document else { return 0 }
  guard let written = try? writer.bytes(first).bytes else { fatalError("what was read cannot be written") }
  guard let second = try? reader.read(written).document else { fatalError("what was written cannot be read") }
  if second.wordCount * 2 < first.wordCount - 20 { fatalError("words are lost") }
  return 0
}
