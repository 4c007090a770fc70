import Testing

@testable import ByteIO

@Suite struct ByteBufferTests {
  @Test func growsAndKeepsEverything() {
    var buffer = ByteBuffer(reserving: 0)
    var expected: [UInt8] = []
    for number in 0..<1_000 {
      buffer.append(UInt8(truncatingIfNeeded: number))
      buffer.append([1, 2, 3][...])
      buffer.append("é")
      buffer.append("\(number)" as String)
      buffer.append(repeating: 9, count: number % 50)
      buffer.append(littleEndian: UInt32(number))
      buffer.append(bigEndian: UInt16(number))
      expected += [UInt8(truncatingIfNeeded: number), 1, 2, 3, 0xC3, 0xA9] + Array("\(number)".utf8)
      expected += [UInt8](repeating: 9, count: number % 50)
      expected += (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
      expected += [UInt8(number >> 8), UInt8(number & 255)]
    }
    #expect(buffer.bytes == expected)
    buffer.removeFirst(4)
    buffer.removeLast(2)
    #expect(buffer.bytes == Array(expected.dropFirst(4).dropLast(2)))
    buffer.removeAll()
    let isEmpty = buffer.isEmpty
    #expect(isEmpty)
  }

  @Test func drainsIntoASink() throws {
    let sink = MemorySink()
    var buffer = ByteBuffer()
    buffer.append("one")
    try buffer.drain(into: sink)
    try buffer.drain(into: sink)
    buffer.append("two")
    try buffer.drain(into: sink)
    #expect(sink.bytes == Array("onetwo".utf8))
    let isEmpty = buffer.isEmpty
    #expect(isEmpty)
  }

  @Test func readsFieldsAndNeverBeyondTheEnd() throws {
    var buffer = ByteBuffer()
    buffer.append(littleEndian: UInt32(0xDEAD_BEEF))
    buffer.append(bigEndian: UInt16(0x1234))
    buffer.append("rest")
    try buffer.withUnsafeBytes { bytes in
      var reader = ByteReader(bytes)
      #expect(try reader.littleEndian(UInt32.self) == 0xDEAD_BEEF)
      #expect(try reader.bigEndian(UInt16.self) == 0x1234)
      #expect(throws: ByteReader.EndsEarly(offset: 6, wanted: 8)) { try reader.littleEndian(UInt64.self) }
      #expect(try Array(reader.read(2)) == Array("re".utf8))
      #expect(throws: ByteReader.EndsEarly(offset: 8, wanted: 3)) { try reader.skip(3) }
      try reader.skip(2)
      #expect(reader.isAtEnd)
      try reader.seek(to: 4)
      #expect(reader.remaining == 6)
      #expect(throws: ByteReader.EndsEarly.self) { try reader.seek(to: 11) }
    }
  }
}
