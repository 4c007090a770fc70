import ByteIO
import Judging
import Testing

@testable import Archives

/// An archive with one streamed and one whole entry, both kinds of data, and a directory.
func sampleArchive() throws -> [UInt8] {
  let sink = MemorySink()
  let zip = ZIPWriter(to: sink)
  try zip.add("mimetype", Array("application/x".utf8), compression: .stored)
  try zip.entry("streamed.txt") { try $0.write(String(repeating: "hello ", count: 30)) }
  try zip.entry("stored.bin", compression: .stored) { try $0.write([1, 2, 3] as [UInt8]) }
  try zip.add("wholé/a.txt", Array(String(repeating: "abc", count: 40).utf8), compression: .small)
  try zip.directory("empty")
  try zip.finish()
  return sink.bytes
}

func contents(_ reader: ZIPReader) throws -> [String: [UInt8]] {
  var all: [String: [UInt8]] = [:]
  for entry in reader.entries { all[entry.name] = try reader.bytes(entry) }
  return all
}

func code(_ body: () throws -> Void) -> ArchiveError.Code? {
  do {
    try body()
    return nil
  } catch { return (error as? ArchiveError)?.code }
}

/// Every occurrence of `old` becomes `new`, which is as long.
func patched(_ bytes: [UInt8], _ old: String, _ new: String) -> [UInt8] {
  let (old, new) = (Array(old.utf8), Array(new.utf8))
  precondition(old.count == new.count)
  var bytes = bytes
  for at in 0...(bytes.count - old.count) where bytes[at..<(at + old.count)].elementsEqual(old) {
    bytes.replaceSubrange(at..<(at + old.count), with: new)
  }
  return bytes
}

@Suite struct ZIPReaderTests {
  @Test func readsWhatWeWrite() throws {
    let reader = try ZIPReader(try sampleArchive())
    let all = try contents(reader)
    #expect(all["streamed.txt"] == Array(String(repeating: "hello ", count: 30).utf8))
    #expect(all["stored.bin"] == [1, 2, 3])
    #expect(all["wholé/a.txt"]?.count == 120)
    #expect(reader.entry("empty/")?.isDirectory == true)
    #expect(reader.entry("nothing") == nil)
  }

  @Test func readsWhatOthersWrite() throws {
    let folder = try TemporaryFolder()
    _ = try Judge.run(["mkdir", "-p", folder.file("in/ordner")])
    let rows = (0..<5_000).map { "row \($0)\n" }.joined()
    try folder.write(rows, to: "in/ordner/rows.txt")
    try folder.write("é", to: "in/ünï.txt")
    try folder.write([], to: "in/empty.txt")
    let writers: [(String, [String])] = [
      ("zip.zip", ["zip", "-qr", folder.file("zip.zip"), "."]),
      ("zip-0.zip", ["zip", "-0qr", folder.file("zip-0.zip"), "."]),
      ("streamed.zip", ["sh", "-c", "zip -qr - . | cat > '\(folder.file("streamed.zip"))'"]),
      ("zip64.zip", ["zip", "-fz", "-qr", folder.file("zip64.zip"), "."]),
      ("7z.zip", ["7z", "a", "-tzip", folder.file("7z.zip"), "."]),
      ("python.zip", ["python3", "-m", "zipfile", "-c", folder.file("python.zip"), "ordner", "ünï.txt", "empty.txt"]),
    ]
    for (file, command) in writers {
      let verdict = try Judge.run(["env", "LC_ALL=C.UTF-8"] + command, in: folder.file("in"))
      #expect(verdict.status == 0, "\(command): \(verdict.output)")
      let reader = try ZIPReader(path: folder.file(file))
      let all = try contents(reader)
      #expect(all["ordner/rows.txt"] == Array(rows.utf8), "\(file)")
      #expect(all["ünï.txt"] == Array("é".utf8), "\(file): \(all.keys)")
      #expect(all["empty.txt"] == [], "\(file)")
    }
  }

  @Test(arguments: [
    "../../etc/x", "/etc/passwd", "C:/windows/", "a\\..\\..\\b..", "a//bcdefghi", "./abcdefghi", "abc/../defg",
    "abcdefghi/.", "abcdefgh/..", "abc\ndefghij", "abc\u{1}defghij", "\\\\server\\ab", "c:abcdefghi",
  ])
  func namesThatLeaveTheFolderAreRefused(name: String) throws {
    let sink = MemorySink()
    let zip = ZIPWriter(to: sink)
    try zip.add("0123456789A", [], compression: .stored)
    try zip.finish()
    #expect(code { _ = try ZIPReader(patched(sink.bytes, "0123456789A", name)) } == .name)
    #expect(code { try ZIPWriter(to: MemorySink()).add(name, []) } == .name)
  }

  @Test func linksAndDevicesAreRefused() throws {
    let folder = try TemporaryFolder()
    for kind in ["0o120777", "0o020666", "0o060666", "0o010666", "0o140777"] {
      let made = try Judge.python(
        """
        import sys, zipfile
        z = zipfile.ZipFile(sys.argv[1], "w"); i = zipfile.ZipInfo("link"); i.create_system = 3
        i.external_attr = \(kind) << 16; z.writestr(i, "/etc/passwd"); z.close()
        """, folder.file("\(kind).zip"))
      #expect(made.status == 0)
      #expect(code { _ = try ZIPReader(path: folder.file("\(kind).zip")) } == .special)
    }
  }

