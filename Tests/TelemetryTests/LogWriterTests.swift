import JSON
import Judging
import TestSupport
import Testing

@testable import Telemetry

@Suite struct LogWriterTests {
  private static let context = TelemetryContext(
    requestID: "r-1", tenant: "acme",
    trace: TraceContext(traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))

  private static func line(
    _ format: LogFormat, _ message: String, _ fields: LogFields = [:], level: LogLevel = .info,
    context: TelemetryContext? = nil, seconds: Int = 1_795_263_071, nanoseconds: Int = 42_017_999
  ) -> String {
    var writer = LogWriter(format)
    writer.append(
      LogRecord(
        level, "http", message, fields, context: context, seconds: seconds, nanoseconds: nanoseconds))
    var text = ""
    writer.drain { text = String(decoding: $0, as: UTF8.self) }
    return text
  }

  @Test func jsonLines() {
    let fields: LogFields = [
      "port": 8000, "share": 0.5, "tls": true, "took": .duration(.microseconds(1500)), "path": "/a \"b\"", "time": "x",
      "nothing": .number(.nan),
    ]
    #expect(
      Self.line(.json, "Listening", fields, context: Self.context)
        == #"{"time":"2026-11-21T12:11:11.042017Z","level":"info","subsystem":"http","message":"Listening","#
        + #""request_id":"r-1","tenant":"acme","trace_id":"0af7651916cd43dd8448eb211c80319c","span_id":"b7ad6b7169203331","#
        + #""port":8000,"share":0.5,"tls":true,"took":1.500,"path":"/a \"b\"","field_time":"x","nothing":"nan"}"# + "\n"
    )
  }

  @Test func prettyLines() {
    #expect(
      Self.line(
        .pretty(colors: false), "Slow answer", ["path": "/a b", "took": .duration(.seconds(2)), "n": 3],
        level: .warning)
        == "2026-11-21 12:11:11.042 WARN  http: Slow answer  path=\"/a b\"  took=2000.000ms  n=3\n")
    #expect(
      Self.line(.pretty(colors: false), "x", context: Self.context)
        == "2026-11-21 12:11:11.042 INFO  http: x  request_id=r-1  tenant=acme  trace_id=0af7651916cd43dd8448eb211c80319c\n"
    )
    #expect(
      Self.line(.pretty(colors: true), "x", ["a": 1], level: .error)
        == "\u{1B}[2m2026-11-21 12:11:11.042\u{1B}[0m \u{1B}[31mERROR\u{1B}[0m http: \u{1B}[1mx\u{1B}[0m  \u{1B}[2ma=\u{1B}[0m1\n"
    )
  }

  @Test func theSecondIsKeptAndChanges() {
    var writer = LogWriter(.pretty(colors: false))
    var text = ""
    for seconds in [10, 10, 11, 9, 86_400] {
      writer.append(
        LogRecord(.info, "a", "b", [:], context: nil, seconds: seconds, nanoseconds: 0))
    }
    writer.drain { text = String(decoding: $0, as: UTF8.self) }
    #expect(
      text.split(separator: "\n").map { String($0.prefix(19)) } == [
        "1970-01-01 00:00:10", "1970-01-01 00:00:10", "1970-01-01 00:00:11", "1970-01-01 00:00:09",
        "1970-01-02 00:00:00",
      ])
  }

  /// Texts that somebody outside controls, as they try to end the line or to drive the terminal of who reads it.
  static let attacks = [
    "a\nb", "a\r\nINFO fake", "\u{1B}[2J\u{1B}]0;title\u{7}", "\u{9B}31m", "\u{85}next", "a\u{2028}b\u{2029}c", "\u{0}",
    "\u{7F}\u{8}", "\u{202E}gnp.exe\u{202C}", "\u{2066}x\u{2069}", "\",\"level\":\"error\",\"x\":\"", "\\\",\"x\":\"",
    "\u{FEFF}", "\u{200F}",
    "a\u{61C}b", "{\"json\": true}", "x=\"1\" y=2", "\t", "é日本😀", "",
  ]

  @Test(arguments: attacks)
  func nothingBreaksOutOfItsLine(_ text: String) throws {
    var fields: LogFields = ["value": .string(text)]
    fields.append(text.isEmpty ? "empty" : text, "name")
    let context = TelemetryContext(requestID: text, tenant: text)
    let json = Self.line(.json, text, fields, context: context)
    let pretty = Self.line(.pretty(colors: false), text, fields, context: context)
    for line in [json, pretty] {
      #expect(line.last == "\n")
      for scalar in line.dropLast().unicodeScalars {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator:
          Issue.record("\(scalar.value) in \(line.debugDescription)")
        default: break
        }
      }
    }
    let read = try JSONValue(parsing: json)
    #expect(read["message"] == .string(text))
    #expect(read["value"] == .string(text))
    #expect(read["request_id"] == .string(text))
    #expect(read["level"] == "info")
    #expect(read.object?.count == 8)
  }

  @Test func pythonReadsTheLines() throws {
    var writer = LogWriter(.json)
    for text in Self.attacks {
      writer.append(LogRecord(.info, text, text, ["value": .string(text)], context: nil))
    }
    var lines: [UInt8] = []
    writer.drain { lines = Array($0) }
    let verdict = try Judge.python(
      """
      import sys, json
      lines = sys.stdin.read().split('\\n')
      print(json.dumps([json.loads(line)['value'] for line in lines if line]))
      """, input: lines)
    #expect(verdict.status == 0, "\(verdict.errors)")
    #expect(try JSONValue(parsing: verdict.output) == .array(Self.attacks.map { .string($0) }))
  }

  @Test func longTextsAreCut() throws {
    let long = String(repeating: "é", count: 10_000)
    let message = try JSONValue(parsing: Self.line(.json, "x" + long, ["value": .string(long)]))
    #expect(message["message"]?.string == "x" + String(repeating: "é", count: 4095) + "… (11810 bytes more)")
    #expect(message["value"]?.string?.hasSuffix("… (11808 bytes more)") == true)
  }
}
