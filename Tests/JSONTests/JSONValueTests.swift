import Testing

@testable import JSON

@Suite struct JSONValueTests {
  private let value: JSONValue = [
    "name": "export", "pages": 12, "ratio": 0.5, "draft": false, "parent": nil, "tags": ["a", "b"],
    "a/b": ["m~n": [true]], "": 7,
  ]

  @Test func membersKeepTheirOrder() {
    #expect(
      JSONValue.object([.init("b", .null), .init("a", .null)]) != .object([.init("a", .null), .init("b", .null)]))
    #expect(value.object?.map(\.key) == ["name", "pages", "ratio", "draft", "parent", "tags", "a/b", ""])
  }

  @Test func getsWhatIsThere() {
    #expect(value["name"]?.string == "export")
    #expect(value["pages"]?.integer == 12)
    #expect(value["pages"]?.number == 12)
    #expect(value["ratio"]?.number == 0.5)
    #expect(value["ratio"]?.integer == nil)
    #expect(value["draft"]?.bool == false)
    #expect(value["parent"]?.isNull == true)
    #expect(value["tags"]?.array?.count == 2)
    #expect(value["tags"]?[1]?.string == "b")
    #expect(value["tags"]?[2] == nil)
    #expect(value["tags"]?[-1] == nil)
    #expect(value["missing"] == nil)
    #expect(value["name"]?["x"] == nil)
  }

  @Test(
    arguments: [
      ("", nil), ("/tags/0", "a"), ("/a~1b/m~0n/0", true), ("/", 7), ("/tags/01", nil), ("/tags/-", nil),
      ("/tags/2", nil), ("/tags/+1", nil),
      ("/name/x", nil), ("/tags/99999999999999999999", nil),
    ] as [(String, JSONValue?)])
  func followsPointers(_ text: String, _ expected: JSONValue?) throws {
    let pointer = try #require(JSONPointer(text))
    #expect(value[pointer] == (text.isEmpty ? value : expected))
    #expect(pointer.description == text)
  }

  @Test(arguments: ["a", "a/b", "/~", "/~2", "/a~"])
  func refusesWhatIsNoPointer(_ text: String) {
    #expect(JSONPointer(text) == nil)
  }
}
