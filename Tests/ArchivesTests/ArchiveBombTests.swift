import ByteIO
import Judging
import Testing

@testable import Archives

@Suite struct ArchiveBombTests {
  static func zeros(_ count: Int, in name: String = "zeros") throws -> [UInt8] {
    let sink = MemorySink()
    let zip = ZIPWriter(to: sink)
    let piece = [UInt8](repeating: 0, count: 65_536)
    try zip.entry(name, compression: .small) { entry in
      for _ in 0..<(count / piece.count) { try entry.write(piece) }
    }
    try zip.finish()
    return sink.bytes
  }

  @Test func aHighRatioIsRefusedBeforeUnpacking() throws {
    let bytes = try Self.zeros(16 << 20)
    #expect(bytes.count < 20_000)
    #expect(code { _ = try ZIPReader(bytes) } == .limit)
  }

  /// The directory claims little, the data unpacks to much: no more than the claim reaches the sink.
  @Test func aLieAboutTheSizeIsFoundWhileUnpacking() throws {
    var bytes = try Self.zeros(16 << 20)
    let lie: [UInt8] = [0, 0, 1, 0]
    let directory = try #require(
      bytes.indices.dropLast(4).last { bytes[$0...].prefix(4).elementsEqual([0x50, 0x4B, 1, 2]) })
    bytes.replaceSubrange((directory + 24)..<(directory + 28), with: lie)
    let descriptor = try #require(
      bytes.indices.dropLast(4).last { bytes[$0...].prefix(4).elementsEqual([0x50, 0x4B, 7, 8]) })
    bytes.replaceSubrange((descriptor + 12)..<(descriptor + 16), with: lie)
    let reader = try ZIPReader(bytes)
    let sink = MemorySink()
    #expect(code { try reader.read(reader.entries[0], to: sink) } == .damaged)
    #expect(sink.bytes.count <= 65_536)
  }

  /// Many entries that share one body, each a little further in front (the overlap bomb of 2019).
  @Test func entriesThatShareBytesAreRefused() throws {
    let folder = try TemporaryFolder()
    let made = try Judge.python(
      """
      import struct, sys, zlib
      def lfh(n, c, cs, us): return struct.pack("<IHHHHHIIIHH", 0x04034b50, 20, 0, 8, 0, 33, c, cs, us, len(n), 0) + n
      def cdh(n, c, cs, us, o):
        return struct.pack("<IHHHHHHIIIHHHHHII", 0x02014b50, 20, 20, 0, 8, 0, 33, c, cs, us, len(n), 0, 0, 0, 0, 0, o) + n
      def write(path, heads, tail):
        body = b"".join(h for h, _ in heads) + tail; cd = b"".join(c for _, c in heads)
        end = struct.pack("<IHHHHIIH", 0x06054b50, 0, 0, len(heads), len(heads), len(cd), len(body), 0)
        open(path, "wb").write(body + cd + end)
      plain = b"a" * 1000; c = zlib.compressobj(9, 8, -15); kernel = c.compress(plain) + c.flush()
      entries = [(b"z", kernel, plain)]
      for name in (b"y", b"x", b"w"):
        n, data, text = entries[-1]; h = lfh(n, zlib.crc32(text), len(data), len(text))
        quote = struct.pack("<BHH", 0, len(h), len(h) ^ 0xffff) + h
        entries.append((name, quote + data, h + text))
      heads, at = [], 0
      for n, data, text in reversed(entries):
        h = lfh(n, zlib.crc32(text), len(data), len(text))
        q = b"" if n == b"z" else data[:5]
        heads.append((h + q, cdh(n, zlib.crc32(text), len(data), len(text), at))); at += len(h) + len(q)
      write(sys.argv[1], heads, kernel)
      h = lfh(b"a", zlib.crc32(plain), len(kernel), len(plain))
      twins = [(h, cdh(n, zlib.crc32(plain), len(kernel), len(plain), 0)) for n in (b"a", b"b")]
      body = h + kernel; cd = b"".join(c for _, c in twins)
      open(sys.argv[2], "wb").write(body + cd + struct.pack("<IHHHHIIH", 0x06054b50, 0, 0, 2, 2, len(cd), len(body), 0))
      """, folder.file("quoted.zip"), folder.file("twins.zip"))
    #expect(made.status == 0, "\(made.output)")
    // Others unpack the first one without a complaint, so the file is a bomb and no rubbish.
    let python = try Judge.python(
      "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(sum(len(z.read(n)) for n in z.namelist()))",
      folder.file("quoted.zip"))
    #expect(python.status == 0 || python.output.contains("Overlapped"), "\(python.output)")
    #expect(code { _ = try ZIPReader(path: folder.file("quoted.zip")) } == .damaged)
    #expect(code { _ = try ZIPReader(path: folder.file("twins.zip")) } == .damaged)
  }

  @Test func archivesInArchivesHaveALevelAndOneBudget() throws {
    func wrap(_ bytes: [UInt8], copies: Int) throws -> [UInt8] {
      let sink = MemorySink()
      let zip = ZIPWriter(to: sink)
      for copy in 0..<copies { try zip.add("inner\(copy).zip", bytes) }
      try zip.finish()
      return sink.bytes
    }
    let leaf = try Self.zeros(1 << 20)
    let two = try wrap(try wrap(leaf, copies: 4), copies: 4)
    let outer = try ZIPReader(two, limits: .init(nesting: 1))
    let middle = try outer.archive(outer.entries[0])
    #expect(code { _ = try middle.archive(middle.entries[0]) } == .limit)

    let generous = try ZIPReader(two, limits: .init(totalBytes: 5 << 20, nesting: 9))
    var opened = 0
    let refusal = code {
      for entry in generous.entries {
        let middle = try generous.archive(entry)
        for entry in middle.entries {
          _ = try middle.archive(entry)
          opened += 1
        }
      }
    }
    #expect(refusal == .limit)
    #expect(opened == 4)
  }

  @Test func extractionStaysInItsFolder() throws {
    let folder = try TemporaryFolder()
    _ = try Judge.run([
      "mkdir", folder.file("good"), folder.file("planted"), folder.file("outside"), folder.file("file"),
    ])
    try ZIPReader(try sampleArchive()).extract(into: folder.file("good"))
    #expect(try folder.read("good/wholé/a.txt").count == 120)
    #expect(try Judge.run(["test", "-d", folder.file("good/empty")]).status == 0)
    // Unpacking over what exists is refused.
    #expect(code { try ZIPReader(try sampleArchive()).extract(into: folder.file("good")) } == .system)
    // A link that somebody planted is not followed, neither as a folder nor as a file.
    _ = try Judge.run(["ln", "-s", folder.file("outside"), folder.file("planted/wholé")])
    #expect(code { try ZIPReader(try sampleArchive()).extract(into: folder.file("planted")) } == .system)
    _ = try Judge.run(["ln", "-s", folder.file("outside/target"), folder.file("file/mimetype")])
    #expect(code { try ZIPReader(try sampleArchive()).extract(into: folder.file("file")) } == .system)
    #expect(try Judge.run(["ls", "-A", folder.file("outside")]).output.isEmpty)
  }

  @Test func aDamagedEntryLeavesNoFile() throws {
    let folder = try TemporaryFolder()
    var bytes = try sampleArchive()
    bytes[40] ^= 1
    #expect(code { try ZIPReader(bytes).extract(into: folder.path) } == .damaged)
    #expect(try Judge.run(["ls", "-A", folder.path]).output.isEmpty)
  }
}
