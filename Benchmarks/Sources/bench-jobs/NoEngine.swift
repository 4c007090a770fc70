import ByteIO
import Database
import Exports
import Files

/// Makes nothing, so that what is measured is everything around it.
struct NoEngine: ExportEngine {
  let version = "1"
  let formats = [
    ExportFormat(
      name: "nothing", title: "Nothing", mediaType: "text/plain", fileExtension: "txt", documentTypes: ["document"],
      isReusable: false)
  ]

  func check(_ request: RenderRequest) throws(JobError) -> [JobWarning] { [] }

  func render(_ request: RenderRequest, into sink: any ByteSink, _ checkpoint: Checkpoint) throws -> RenderReport {
    try checkpoint.pass()
    return RenderReport()
  }
}

/// Keeps contents, publishes nothing.
struct NoFiles: FileVault {
  let store: LocalBlobStore

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

  func writer() throws -> any VaultWriter { Writer(try store.writer()) }
  func read(_ hash: SHA256Digest) throws -> [UInt8] { try store.read(hash) }
  func path(of hash: SHA256Digest) -> String? { store.path(of: hash) }
  func keep(_ hash: SHA256Digest) -> Bool { store.keep(hash) }
  func publish(_ publication: VaultPublication) -> Statement { Statement("select 1") }
  func withdraw(tenant: String, name: String) -> Statement { FilePublication.withdraw(tenant: tenant, name: name) }
  func made(from sources: [VaultSource]) async throws -> [VaultPublication?] { sources.map { _ in nil } }
  func removeUnused(_ hashes: [SHA256Digest], unusedSince time: Int64) async throws {}
}
