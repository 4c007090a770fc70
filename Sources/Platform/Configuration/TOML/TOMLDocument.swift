/// The values of a TOML file in order, each with its full name.
struct TOMLDocument: Sendable {
  struct Entry: Sendable, Hashable {
    let path: [String]
    let value: TOMLValue
    let line: Int
  }

  let entries: [Entry]

  init(parsing bytes: [UInt8]) throws(TOMLError) {
    if let wrong = TOMLScanner.firstMalformed(bytes) {
      let lines = bytes[..<wrong].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      throw TOMLError(
        code: .malformed, message: "the file is not UTF-8 text", line: lines.count,
        column: (lines.last?.count ?? 0) + 1)
    }
    var parser = TOMLParser(String(decoding: bytes, as: UTF8.self))
    entries = try parser.parse()
  }
}
