import ByteIO
import Glibc
import Judging
import Testing

@testable import Archives

struct SinkFailure: Error {
  let code: Int32
}

/// Appends to a file and keeps nothing in memory.
final class PathSink: ByteSink {
  private let stream: UnsafeMutablePointer<FILE>

  init(_ path: String) throws {
    guard let stream = fopen(path, "wbe") else { throw SinkFailure(code: errno) }
    self.stream = stream
  }
  func write(_ bytes: UnsafeRawBufferPointer) throws {
    guard fwrite(bytes.baseAddress, 1, bytes.count, stream) == bytes.count else {
      throw SinkFailure(code: errno)
    }
  }
  func finish() throws { fclose(stream) }
}

final class Tally: ByteSink {
  var count: UInt64 = 0
  func write(_ bytes: UnsafeRawBufferPointer) throws { count += UInt64(bytes.count) }
  func finish() throws {}
}

@Suite(.enabled(if: getenv("EXPORT_IA_LONG_TESTS") != nil, "set EXPORT_IA_LONG_TESTS=1")) struct LongArchiveTests {
  @Test(arguments: [Compression.fast, .stored]) func anEntryBeyondFourGibibytes(compression: Compression) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("big.zip")
    let file = try PathSink(path)
    let zip = ZIPWriter(to: file)
    let piece = [UInt8](repeating: 0, count: 1 << 20)
    try zip.entry("zeros", compression: compression) { for _ in 0..<4_200 { try $0.write(piece) } }
    try zip.add("after", [1])
    try zip.finish()
    try file.finish()
    let limits = ArchiveLimits(entryBytes: 5 << 30, ratio: 2_000)
    let reader = try ZIPReader(path: path, limits: limits)
    let tally = Tally()
    try reader.read(try #require(reader.entry("zeros")), to: tally)
    #expect(tally.count == 4_200 << 20)
    #expect(try reader.bytes(try #require(reader.entry("after"))) == [1])
    for command in [
      ["unzip", "-tqq", path], ["7z", "t", path], ["python3", "-m", "zipfile", "-t", path],
    ] {
      let verdict = try Judge.run(command)
      #expect(verdict.status == 0, "\(command): \(verdict.output)")
    }
  }

  @Test func seventyThousandEntries() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("many.zip")
    let file = try PathSink(path)
    let zip = ZIPWriter(to: file)
    for number in 0..<70_000 {
      if number.isMultiple(of: 2) {
        try zip.add("e/\(number)", Array("\(number)".utf8))
      } else {
        try zip.entry("e/\(number)") { try $0.write("\(number)") }
      }
    }
    try zip.finish()
    try file.finish()
    let reader = try ZIPReader(path: path)
    #expect(reader.entries.count == 70_000)
    #expect(try reader.bytes(try #require(reader.entry("e/69999"))) == Array("69999".utf8))
    let python = try Judge.python(
      "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert len(z.namelist()) == 70000; assert z.testzip() is None",
      path)
    #expect(python.status == 0, "\(python.output)")
    for command in [["unzip", "-tqq", path], ["7z", "t", path]] {
      #expect(try Judge.run(command).status == 0, "\(command)")
    }
  }
}
