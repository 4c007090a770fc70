import Judging
import TestSupport
import Testing

@testable import ByteIO

@Suite struct DigestTests {
  /// Random bytes of many lengths with what zlib, hashlib and base64 say about them.
  private static let program = """
    import base64, hashlib, random, zlib
    random.seed(11)
    for length in list(range(0, 300)) + [random.randrange(300, 5000) for _ in range(100)]:
        data = random.randbytes(length)
        print(data.hex(), zlib.crc32(data), zlib.adler32(data), hashlib.sha256(data).hexdigest(),
              base64.b64encode(data).decode(), base64.urlsafe_b64encode(data).decode().rstrip("="), sep="|")
    """

  @Test func agreesWithPython() throws {
    let lines = try Judge.lines(ofPython: Self.program)
    #expect(lines.count == 400)
    for line in lines {
      let parts = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      let bytes = try #require(Hexadecimal.decode(parts[0]))
      #expect(Hexadecimal.encode(bytes) == parts[0])
      #expect(String(CRC32.of(bytes)) == parts[1])
      #expect(String(Adler32.of(bytes)) == parts[2])
      #expect(SHA256.of(bytes).description == parts[3])
      #expect(Base64.encode(bytes) == parts[4])
      #expect(Base64.encode(bytes, .url) == parts[5])
      #expect(Base64.decode(parts[4]) == bytes)
      #expect(Base64.decode(parts[5], .url) == bytes)

      // In pieces.
      var crc = CRC32()
      var adler = Adler32()
      var sha = SHA256()
      var rest = bytes[...]
      while !rest.isEmpty {
        let piece = Array(rest.prefix(rest.count / 3 + 1))
        rest = rest.dropFirst(piece.count)
        crc.update(piece)
        adler.update(piece)
        sha.update(piece)
      }
      let digest = sha.digest()
      #expect(String(crc.value) == parts[1])
      #expect(String(adler.value) == parts[2])
      #expect(digest.description == parts[3])
      #expect(SHA256Digest(hexadecimal: parts[3]) == digest)
      #expect(SHA256Digest(digest.bytes) == digest)
    }
  }

  @Test(arguments: [
    "A", "AA", "AAA", "AA=", "A===", "====", "AB==", "AAB=", "AA==AA==", "AAAA AAAA", "AAAA\n", "AA-_", "ÄAAA", "=AAA",
    "A=AA",
  ])
  func refusesBase64(_ text: String) {
    #expect(Base64.decode(text) == nil)
  }

  @Test(arguments: ["A", "AA==", "AA+/", "AB", "AAB", "AAAA="])
  func refusesBase64URL(_ text: String) {
    #expect(Base64.decode(text, .url) == nil)
  }

  @Test(arguments: ["0", "0g", "g0", " 00", "0x00", "٠٠"])
  func refusesHexadecimal(_ text: String) {
    #expect(Hexadecimal.decode(text) == nil)
  }

  @Test func hashesOnTheWay() throws {
    let memory = MemorySink()
    let sink = DigestSink(memory)
    try sink.write("export " as String)
    try sink.write("IA" as String)
    try sink.finish()
    #expect(sink.digest == SHA256.of("export IA"))
    #expect(sink.count == 9)
    #expect(memory.bytes == Array("export IA".utf8))
  }
}
