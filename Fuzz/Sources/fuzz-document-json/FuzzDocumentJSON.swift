import ByteIO
import Documents
import MarkupFormats

/// Reads documents as JSON; what is written of one is the same document again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let data, count > 0 else { return 0 }
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  guard let first = try? JSONDocumentReader().read(bytes).document else { return 0 }
  guard let written = try? JSONDocumentWriter().bytes(first).bytes else {
    fatalError("what was read cannot be written")
  }
  guard let second = try? JSONDocumentReader().read(written).document else {
    fatalError("what was written cannot be read")
  }
  guard let again = try? JSONDocumentWriter().bytes(second).bytes, again == written else {
    fatalError("another document came back")
  }
  return 0
}
