import Testing

@testable import HTTPMessage

@Suite struct HTTPFieldsTests {
  @Test func lookUpIgnoresCase() {
    var fields: HTTPFields = ["Content-Type": "text/plain"]
    #expect(fields["content-type"] == "text/plain")
    fields["CONTENT-TYPE"] = nil
    #expect(fields.fields.isEmpty)
  }
}
