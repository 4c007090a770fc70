public import ByteIO

/// Keeps contents by their hash. Every call may block and belongs on a worker thread.
public protocol BlobStore: Sendable {
  /// Takes one content; nothing is kept unless ``BlobWriter/seal()`` returns.
  func writer() throws(FileError) -> any BlobWriter

  /// A file that holds the content, or nil when there is none.
  func path(of hash: SHA256Digest) -> String?

  /// Says that the content is used again, so that it is not removed soon; false when there is none.
  func keep(_ hash: SHA256Digest) -> Bool

  /// The whole content; refused when it is missing or its bytes no longer have the hash.
  func read(_ hash: SHA256Digest) throws -> [UInt8]

  /// Removes the content unless it was written or asked for again after `time` (microseconds since 1970).
  func remove(_ hash: SHA256Digest, unusedSince time: Int64) throws(FileError)
}

/// A content that is being written.
public protocol BlobWriter: ByteSink {
  /// Makes the content durable under its hash.
  func seal() throws(FileError) -> StoredBlob
}

extension BlobStore {
  public func store(_ bytes: [UInt8]) throws -> StoredBlob {
    let writer = try writer()
    try writer.write(bytes)
    return try writer.seal()
  }
}

/// A content whose bytes changed on the disk.
public struct DamagedBlob: Error, Sendable, Hashable, CustomStringConvertible {
  public let hash: SHA256Digest

  public var description: String {
    "The stored file \(hash) no longer has the bytes that were stored. Restore it from a backup, or render it again."
  }
}
