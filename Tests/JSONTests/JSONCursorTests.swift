import Testing

@testable import JSON

@Suite struct JSONCursorTests {
  private enum Size: String, CaseIterable { case a4, letter }

  private struct Page: JSONDecodable, Equatable {
    var title: String
    var size: Size
    var copies: Int
    var scale: Double
    var tags: [String]
    var isDraft: Bool
    var children: [Page]

    init(json: JSONCursor) throws(JSONError) {
      try json.allow("title", "size", "copies", "scale", "tags", "options", "children")
      title = try json["title"].string()
      size = try json["size"].ifPresent?.choice() ?? .a4
      copies = try json["copies"].ifPresent?.integer(in: 1...99) ?? 1
      scale = try json["scale"].ifPresent?.number() ?? 1
      tags = try json["tags"].ifPresent?.array() ?? []
      isDraft = try json["options"]["draft"].ifPresent?.bool() ?? false
      children = try json["children"].ifPresent?.array() ?? []
    }
  }

  @Test func readsAStruct() throws {
    let text =
      #"{"title":"A","size":"letter","copies":3,"scale":2,"tags":["x"],"options":{"draft":true},"children":[{"title":"B"}]}"#
    let page = try Page(parsing: Array(text.utf8))
    #expect(page.title == "A" && page.size == .letter && page.copies == 3 && page.scale == 2)
    #expect(page.tags == ["x"] && page.isDraft && page.children.map(\.title) == ["B"])
  }

  @Test(
    arguments: [
      (#"{}"#, .missing, "/title", "a value is missing"),
      (#"{"title":1}"#, .type, "/title", "expected a string, not an integer"),
      (#"{"title":"A","size":"A5"}"#, .value, "/size", "expected one of 'a4', 'letter', not 'A5'"),
      (#"{"title":"A","copies":100}"#, .value, "/copies", "expected an integer between 1 and 99, not 100"),
      (#"{"title":"A","copies":1.0}"#, .type, "/copies", "expected an integer, not a number"),
      (#"{"title":"A","tags":["x",null]}"#, .type, "/tags/1", "expected a string, not null"),
      (#"{"title":"A","options":[]}"#, .type, "/options", "expected an object, not an array"),
      (
        #"{"title":"A","children":[{"title":"B"},{"title":"C","size":[]}]}"#, .type, "/children/1/size",
        "expected a string, not an array"
      ),
      (#"{"titel":"A"}"#, .unknownKey, "/titel", "the name 'titel' is unknown here; did you mean 'title'?"),
      (#"{"a/b~":"A"}"#, .unknownKey, "/a~1b~0", "the name 'a/b~' is unknown here"),
      (#"[]"#, .type, "", "expected an object, not an array"),
      (#"{"title":"A","title":"B"}"#, .duplicateKey, "/title", "the name 'title' appears twice"),
    ] as [(String, JSONError.Code, String, String)])
  func saysWhatIsWrong(_ text: String, _ code: JSONError.Code, _ pointer: String, _ message: String) {
    let error = #expect(throws: JSONError.self) { try Page(parsing: Array(text.utf8)) }
    #expect(error?.code == code)
    #expect(error?.pointer == pointer)
    #expect(error?.message == message)
  }
}
