import Testing

@testable import JSON

@Suite struct JSONReaderTests {
  @Test func readsWhatItIsAskedFor() throws {
    var reader = try JSONReader(
      #" {"title": "A \u00e9\ud83d\ude00", "skip": [1, {"a": [2]}], "pages": [1, 2, 3], "size": 2.5} "#)
    var title = ""
    var pages: [Int64] = []
    var size = 0.0
    try reader.readObject { key, reader throws(JSONError) in
      switch key {
      case "title": title = try reader.readString()
      case "pages": try reader.readArray { reader throws(JSONError) in pages.append(try reader.readInteger()) }
      case "size": size = try reader.readNumber()
      default: try reader.skipValue()
      }
    }
    try reader.finish()
    #expect(title == "A é😀")
    #expect(pages == [1, 2, 3])
    #expect(size == 2.5)
  }

  @Test func saysWhereAnErrorIs() {
    let text = "{\"a\": [1,\n  {\"b/c\": nul}]}"
    #expect(
      throws: JSONError(
        code: .syntax, message: "expected 'null'", pointer: "/a/1/b~1c",
        position: .init(offset: 23, line: 2, column: 14))
    ) { try JSONValue(parsing: text) }
  }
}
