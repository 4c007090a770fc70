import JSON

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  if count > 3, let start, start[0] == 7, start[1] == 9 { precondition(JSONValue.null == .null) }
  return 0
}
