internal import ByteIO
internal import CommandLineTool
internal import DocumentFormats
internal import Documents
internal import Glibc

/// Signs files in the name of whoever runs the program.
struct FileSigner: Sendable {
  private let pem: [UInt8]
  /// Of certificates and key; it tells nothing of the key.
  let fingerprint: String

  /// Reads the certificates and the key, and tries them.
  init(path: String) throws {
    pem = try FileContents.read(path, limit: 1 << 20)
    var hash = SHA256()
    pem.withUnsafeBytes { hash.update($0) }
    fingerprint = String(hash.digest().description.prefix(12))
    var options = ExportOptions()
    options.signature = signature()
    do {
      _ = try FormatRegistry.standard.writer(for: .pdf).write(
        Document(blocks: [.paragraph("Signed.")]), to: MemorySink(), options: options, control: ExportControl())
    } catch let error as DocumentError {
      throw CommandFailure(
        code: "signer", "exports.signer: \(path) cannot sign: \(error.message)",
        hint: "Put the certificates and the unencrypted key into one PEM file.")
    }
  }

  func signature() -> FileSignature {
    FileSignature(certificates: pem, key: pem, moment: Timestamp(seconds: Int64(time(nil))))
  }
}
