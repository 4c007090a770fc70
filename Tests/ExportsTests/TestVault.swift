import ByteIO
import Database
import Exports
import Files

/// The file store as the program fits it to exports.
struct TestVault: FileVault {
  let store: LocalBlobStore
  let database: any SQLDatabase

  init(_ store: LocalBlobStore, _ database: any SQLDatabase) {
    self.store = store
    self.database = database
  }

  final class Writer: VaultWriter {
    let writer: any BlobWriter

    init(_ writer: any BlobWriter) { self.writer = writer }

    func write(_ bytes: UnsafeRawBufferPointer) throws { try writer.write(bytes) }
    func finish() throws { try writer.finish() }

    func seal() throws -> SealedFile {
      let blob = try writer.seal()
      return SealedFile(hash: blob.hash, size: blob.size)
    }
  }

  func writer() throws -> any VaultWriter { Writer(try store.writer()) }
  func read(_ hash: SHA256Digest) throws -> [UInt8] { try store.read(hash) }
  func path(of hash: SHA256Digest) -> String? { store.path(of: hash) }
  func keep(_ hash: SHA256Digest) -> Bool { store.keep(hash) }

  func publish(_ publication: VaultPublication) -> Statement {
    FilePublication(
      tenant: publication.source.tenant, name: publication.name, token: publication.token,
      blob: StoredBlob(hash: publication.file.hash, size: publication.file.size), source: publication.source.source,
      details: publication.details, time: publication.time
    ).publish
  }

  func withdraw(tenant: String, name: String) -> Statement { FilePublication.withdraw(tenant: tenant, name: name) }

  func made(from sources: [VaultSource]) async throws -> [VaultPublication?] {
    let pairs = sources.map { FilePublication.Source(tenant: $0.tenant, text: $0.source) }
    return try await zip(sources, FilePublication.made(from: pairs, in: database)).map { source, made in
      made.map {
        VaultPublication(
          source: source, name: $0.name, token: $0.token, file: SealedFile(hash: $0.blob.hash, size: $0.blob.size),
          details: $0.details, time: $0.time)
      }
    }
  }

  func removeUnused(_ hashes: [SHA256Digest], unusedSince time: Int64) async throws {
    for hash in hashes where try await !FilePublication.isUsed(hash, in: database) {
      try store.remove(hash, unusedSince: time)
    }
  }
}
