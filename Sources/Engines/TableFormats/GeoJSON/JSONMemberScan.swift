internal import JSON
internal import Tables

/// Looks through the members of an object in a window without consuming them.
struct JSONMemberScan {
  private let window: BlockReader
  /// Bytes behind the window's first unread one.
  private(set) var place = 0

  init(_ window: BlockReader) { self.window = window }

  /// The members before the one of this name; `isFound` says whether the place is at its value. An object that ends
  /// before, or something that is no object, leaves that to who reads it.
  mutating func members(until name: String) throws -> (members: [JSONValue.Member], isFound: Bool) {
    var found: [JSONValue.Member] = []
    guard try peek() == UInt8(ascii: "{") else { return (found, false) }
    place += 1
    while try peek() == UInt8(ascii: "\"") {
      guard let key = try value().string, try peek() == UInt8(ascii: ":") else { return (found, false) }
      place += 1
      if key == name { return (found, true) }
      found.append(.init(key, try value()))
      guard try peek() == UInt8(ascii: ",") else { break }
      place += 1
    }
    return (found, false)
  }

  /// The other members of the object and its end, with nothing behind it.
  mutating func rest() throws {
    while try peek() == UInt8(ascii: ",") {
      place += 1
      guard try peek() == UInt8(ascii: "\""), try value().string != nil, try peek() == UInt8(ascii: ":") else { break }
      place += 1
      _ = try value()
    }
    guard let end = try peek() else { throw TableError(.truncated, "the object of the features is not closed") }
    place += 1
    guard end == UInt8(ascii: "}"), try peek() == nil else {
      throw TableError(
        .syntax, "there is something wrong behind the features", at: .init(offset: window.consumed + place))
    }
  }

  /// The next byte that is no blank; nil at the end.
  mutating func peek() throws -> UInt8? {
    while true {
      let bytes = window.unread
      while place < bytes.count {
        let byte = bytes[place]
        guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
        place += 1
      }
      guard try window.fill() else { return nil }
    }
  }

  private mutating func value() throws -> JSONValue {
    guard try peek() != nil else { throw TableError(.truncated, "the text ends inside of an object") }
    let start = place
    var depth = 0
    var inString = false
    scan: while true {
      if place >= window.unread.count {
        guard try window.fill() else { break }
        continue
      }
      let byte = window.unread[place]
      if inString {
        place += byte == UInt8(ascii: "\\") ? 2 : 1
        if byte == UInt8(ascii: "\"") {
          inString = false
          if depth == 0 { break }
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): inString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { break scan }
        depth -= 1
        if depth == 0 {
          place += 1
          break scan
        }
      case UInt8(ascii: ","), UInt8(ascii: ":"): if depth == 0 { break scan }
      default: break
      }
      place += 1
    }
    let end = min(place, window.unread.count)
    let text = UnsafeRawBufferPointer(rebasing: window.unread[start..<end])
    do { return try JSONValue(parsing: text) } catch {
      throw TableError(
        .syntax, error.description, at: .init(offset: window.consumed + start, text: TableError.excerpt(text)))
    }
  }
}
