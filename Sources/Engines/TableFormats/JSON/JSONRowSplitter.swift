internal import Tables

/// Cuts a stream of JSON into the texts of its rows: the elements of an array, or documents one after the other.
final class JSONRowSplitter {
  private let window: BlockReader
  private var isArray: Bool?
  private var isDone = false
  private var isFirst = true
  private let endsWithArray: Bool

  /// - Parameter endsWithArray: what stands behind the array is not looked at.
  init(_ window: BlockReader, endsWithArray: Bool = false) {
    self.window = window
    self.endsWithArray = endsWithArray
  }

  /// Calls `body` with the next row's text; false at the end.
  func next(_ body: (UnsafeRawBufferPointer) throws -> Void) throws -> Bool {
    guard try advance() else { return false }
    try take(body)
    return true
  }

  /// Calls `body` with the text of the row that the window begins with.
  func take(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    let length = try rowLength()
    try body(UnsafeRawBufferPointer(rebasing: window.unread[..<length]))
    window.consume(length)
  }

  /// Goes on to the next row, so that the window begins with it; false at the end.
  func advance() throws -> Bool {
    if isDone { return false }
    guard try skipBlank() else { return try end() }
    if isArray == nil {
      isArray = window.unread[0] == UInt8(ascii: "[")
      if isArray == true {
        window.consume(1)
        guard try skipBlank() else { return try end() }
      }
    }
    if isArray == true {
      let byte = window.unread[0]
      if byte == UInt8(ascii: "]") {
        window.consume(1)
        isDone = true
        if try !endsWithArray && skipBlank() { throw damaged("there is something behind the end of the array") }
        return false
      }
      if !isFirst {
        guard byte == UInt8(ascii: ",") else { throw damaged("a comma is missing between two rows") }
        window.consume(1)
        guard try skipBlank() else { return try end() }
      }
      isFirst = false
    }
    return true
  }

  private func end() throws -> Bool {
    if isArray == true {
      throw TableError(.truncated, "the array of rows is not closed", at: .init(offset: window.consumed))
    }
    isDone = true
    return false
  }

  private func damaged(_ message: String) -> TableError {
    TableError(
      .syntax, message, at: .init(offset: window.consumed, text: TableError.excerpt(window.unread)))
  }

  private func skipBlank() throws -> Bool {
    while true {
      // Mostly there is one line end, or nothing.
      let bytes = window.unread
      var index = 0
      while index < bytes.count, bytes[index] == 0x20 || (bytes[index] >= 9 && bytes[index] <= 13) { index += 1 }
      window.consume(index)
      if index < bytes.count { return true }
      if try !window.fill() { return false }
    }
  }

  /// The length of the value at the front; strings are looked through, brackets counted.
  private func rowLength() throws -> Int {
    var depth = 0
    var index = 0
    var inString = false
    while true {
      let bytes = window.unread
      while index < bytes.count {
        let byte = bytes[index]
        index += 1
        if inString {
          if byte == UInt8(ascii: "\\") { index += 1 } else if byte == UInt8(ascii: "\"") { inString = false }
          continue
        }
        switch byte {
        case UInt8(ascii: "\""): inString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          depth -= 1
          if depth < 0 { throw damaged("a bracket is closed that was not opened") }
          if depth == 0 { return index }
        default: break
        }
        if depth == 0, !inString, byte != UInt8(ascii: "\"") { throw damaged("a row must be an object") }
        if depth == 0, inString { throw damaged("a row must be an object") }
      }
      if try !window.fill() {
        throw TableError(
          .truncated, "the text ends inside of a row",
          at: .init(offset: window.consumed, text: TableError.excerpt(window.unread)))
      }
    }
  }
}