  @Test func encryptionIsRefused() throws {
    let folder = try TemporaryFolder()
    try folder.write("secret", to: "a.txt")
    _ = try Judge.run(["zip", "-q", "-P", "password", "zip.zip", "a.txt"], in: folder.path)
    _ = try Judge.run(["7z", "a", "-tzip", "-mem=AES256", "-ppassword", "7z.zip", "a.txt"], in: folder.path)
    for name in ["zip.zip", "7z.zip"] {
      #expect(code { _ = try ZIPReader(path: folder.file(name)) } == .encrypted)
    }
  }

  @Test func duplicatesAreRefused() throws {
    let sink = MemorySink()
    let zip = ZIPWriter(to: sink)
    try zip.add("a", [1])
    #expect(code { try zip.add("a", [2]) } == .duplicateName)
    try zip.add("b", [2])
    try zip.directory("c")
    try zip.finish()
    #expect(code { _ = try ZIPReader(patched(patched(sink.bytes, "b", "a"), "c/", "c/")) } == .duplicateName)
  }

  @Test func limitsAreChecked() throws {
    let bytes = try sampleArchive()
    #expect(code { _ = try ZIPReader(bytes, limits: .init(entries: 4)) } == .limit)
    #expect(code { _ = try ZIPReader(bytes, limits: .init(entryBytes: 100)) } == .limit)
    #expect(code { _ = try ZIPReader(bytes, limits: .init(totalBytes: 315)) } == .limit)
    #expect(code { _ = try ZIPReader(bytes, limits: .init(directoryBytes: 100)) } == .limit)
    #expect(code { _ = try ZIPReader(bytes, limits: .init(ratio: 2, ratioFloor: 10)) } == .limit)
    _ = try ZIPReader(bytes, limits: .init(entries: 5, entryBytes: 180, totalBytes: 316))
    let reader = try ZIPReader(bytes)
    let entry = try #require(reader.entry("streamed.txt"))
    #expect(code { _ = try reader.bytes(entry, most: 179) } == .limit)
  }

  @Test func truncationsAreErrors() throws {
    let bytes = try sampleArchive()
    for length in 0..<bytes.count {
      #expect(throws: ArchiveError.self, "\(length) bytes") { try contents(ZIPReader(Array(bytes[..<length]))) }
    }
  }

  @Test func aFlippedBitIsAnErrorOrHarmless() throws {
    let bytes = try sampleArchive()
    let expected = try contents(ZIPReader(bytes)).values.map { $0 }.sorted { $0.lexicographicallyPrecedes($1) }
    var refused = 0
    for at in bytes.indices {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[at] ^= 1 << bit
        do {
          let all = try contents(ZIPReader(damaged)).values.map { $0 }.sorted { $0.lexicographicallyPrecedes($1) }
          #expect(all == expected, "bit \(bit) of byte \(at)")
        } catch { refused += 1 }
      }
    }
    #expect(refused > bytes.count * 4)
  }

  @Test func wideRecordsAreWrittenAndRead() throws {
    let folder = try TemporaryFolder()
    for thresholds in [
      ZIPWriter.Thresholds(bytes: 1, entries: 1), ZIPWriter.Thresholds(bytes: 100, entries: 0xFFFF),
      ZIPWriter.Thresholds(bytes: 0xFFFF_FFFF, entries: 2),
    ] {
      let sink = MemorySink()
      let zip = ZIPWriter(to: sink, options: .init(permissions: 0o644), thresholds: thresholds)
      let rows = String(repeating: "0123456789", count: 1_000)
      try zip.entry("streamed", large: true) { try $0.write(rows) }
      try zip.entry("surprise") { try $0.write(rows) }
      try zip.add("whole", Array(rows.utf8))
      try zip.add("small", Array("x".utf8))
      try zip.finish()
      let path = try folder.write(sink.bytes, to: "\(thresholds.bytes)-\(thresholds.entries).zip")
      for command in [["unzip", "-tqq", path], ["7z", "t", path], ["zipinfo", "-v", path]] {
        let verdict = try Judge.run(command)
        #expect(verdict.status == 0, "\(command): \(verdict.output)")
      }
      let python = try Judge.python(
        """
        import sys, zipfile
        z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None and len(z.namelist()) == 4
        assert z.read("streamed") == z.read("surprise") == z.read("whole") == b"0123456789" * 1000
        """, path)
      #expect(python.status == 0, "\(python.output)")
      #expect(try contents(ZIPReader(path: path))["surprise"] == Array(rows.utf8))
    }
  }

  @Test func misuseOfTheWriterIsRefused() throws {
    let zip = ZIPWriter(to: MemorySink())
    let entry = try zip.entry("a")
    #expect(code { try zip.add("b", []) } == .misplaced)
    #expect(code { try zip.finish() } == .misplaced)
    try entry.finish()
    try entry.finish()
    #expect(code { try entry.write([1] as [UInt8]) } == .misplaced)
    try zip.finish()
    #expect(code { try zip.add("b", []) } == .misplaced)
    #expect(code { try zip.finish() } == .misplaced)
  }

  @Test func theSameContentIsTheSameBytes() throws {
    #expect(try sampleArchive() == sampleArchive())
  }
}
