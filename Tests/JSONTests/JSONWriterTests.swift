import Testing

@testable import ByteIO
@testable import JSON

@Suite struct JSONWriterTests {
  @Test func writesEveryKindOfValue() {
    var json = JSONWriter()
    json.beginObject()
    json.key("text")
    json.string("a\"b\\c\u{1}\n é")
    json.key("list")
    json.beginArray()
    json.integer(-12)
    json.integer(UInt64.max)
    json.number(0.1)
    json.number(3)
    json.number(.infinity)
    json.bool(true)
    json.null()
    json.endArray()
    json.key("empty")
    json.beginObject()
    json.endObject()
    json.endObject()
    #expect(
      String(decoding: json.finish(), as: UTF8.self)
        == #"{"text":"a\"b\\c\u0001\n é","list":[-12,18446744073709551615,0.1,3.0,null,true,null],"empty":{}}"#)
  }

  @Test func indentsWhereAsked() {
    let value: JSONValue = ["a": [1, [:], []], "b": nil]
    #expect(
      String(decoding: value.bytes(.pretty), as: UTF8.self) == """
        {
          "a": [
            1,
            {},
            []
          ],
          "b": null
        }
        """)
  }

  @Test(
    arguments: [
      { (json: inout JSONWriter) in json.endArray() },
      { $0.key("a") },
      {
        $0.beginObject(); $0.string("no key")
      },
      {
        $0.beginObject(); $0.key("a"); $0.key("b")
      },
      {
        $0.beginObject(); $0.key("a"); $0.endObject()
      },
      {
        $0.beginArray(); $0.endObject()
      },
      { $0.beginArray() },
      {
        $0.null(); $0.null()
      },
      { _ in },
    ] as [@Sendable (inout JSONWriter) -> Void])
  func refusesMisuse(_ write: @Sendable (inout JSONWriter) -> Void) {
    #expect(throws: JSONWriterError.self) {
      var json = JSONWriter()
      write(&json)
      _ = try json.result()
    }
  }

  @Test func passesOnInChunks() throws {
    let sink = MemorySink()
    var json = JSONWriter(to: sink, chunk: 10)
    json.beginArray()
    for number in 0..<100 { json.integer(number) }
    json.endArray()
    try json.close()
    #expect(try JSONValue(parsing: sink.bytes) == .array((0..<100).map { .integer($0) }))
  }
}
