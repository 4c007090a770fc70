import HTTPServer

/// Whole or in two pieces, a request is read, or refused, in the same way.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHTTP(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let data, count > 1 else { return 0 }
  let bytes = Array(UnsafeBufferPointer(start: data + 1, count: count - 1))
  let whole = RequestProbe.read([bytes])
  let cut = Int(data[0]) % max(1, bytes.count)
  precondition(whole == RequestProbe.read([Array(bytes[..<cut]), Array(bytes[cut...])]))
  if bytes.count <= 512 { precondition(whole == RequestProbe.read(bytes.map { [$0] })) }
  return 0
}
