import Testing

@testable import JSON

@Suite struct JSONValueTests {
  @Test func membersKeepTheirOrder() {
    #expect(JSONValue.object([.init("b", .null), .init("a", .null)]) != .object([.init("a", .null), .init("b", .null)]))
  }
}
