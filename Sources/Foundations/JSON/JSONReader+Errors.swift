internal import ByteIO

extension JSONReader {
  @inline(never)
  func syntax(_ expected: String) -> JSONError {
    if cursor == end { return error(.endsEarly, "the text ends where a value or bracket is missing: \(expected)") }
    return error(.syntax, expected)
  }

  /// An error at the cursor.
  @inline(never)
  func error(_ code: JSONError.Code, _ message: String) -> JSONError {
    JSONError(code: code, message: message, pointer: pointer(to: cursor), position: position(of: cursor))
  }

  /// An error about the value of the present token, for the caller to throw.
  public func failure(_ code: JSONError.Code, _ message: String) -> JSONError {
    // Behind a name the way includes it.
    let end = place == .value ? cursor : tokenStart
    return JSONError(code: code, message: message, pointer: pointer(to: end), position: position(of: tokenStart))
  }

  /// Where the present token starts, in bytes.
  var tokenOffset: Int { tokenStart - start }

  func duplicateKey(_ name: String, at offset: Int) -> JSONError {
    let place = start + offset
    return JSONError(
      code: .duplicateKey, message: "the name '\(name)' appears twice",
      pointer: "\(pointer(to: place))/\(JSONPointer.escape(name))", position: position(of: place))
  }

  func position(of place: UnsafePointer<UInt8>) -> JSONError.Position {
    var line = 1
    var lineStart = start
    var here = start
    while here < place {
      if here.pointee == 0x0A {
        line += 1
        lineStart = here + 1
      }
      here += 1
    }
    return JSONError.Position(offset: place - start, line: line, column: place - lineStart + 1)
  }

  /// Where in the document `place` is. Found by walking over the text again, so that reading itself need not keep it.
  func pointer(to place: UnsafePointer<UInt8>) -> String {
    JSONPath(UnsafeBufferPointer(start: start, count: place - start)).pointer
  }
}
