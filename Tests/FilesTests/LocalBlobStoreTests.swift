import ByteIO
import Database
import DatabaseSQLite
import Glibc
import Judging
import Testing

@testable import Files

@Suite struct LocalBlobStoreTests {
  private func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = try TemporaryFolder()
    try await body(folder.path)
  }

  @Test func aContentIsKeptOnceUnderItsHash() async throws {
    try await withFolder { folder in
      let store = try LocalBlobStore(folder: folder)
      let blob = try store.store(Array("hello".utf8))
      #expect(blob.hash.description == "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824")
      #expect(blob.size == 5)
      #expect(try store.store(Array("hello".utf8)) == blob)
      #expect(try store.read(blob.hash) == Array("hello".utf8))
      #expect(store.path(of: SHA256.of("other")) == nil)
    }
  }

  @Test func largeContentsComeThrough() async throws {
    try await withFolder { folder in
      let store = try LocalBlobStore(folder: folder)
      let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      let writer = try store.writer()
      for start in stride(from: 0, to: bytes.count, by: 70_001) {
        try writer.write(Array(bytes[start..<min(bytes.count, start + 70_001)]))
      }
      let blob = try writer.seal()
      #expect(blob.hash == SHA256.of(bytes))
      #expect(try store.read(blob.hash) == bytes)
    }
  }

  @Test func whatIsNotSealedLeavesNothing() async throws {
    try await withFolder { folder in
      let store = try LocalBlobStore(folder: folder)
      do {
        let writer = try store.writer()
        try writer.write("half")
      }
      #expect(files(in: folder + "/incoming").isEmpty)
      let left = open(folder + "/incoming/old.part", O_CREAT | O_WRONLY, 0o600)
      close(left)
      _ = try LocalBlobStore(folder: folder)
      #expect(files(in: folder + "/incoming").isEmpty, "what an earlier process left half written goes")
    }
  }

  @Test func changedBytesAreNoticed() async throws {
    try await withFolder { folder in
      let store = try LocalBlobStore(folder: folder)
      let blob = try store.store(Array("hello".utf8))
      let path = try #require(store.path(of: blob.hash))
      let file = open(path, O_WRONLY)
      write(file, "J", 1)
      close(file)
      #expect(throws: DamagedBlob(hash: blob.hash)) { try store.read(blob.hash) }
    }
  }

  @Test func onlyUnusedContentsAreRemoved() async throws {
    try await withFolder { folder in
      let store = try LocalBlobStore(folder: folder)
      let blob = try store.store(Array("hello".utf8))
      try store.remove(blob.hash, unusedSince: 1)
      #expect(store.path(of: blob.hash) != nil)
      try store.remove(blob.hash, unusedSince: .max)
      #expect(store.path(of: blob.hash) == nil)
    }
  }

  @Test func aPublicationMovesOnlyToANewerToken() async throws {
    try await withFolder { folder in
      let database = try await SQLiteDatabase.open(folder + "/files.db")
      try await Migrator("files", FilePublication.migrations).migrate(database)
      func publish(_ token: Int, _ content: String) async throws {
        try await database.run(
          FilePublication(
            tenant: "acme", name: "job/pdf", token: token, blob: StoredBlob(hash: SHA256.of(content), size: 1),
            source: "source", details: "{}", time: Int64(token)
          ).publish)
      }
      try await publish(2, "new")
      try await publish(1, "old")
      try await publish(2, "again")
      let made = try await FilePublication.made(
        from: [.init(tenant: "acme", text: "source"), .init(tenant: "other", text: "source")], in: database)
      #expect(made.map { $0?.blob.hash } == [SHA256.of("new"), nil])
      #expect(try await FilePublication.isUsed(SHA256.of("new"), in: database))
      #expect(try await !FilePublication.isUsed(SHA256.of("old"), in: database))
      await database.close()
    }
  }

  private func files(in folder: String) -> [String] {
    guard let listing = opendir(folder) else { return [] }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }
}
