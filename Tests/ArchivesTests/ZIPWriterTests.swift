import ByteIO
import Judging
import Testing

@testable import Archives

@Suite struct ZIPWriterTests {
  @Test func anArchiveIsReadByItsJudges() throws {
    let folder = try TemporaryFolder()
    let sink = MemorySink()
    let zip = ZIPWriter(to: sink)
    try zip.add("mimetype", Array("application/epub+zip".utf8), compression: .stored)
    for compression in [Compression.stored, .fast, .small] {
      try zip.entry("streamed/\(compression)", compression: compression) { entry in
        for number in 0..<20_000 { try entry.write("row \(number)\n" as String) }
      }
      let content = [UInt8](repeating: 0x61, count: 100_000)
      try zip.add("whole/\(compression)", content, compression: compression)
      try zip.add("packed/\(compression)", PackedContent(content, compression: compression))
    }
    try zip.add("ünïcödé/漢字.txt", Array("text".utf8))
    try zip.directory("empty")
    try zip.finish()
    let path = try folder.write(sink.bytes, to: "a.zip")
    for command in [["unzip", "-tqq", path], ["7z", "t", path], ["zipinfo", "-v", path]] {
      let verdict = try Judge.run(command)
      #expect(verdict.status == 0, "\(command): \(verdict.output)")
    }
    let python = try Judge.python(
      """
      import sys, zipfile
      z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None
      rows = "".join(f"row {n}\\n" for n in range(20000)).encode()
      for c in ("stored", "fast", "small"):
        assert z.read("streamed/" + c) == rows
        assert z.read("whole/" + c) == z.read("packed/" + c) == b"a" * 100000
      assert z.read("ünïcödé/漢字.txt") == b"text"
      assert z.infolist()[0].header_offset == 0 and z.infolist()[0].filename == "mimetype"
      assert all(i.date_time == (1980, 1, 1, 0, 0, 0) for i in z.infolist())
      """, path)
    #expect(python.status == 0, "\(python.output)")
    // What EPUB and OpenDocument ask for: the type is found at fixed offsets.
    #expect(Array(sink.bytes[30..<58]) == Array("mimetypeapplication/epub+zip".utf8))
    #expect(sink.bytes[6] == 0 && sink.bytes[28] == 0 && sink.bytes[29] == 0)
  }
}
