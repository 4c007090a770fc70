package import Database

/// Builds the text of an array such as `{"a","b",NULL}`, which takes any number of rows through one placeholder.
package struct PostgresArray {
  private var bytes: [UInt8] = [UInt8(ascii: "{")]

  package init() {}

  package mutating func append(_ number: Int) {
    separate()
    bytes.append(contentsOf: String(number).utf8)
  }

  package mutating func append(_ text: String?) {
    separate()
    guard let text else {
      bytes.append(contentsOf: "NULL".utf8)
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func separate() {
    if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
  }

  package var value: SQLValue { .text(String(decoding: bytes, as: UTF8.self) + "}") }
}
