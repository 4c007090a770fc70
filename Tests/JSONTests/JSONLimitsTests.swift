import Testing

@testable import JSON

@Suite struct JSONLimitsTests {
  @Test(arguments: [0, 1, 63, 64, 65, 128, 1_000])
  func boundsTheDepth(_ depth: Int) throws {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
      func text(_ depth: Int) -> String {
        String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
      }
      let value = try JSONValue(parsing: text(depth), limits: JSONLimits(depth: depth))
      #expect(value.description == text(depth))
      let error = #expect(throws: JSONError.self) {
        try JSONValue(parsing: text(depth + 1), limits: JSONLimits(depth: depth))
      }
      #expect(error?.code == .tooDeep)
      #expect(error?.position?.offset == depth * open.utf8.count)
    }
  }

  @Test func boundsTheDepthOfHostileTexts() {
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: String(repeating: "[", count: 1_000_000)) }
    #expect(error?.code == .tooDeep)
  }

  @Test func boundsTheText() throws {
    #expect(try JSONValue(parsing: "[12]", limits: JSONLimits(bytes: 4)) == [12])
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: "[123]", limits: JSONLimits(bytes: 4)) }
    #expect(error?.code == .tooLarge)
    #expect(error?.message == "the text has 5 bytes, 4 are allowed")
  }

  @Test(arguments: [
    #""abcdef""#, #""ab\u0020""#, #""äöü""#, "12345678", "1.234567", "1e000005", "-1234567", #"{"abcdef":1}"#,
  ])
  func boundsOneToken(_ text: String) throws {
    _ = try JSONValue(parsing: text, limits: JSONLimits(tokenBytes: 8 + (text.hasSuffix("0\"") ? 2 : 0)))
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text, limits: JSONLimits(tokenBytes: 7)) }
    #expect(error?.code == .tooLarge)
  }

  /// Small objects are compared name by name, large ones by sorting: both must say the same.
  @Test(arguments: [0, 31, 32, 33, 100])
  func choosesAmongDuplicates(_ others: Int) throws {
    let filler = (0..<others).map { ",\"\($0)\":\($0)" }.joined()
    let text = "{\"a\":1\(filler),\"b\":2,\"a\":3,\"\\u0061\":4}"
    let rest = (0..<others).map { JSONValue.Member("\($0)", .integer(Int64($0))) }
    func object(_ first: Int64) -> JSONValue { .object([.init("a", .integer(first))] + rest + [.init("b", 2)]) }
    #expect(try JSONValue(parsing: text, limits: JSONLimits(duplicateKeys: .keepFirst)) == object(1))
    #expect(try JSONValue(parsing: text, limits: JSONLimits(duplicateKeys: .keepLast)) == object(4))
    #expect(try JSONValue(parsing: text, limits: JSONLimits(duplicateKeys: .keepAll)).object?.count == others + 4)
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: "[\(text)]") }
    #expect(error?.code == .duplicateKey)
    #expect(error?.pointer == "/0/a")
    #expect(error?.position?.offset == text.utf8.count - #"3,"\u0061":4}"#.utf8.count - 3)
  }

  @Test func comparesNamesByCodePoints() throws {
    let value = try JSONValue(parsing: #"{"\u00e9":1,"e\u0301":2}"#)
    #expect(value.object?.count == 2)
  }
}
