internal import ByteIO

/// Opens a file in the vault with the first byte, so that what writes nothing costs nothing.
final class VaultSink: ByteSink {
  private let vault: any FileVault
  private var writer: (any VaultWriter)?

  init(_ vault: any FileVault) {
    self.vault = vault
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    if bytes.isEmpty { return }
    let writer = try writer ?? vault.writer()
    self.writer = writer
    try writer.write(bytes)
  }

  /// The file is made complete by ``seal(keepsEmpty:)``.
  func finish() throws {}

  /// Nil when nothing was written and an empty file is not wanted.
  func seal(keepsEmpty: Bool) throws -> SealedFile? {
    if writer == nil && keepsEmpty { writer = try vault.writer() }
    return try writer?.seal()
  }
}
