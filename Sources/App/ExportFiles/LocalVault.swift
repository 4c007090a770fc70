public import ByteIO
public import Database
public import Exports
public import Files

/// Fits the file store to exports: the contents in a folder, who uses them in the database.
public struct LocalVault: FileVault {
  public let store: LocalBlobStore
  private let database: any SQLDatabase

  public init(_ store: LocalBlobStore, _ database: any SQLDatabase) {
    self.store = store
    self.database = database
  }

  private final class Writer: VaultWriter {
    private let writer: any BlobWriter

    init(_ writer: any BlobWriter) { self.writer = writer }

    func write(_ bytes: UnsafeRawBufferPointer) throws { try writer.write(bytes) }
    func finish() throws { try writer.finish() }

    func seal() throws -> SealedFile {
      let blob = try writer.seal()
      return SealedFile(hash: blob.hash, size: blob.size)
    }
  }

  public func writer() throws -> any VaultWriter { Writer(try store.writer()) }
  public func read(_ hash: SHA256Digest) throws -> [UInt8] { try store.read(hash) }
  public func path(of hash: SHA256Digest) -> String? { store.path(of: hash) }
  public func keep(_ hash: SHA256Digest) -> Bool { store.keep(hash) }

  public func publish(_ publication: VaultPublication) -> Statement {
    FilePublication(
      tenant: publication.source.tenant, name: publication.name, token: publication.token,
      blob: StoredBlob(hash: publication.file.hash, size: publication.file.size), source: publication.source.source,
      details: publication.details, time: publication.time
    ).publish
  }

  public func withdraw(tenant: String, name: String) -> Statement {
    FilePublication.withdraw(tenant: tenant, name: name)
  }

  public func made(from sources: [VaultSource]) async throws -> [VaultPublication?] {
    let pairs = sources.map { FilePublication.Source(tenant: $0.tenant, text: $0.source) }
    let found = try await FilePublication.made(from: pairs, in: database)
    return zip(sources, found).map { source, publication in
      publication.map {
        VaultPublication(
          source: source, name: $0.name, token: $0.token, file: SealedFile(hash: $0.blob.hash, size: $0.blob.size),
          details: $0.details, time: $0.time)
      }
    }
  }

  public func contents(part: Int) async throws -> [SHA256Digest] { try store.contents(part: part) }

  public func removeUnused(_ hashes: [SHA256Digest], unusedSince time: Int64) async throws {
    for hash in hashes where try await !FilePublication.isUsed(hash, in: database) {
      try store.remove(hash, unusedSince: time)
    }
  }
}
