import Testing

@testable import ByteIO

@Suite struct MemorySinkTests {
  @Test func keepsTheOrderOfWrites() throws {
    let sink = MemorySink()
    try sink.write("one " as String)
    try sink.write([0x74, 0x77, 0x6F])
    #expect(String(decoding: sink.bytes, as: UTF8.self) == "one two")
  }
}
