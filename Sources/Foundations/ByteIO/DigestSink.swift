/// Passes everything on to another sink and hashes it on the way, for files that are named by their contents.
public final class DigestSink: ByteSink {
  private let next: any ByteSink
  private var hash: SHA256? = SHA256()
  /// Bytes passed on.
  public private(set) var count = 0
  /// Known after `finish()`.
  public private(set) var digest: SHA256Digest?

  public init(_ next: any ByteSink) {
    self.next = next
  }

  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    try next.write(bytes)
    hash?.update(bytes)
    count += bytes.count
  }

  public func finish() throws {
    try next.finish()
    digest = hash.take()?.digest()
  }
}
