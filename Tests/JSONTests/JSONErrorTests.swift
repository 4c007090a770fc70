import Testing

@testable import JSON

@Suite struct JSONErrorTests {
  @Test(
    arguments: [
      ("", .endsEarly, "", 1, 1), ("[1,\n 2,\n x]", .syntax, "/2", 3, 2),
      (#"{"a":{"b":[1,{"c":tru}]}}"#, .syntax, "/a/b/1/c", 1, 22),
      (#"{"a":1,"b""#, .endsEarly, "", 1, 11), (#"{"a":1,"b":"#, .endsEarly, "/b", 1, 12),
      (#"{"a,]}":[0,"x\"y",-]}"#, .number, "/a,]}/2", 1, 20),
      (#"{"~/":+1}"#, .syntax, "/~0~1", 1, 7), (#"{"\u00e9":[[],[],?]}"#, .syntax, "/é/2", 1, 18),
      ("[\"é\u{1}\"]", .syntax, "/0", 1, 5),
      (#"["\q"]"#, .escape, "/0", 1, 3), (#"["\ud800"]"#, .escape, "/0", 1, 3), ("[1e999]", .numberRange, "/0", 1, 2),
      ("[1][", .trailing, "", 1, 4),
      (#"{"a":1 "b":2}"#, .syntax, "/a", 1, 8), ("[1 2]", .syntax, "/0", 1, 4), ("{1:2}", .syntax, "", 1, 2),
      ("[01]", .number, "/0", 1, 2),
      ("[\r\n\"a\n\"]", .syntax, "/0", 2, 3), ("[\"abc", .endsEarly, "/0", 1, 6), ("[1.", .endsEarly, "/0", 1, 4),
    ] as [(String, JSONError.Code, String, Int, Int)])
  func saysWhere(_ text: String, _ code: JSONError.Code, _ pointer: String, _ line: Int, _ column: Int) {
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
    #expect(error?.code == code)
    #expect(error?.pointer == pointer)
    #expect(error?.position?.line == line)
    #expect(error?.position?.column == column)
  }

  @Test func readsForAPerson() {
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: "{\n  \"size\": {\"pages\": 1.}\n}") }
    #expect(error?.description == "expected a digit after the point at /size/pages (line 2, column 23)")
  }

  @Test func pointsAtValuesOfTheWrongKind() throws {
    var reader = try JSONReader(#"{"a": [1, "x"]}"#)
    let error = #expect(throws: JSONError.self) {
      try reader.readObject { _, reader throws(JSONError) in
        try reader.readArray { reader throws(JSONError) in _ = try reader.readInteger() }
      }
    }
    #expect(error?.code == .type)
    #expect(error?.pointer == "/a/1")
    #expect(error?.position?.offset == 10)
  }

  /// A reader that goes on after an error says the same again.
  @Test func staysWhereTheErrorIs() throws {
    var reader = try JSONReader("[1, x]")
    _ = try reader.next()
    _ = try reader.next()
    let first = #expect(throws: JSONError.self) { try reader.next() }
    #expect(first?.position?.offset == 4)
    #expect(throws: JSONError.self) { try reader.next() }
  }
}
