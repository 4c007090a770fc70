import ByteIO
import Judging
import Testing

@testable import Archives

@Suite struct GzipTests {
  static func zipped(_ bytes: [UInt8], _ compression: Compression = .fast) throws -> [UInt8] {
    let sink = MemorySink()
    let gzip = try GzipSink(to: sink, compression: compression)
    try gzip.write(bytes)
    try gzip.finish()
    return sink.bytes
  }

  static func unzipped(_ bytes: [UInt8], piece: Int = .max, limits: ArchiveLimits = .init()) throws -> [UInt8] {
    let sink = MemorySink()
    let gunzip = try GunzipSink(to: sink, limits: limits)
    var rest = bytes[...]
    while !rest.isEmpty {
      try gunzip.write(Array(rest.prefix(piece)))
      rest = rest.dropFirst(piece)
    }
    try gunzip.finish()
    return sink.bytes
  }

  static let rows = Array((0..<20_000).map { "row \($0)\n" }.joined().utf8)

  @Test(arguments: [Compression.fast, .small]) func judgesReadIt(compression: Compression) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(try Self.zipped(Self.rows, compression), to: "a.gz")
    #expect(try Judge.run(["gzip", "-dc", path]).output == String(decoding: Self.rows, as: UTF8.self))
    #expect(try Judge.python("import gzip, sys; gzip.open(sys.argv[1]).read()", path).status == 0)
  }

  @Test(arguments: [1, 7, 1_000, Int.max]) func piecesOfAnySizeAreRead(piece: Int) throws {
    #expect(try Self.unzipped(Self.zipped(Self.rows), piece: piece) == Self.rows)
    let two = try Self.zipped([1, 2]) + Self.zipped([]) + Self.zipped([3])
    #expect(try Self.unzipped(two, piece: piece) == [1, 2, 3])
  }

  @Test func emptyPiecesChangeNothing() throws {
    let sink = MemorySink()
    let gzip = try GzipSink(to: sink)
    try gzip.write([1, 2])
    try gzip.write(UnsafeRawBufferPointer(start: nil, count: 0))
    try gzip.finish()
    #expect(try Self.unzipped(sink.bytes) == [1, 2])
  }

  @Test func othersStreamsAreRead() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.rows, to: "rows.txt")
    _ = try Judge.run(["gzip", "-9k", folder.file("rows.txt")])
    #expect(try Self.unzipped(folder.read("rows.txt.gz")) == Self.rows)
  }

  @Test func damageIsRefused() throws {
    let bytes = try Self.zipped(Array("hello hello hello".utf8))
    for length in 0..<bytes.count {
      #expect(code { _ = try Self.unzipped(Array(bytes[..<length])) } == .damaged, "\(length)")
    }
    for at in bytes.indices {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[at] ^= 1 << bit
        if let read = try? Self.unzipped(damaged) { #expect(read == Array("hello hello hello".utf8)) }
      }
    }
    #expect(code { _ = try Self.unzipped(bytes + [0x41]) } == .damaged)
  }

  @Test func bombsAreRefused() throws {
    let bomb = try Self.zipped([UInt8](repeating: 0, count: 8 << 20), .small)
    #expect(code { _ = try Self.unzipped(bomb) } == .limit)
    #expect(code { _ = try Self.unzipped(bomb, limits: .init(entryBytes: 1 << 20, ratio: 10_000)) } == .limit)
    #expect(try Self.unzipped(bomb, limits: .init(ratio: 10_000)).count == 8 << 20)
    let members = try Self.zipped([]) + Self.zipped([])
    #expect(code { _ = try Self.unzipped(members, limits: .init(entries: 1)) } == .limit)
  }
}
