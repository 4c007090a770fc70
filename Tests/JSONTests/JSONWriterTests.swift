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

  /// Every code point below U+0080 and some above: exactly what RFC 8259 demands is escaped.
  @Test func escapesWhatItMustAndNothingElse() {
    for code in (UInt32(0)...0x100) + [0x2028, 0x2029, 0xD7FF, 0xE000, 0xFFFF, 0x1F600, 0x10FFFF] {
      guard let scalar = Unicode.Scalar(code) else { continue }
      let escaped: String =
        switch scalar {
        case "\"": #"\""#
        case "\\": #"\\"#
        case "\u{8}": #"\b"#
        case "\t": #"\t"#
        case "\n": #"\n"#
        case "\u{c}": #"\f"#
        case "\r": #"\r"#
        case _ where code < 0x20: "\\u00" + (code < 16 ? "0" : "") + String(code, radix: 16)
        default: String(scalar)
        }
      for before in 0..<18 {
        for after in [0, 1, 7, 8, 9] {
          let (front, back) = (String(repeating: "x", count: before), String(repeating: "y", count: after))
          let written = String(decoding: JSONValue.string("\(front)\(scalar)\(back)").bytes(), as: UTF8.self)
          #expect(written == "\"\(front)\(escaped)\(back)\"")
        }
      }
    }
  }

  @Test func escapesForHTML() {
    let text = "</script><!-- & \u{2028}\u{2029} \u{2027}\u{202a} \"\\ é"
    #expect(
      String(decoding: JSONValue.string(text).bytes(JSONFormat(isHTMLSafe: true)), as: UTF8.self)
        == "\"\\u003c/script\\u003e\\u003c!-- \\u0026 \\u2028\\u2029 \u{2027}\u{202a} \\\"\\\\ é\"")
  }

  @Test func repairsMalformedText() {
    var json = JSONWriter()
    json.string(repairing: [0x61, 0xFF, 0x62])
    #expect(json.finish() == Array("\"a\u{FFFD}b\"".utf8))
  }

  @Test(
    arguments: [
      (.null, "[null,null,null]"), (.text, #"["NaN","Infinity","-Infinity"]"#),
    ] as [(JSONFormat.NonFinite, String)])
  func writesWhatIsNoNumber(_ policy: JSONFormat.NonFinite, _ expected: String) throws {
    let value: JSONValue = [.number(.nan), .number(.infinity), .number(-.infinity)]
    #expect(String(decoding: value.bytes(JSONFormat(nonFinite: policy)), as: UTF8.self) == expected)
  }

  @Test func refusesWhatIsNoNumberWhereAsked() {
    let error = #expect(throws: JSONWriterError.self) {
      var json = JSONWriter(format: JSONFormat(nonFinite: .refuse))
      json.number(.nan)
      _ = try json.result()
    }
    #expect(error?.code == .nonFinite)
  }

  @Test func writesLines() throws {
    var json = JSONWriter()
    for number in 1...3 {
      json.integer(number)
      json.endLine()
    }
    #expect(json.finish() == Array("1\n2\n3\n".utf8))
  }

  @Test func stopsTheProgramOnMisuse() async {
    await #expect(processExitsWith: .failure) {
      var json = JSONWriter()
      json.beginObject()
      _ = json.finish()
    }
  }

  private final class FullSink: ByteSink {
    struct Full: Error {}
    var left = 3
    func write(_ bytes: UnsafeRawBufferPointer) throws {
      left -= 1
      if left < 0 { throw Full() }
    }
    func finish() throws {}
  }

  @Test func passesOnTheSinksError() {
    #expect(throws: FullSink.Full.self) {
      var json = JSONWriter(to: FullSink(), chunk: 8)
      json.beginArray()
      for number in 0..<1_000 where json.failure == nil { json.integer(number) }
      let stopped = json.failure != nil
      #expect(stopped)
      json.endArray()
      try json.close()
    }
  }
}
