import Glibc
import Judging
import Testing

@testable import ByteIO

@Suite struct FileSinkTests {
  @Test(arguments: [1, 7, 65_536], [FileSink.Durability.durable, .fast])
  func appearsComplete(_ bufferSize: Int, _ durability: FileSink.Durability) throws {
    let folder = try TemporaryFolder()
    let sink = try FileSink(path: "\(folder.path)/out", durability: durability, bufferSize: bufferSize)
    var expected: [UInt8] = []
    for number in 0..<200 {
      let piece = [UInt8](repeating: UInt8(number), count: number * 7)
      try sink.write(piece)
      expected += piece
      #expect(!folder.names.contains("out"))
    }
    try sink.finish()
    #expect(folder.names == ["out"])
    #expect(try folder.read("out") == expected)
    #expect(sink.count == expected.count)
  }

  @Test func replacesInOneStep() throws {
    let folder = try TemporaryFolder()
    for text in ["first", "second"] {
      let sink = try FileSink(path: "\(folder.path)/out")
      try sink.write(text)
      try sink.finish()
    }
    #expect(folder.names == ["out"])
    #expect(try folder.read("out") == Array("second".utf8))
  }

  @Test func leavesNothingWhenDropped() throws {
    let folder = try TemporaryFolder()
    do {
      let sink = try FileSink(path: "\(folder.path)/out")
      try sink.write([1, 2, 3])
    }
    #expect(folder.names == [])
  }

  @Test func takesNothingAfterTheEnd() throws {
    let folder = try TemporaryFolder()
    let sink = try FileSink(path: "\(folder.path)/out")
    try sink.finish()
    #expect(throws: FileError("write", path: sink.path, number: 0)) { try sink.write([1]) }
    #expect(throws: FileError("finish", path: sink.path, number: 0)) { try sink.finish() }
    #expect(folder.names == ["out"])
  }

  @Test func saysWhatIsMissing() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: FileError.self) { try FileSink(path: "\(folder.path)/missing/out") }
    #expect(error?.code == .notFound)
    #expect(error?.description == "cannot create \(folder.path)/missing/out: No such file or directory")
  }

  @Test func replacesFilesOnly() throws {
    let folder = try TemporaryFolder()
    mkfifo("\(folder.path)/pipe", 0o600)
    for path in ["\(folder.path)/pipe", folder.path, "/dev/full"] {
      let error = #expect(throws: FileError.self) { try FileSink(path: path) }
      #expect(error?.code == .exists)
    }
    #expect(folder.names == ["pipe"])
  }

  /// What becomes a folder while the file is written is found when it is moved.
  @Test func leavesNothingWhenTheMoveFails() throws {
    let folder = try TemporaryFolder()
    let sink = try FileSink(path: "\(folder.path)/out")
    mkdir("\(folder.path)/out", 0o755)
    defer { rmdir("\(folder.path)/out") }
    try sink.write([1])
    let error = #expect(throws: FileError.self) { try sink.finish() }
    #expect(error?.code == .exists)
    #expect(folder.names == ["out"])
  }

  /// A limit on file sizes stands for the full disk, in a process of its own: both make `write` refuse half-way.
  @Test func leavesNothingOnAFullDisk() async throws {
    await #expect(processExitsWith: .success) {
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 5_000, rlim_max: .max)
      let folder = try TemporaryFolder()
      try #require(setrlimit(__rlimit_resource_t(1), &limit) == 0)
      defer {
        limit.rlim_cur = .max
        setrlimit(__rlimit_resource_t(1), &limit)
      }
      let sink = try FileSink(path: "\(folder.path)/out", bufferSize: 1_000)
      let piece = [UInt8](repeating: 1, count: 900)
      let error = #expect(throws: FileError.self) { for _ in 0..<10 { try sink.write(piece) } }
      #expect(error?.code == .noSpace)
      #expect(folder.names == [])
      #expect(throws: FileError("write", path: sink.path, number: 0)) { try sink.write(piece) }
    }
  }

  @Test(
    arguments: [(ENOSPC, .noSpace), (EDQUOT, .noSpace), (EROFS, .permission), (EIO, .system)]
      as [(Int32, FileError.Code)])
  func knowsTheErrorsThatCanBeMended(_ number: Int32, _ code: FileError.Code) {
    #expect(FileError("write", path: "out", number: number).code == code)
  }
}
