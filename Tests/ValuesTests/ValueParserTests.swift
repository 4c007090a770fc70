import ByteIO
import Testing
import Values

@Suite struct ValueParserTests {
  private func bytes<Value>(_ text: String, _ body: (UnsafeRawBufferPointer) -> Value) -> Value {
    var text = text
    return text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
  }

  static let integers: [(text: String, value: Int64?)] = [
    ("0", 0), ("-1", -1), ("+7", 7), ("9223372036854775807", .max), ("-9223372036854775808", .min),
    ("9223372036854775808", nil), ("", nil), ("-", nil), ("1.0", nil), ("1 ", nil), ("99999999999999999999", nil),
  ]

  @Test(arguments: integers) func integer(text: String, value: Int64?) {
    #expect(bytes(text) { ValueParser.integer($0) } == value)
  }

  @Test(arguments: [
    "0", "1.5", "-2.25e3", "1e22", "1e23", "123456789.123456789", "5e-324", "1.7976931348623157e308",
    "0.1", ".5", "5.", "1e400", "2.2250738585072011e-308",
  ])
  func doublesAreTheNearest(text: String) {
    #expect(
      bytes(text) { ValueParser.double($0) }
        == Double(text.hasSuffix(".") ? text + "0" : text.hasPrefix(".") ? "0" + text : text))
  }

  @Test(arguments: ["", ".", "e5", "1e", "1e+", "0x10", "1_0", "--1", "1..2"]) func notDoubles(text: String) {
    #expect(bytes(text) { ValueParser.double($0) } == nil)
  }

  static let decimals: [(text: String, value: Int128?)] = [
    ("1.25", 125), ("-0.05", -5), ("3", 300), ("1.250", 125), ("1.255", nil), ("1000000.00", nil),
    ("999999.99", 99_999_999),
  ]

  @Test(arguments: decimals) func decimal(text: String, value: Int128?) {
    #expect(bytes(text) { ValueParser.decimal($0, precision: 8, scale: 2) } == value)
  }

  @Test(arguments: ["1970-01-01", "2024-02-29", "0001-01-01", "9999-12-31", "1582-10-15"]) func datesComeBack(
    text: String
  ) {
    var buffer = ByteBuffer()
    buffer.append(date: Int(bytes(text) { ValueParser.date($0) } ?? .min))
    #expect(buffer.text == text)
  }

  @Test(arguments: ["2023-02-29", "2024-13-01", "2024-1-1", "24-01-01", "2024/01/01"]) func notDates(text: String) {
    #expect(bytes(text) { ValueParser.date($0) } == nil)
  }

  @Test(arguments: ["2026-11-21T12:31:11.042Z", "1969-12-31T23:59:59.999999Z", "2026-11-21T00:00:00Z"])
  func momentsComeBack(text: String) {
    var buffer = ByteBuffer()
    buffer.append(timestamp: bytes(text) { ValueParser.timestamp($0)?.microseconds } ?? .min, isMoment: true)
    #expect(buffer.text == text)
  }

  @Test(arguments: ["PT0S", "PT1H30M", "-PT0.5S", "P2DT1S", "P1D", "PT59M59.999999S"]) func durationsComeBack(
    text: String
  ) {
    var buffer = ByteBuffer()
    buffer.append(duration: bytes(text) { ValueParser.duration($0) } ?? .min)
    #expect(buffer.text == text)
  }
}
