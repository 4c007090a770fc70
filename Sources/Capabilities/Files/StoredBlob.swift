public import ByteIO

/// A content that is kept: the same bytes are kept once, under their hash.
public struct StoredBlob: Sendable, Hashable {
  public let hash: SHA256Digest
  public let size: Int

  public init(hash: SHA256Digest, size: Int) {
    self.hash = hash
    self.size = size
  }
}
