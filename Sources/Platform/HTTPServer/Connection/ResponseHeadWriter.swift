internal import Glibc
internal import HTTPMessage

/// Writes the head of an answer into a buffer.
struct ResponseHeadWriter {
  enum Framing {
    case none
    case length(Int)
    case chunked
    /// The body ends with the connection, as HTTP/1.0 has it.
    case untilClose
  }

  /// False when a field has a character that could end its line; nothing is written then.
  static func write(
    _ response: Response, framing: Framing, date: [UInt8], closes: Bool, minorVersion: Int,
    into buffer: inout IOBuffer, _ stock: BufferStock
  ) -> Bool {
    let classes = ByteClass.table
    for field in response.fields.fields {
      guard isClean(field.name, asToken: true, classes), isClean(field.value, asToken: false, classes) else {
        return false
      }
    }
    statusLine(response.status, &buffer, stock)
    for field in response.fields.fields where !isOurs(field.name) {
      append(field.name, &buffer, stock)
      buffer.append(": ", from: stock)
      append(field.value, &buffer, stock)
      buffer.append("\r\n", from: stock)
    }
    date.withUnsafeBytes { buffer.append($0, from: stock) }
    switch framing {
    case .none: break
    case .length(let length):
      buffer.append("Content-Length: ", from: stock)
      decimal(length, &buffer, stock)
      buffer.append("\r\n", from: stock)
    case .chunked: buffer.append("Transfer-Encoding: chunked\r\n", from: stock)
    case .untilClose: break
    }
    if response.upgrade == nil {
      if closes {
        buffer.append("Connection: close\r\n", from: stock)
      } else if minorVersion == 0 {
        buffer.append("Connection: keep-alive\r\n", from: stock)
      }
    }
    buffer.append("\r\n", from: stock)
    return true
  }

  private static func statusLine(_ status: HTTPStatus, _ buffer: inout IOBuffer, _ stock: BufferStock) {
    if status.code == 200 {
      buffer.append("HTTP/1.1 200 OK\r\n", from: stock)
      return
    }
    buffer.append("HTTP/1.1 ", from: stock)
    decimal(min(max(status.code, 100), 999), &buffer, stock)
    buffer.append(" ", from: stock)
    append(status.phrase, &buffer, stock)
    buffer.append("\r\n", from: stock)
  }

  /// Fields that frame the message are the server's own.
  private static func isOurs(_ name: String) -> Bool {
    switch name.utf8.count {
    case 4: same(name, "date")
    case 14: same(name, "content-length")
    case 17: same(name, "transfer-encoding")
    default: false
    }
  }

  private static func same(_ name: String, _ word: StaticString) -> Bool {
    var name = name
    return name.withUTF8 { bytes in
      guard let start = bytes.baseAddress else { return false }
      return ByteClass.equal(start, bytes.count, word)
    }
  }

  private static func isClean(_ text: String, asToken: Bool, _ classes: UnsafePointer<UInt8>) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      let wanted = asToken ? ByteClass.token : ByteClass.fieldValue
      var all: UInt8 = 0xFF
      for byte in bytes { all &= classes[Int(byte)] }
      return all & wanted != 0 && !(asToken && bytes.isEmpty)
    }
  }

  private static func append(_ text: String, _ buffer: inout IOBuffer, _ stock: BufferStock) {
    var text = text
    text.withUTF8 { buffer.append(UnsafeRawBufferPointer($0), from: stock) }
  }

  static func decimal(_ value: Int, _ buffer: inout IOBuffer, _ stock: BufferStock) {
    var digits = 1
    var limit: UInt64 = 10
    let value = UInt64(value)
    while digits < 19, value >= limit {
      digits += 1
      limit *= 10
    }
    let place = buffer.reserve(20, from: stock)
    var rest = value
    for index in stride(from: digits - 1, through: 0, by: -1) {
      place[index] = UInt8(truncatingIfNeeded: 0x30 + rest % 10)
      rest /= 10
    }
    buffer.end += digits
  }
}
