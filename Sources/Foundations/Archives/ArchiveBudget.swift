/// What is left of the limits while an archive and the archives inside of it are read.
///
/// Pass the same budget on to every archive that came out of one upload. It belongs to one reader at a time.
public final class ArchiveBudget {
  public let limits: ArchiveLimits
  public private(set) var entriesLeft: Int
  public private(set) var bytesLeft: UInt64

  public init(_ limits: ArchiveLimits = ArchiveLimits()) {
    self.limits = limits
    entriesLeft = limits.entries
    bytesLeft = limits.totalBytes
  }

  func take(entries: Int, bytes: UInt64) throws {
    guard entries <= entriesLeft else {
      throw ArchiveError(.limit, "The archive has more than \(limits.entries) entries.")
    }
    guard bytes <= bytesLeft else {
      throw ArchiveError(.limit, "The archive unpacks to more than \(limits.totalBytes) bytes.")
    }
    entriesLeft -= entries
    bytesLeft -= bytes
  }
}
