import Testing

@testable import CommandLineTool

@Suite struct ValueTypeTests {
  @Test(
    arguments: [
      ("0", 0), ("4096", 4096), ("1B", 1), ("512KiB", 524_288), ("10MiB", 10_485_760), ("2GB", 2_000_000_000),
      ("3TiB", 3_298_534_883_328), ("1kB", 1000), ("", nil), ("MiB", nil), ("10 MiB", nil), ("-1", nil),
      ("1.5MiB", nil),
      ("10mib", nil), ("9223372036854775807", .max), ("9223372036854775808", nil), ("9000000TiB", nil), ("+1", nil),
      ("１", nil),
    ] as [(String, Int?)])
  func sizes(_ text: String, _ expected: Int?) {
    #expect(ByteSize.bytes(text) == expected)
    if let expected { #expect(ByteSize.bytes(ByteSize.text(expected)) == expected) }
  }

  @Test(
    arguments: [
      ("0", .zero), ("0s", .zero), ("20s", .seconds(20)), ("500ms", .milliseconds(500)), ("1h30m", .seconds(5400)),
      ("2d", .seconds(172_800)), ("1m1s1ms1us1ns", .nanoseconds(61_001_001_001)), ("20", nil), ("", nil), ("s", nil),
      ("1s1m", nil), ("1s1s", nil), ("-1s", nil), ("1.5s", nil), ("1 s", nil), ("1S", nil), ("300000d", nil),
    ] as [(String, Duration?)])
  func durations(_ text: String, _ expected: Duration?) {
    #expect(TimeSpan.duration(text) == expected)
    if let expected { #expect(TimeSpan.duration(TimeSpan.text(expected)) == expected) }
  }

  @Test(
    arguments: [
      ("prot", "port"), ("PORT", "port"), ("http.prt", "http.port"), ("databse.url", "database.url"), ("xyz", nil),
      ("", nil), ("q", nil),
    ] as [(String, String?)])
  func nearestNames(_ typed: String, _ expected: String?) {
    #expect(NearestName.of(typed, among: ["http.port", "port", "database.url", "log.level"]) == expected)
  }

  @Test(arguments: [
    ("", "", 0), ("a", "", 1), ("ca", "abc", 3), ("port", "prot", 1), ("kitten", "sitting", 3), ("ab", "ba", 1),
  ])
  func distances(_ left: String, _ right: String, _ expected: Int) {
    let forth = NearestName.distance(Array(left.unicodeScalars), Array(right.unicodeScalars))
    let back = NearestName.distance(Array(right.unicodeScalars), Array(left.unicodeScalars))
    #expect(forth == expected && back == expected)
  }

  @Test func listsAndOptionals() throws {
    let ports = ValueType<[Int]>.list(of: .integer(1...9))
    #expect(try ports.value(of: "1, 2,3") == [1, 2, 3])
    #expect(try ports.value(of: "") == [])
    #expect(throws: ValueError.self) { try ports.value(of: "1,,2") }
    #expect(throws: ValueError.self) { try ports.value(of: "10") }
    let maybe = ValueType<Int?>.optional(.integer())
    #expect(try maybe.value(of: "") == nil)
    #expect(try maybe.value(of: "7") == 7)
  }

  @Test(arguments: ["1e400", "nan", "inf", "0x10", " 1", "1 ", "", "1_0"])
  func numbersThatAreNone(_ text: String) {
    #expect(throws: ValueError.self) { try ValueType<Double>.decimal().value(of: text) }
    #expect(throws: ValueError.self) { try ValueType<Int>.integer().value(of: text) }
  }
}
