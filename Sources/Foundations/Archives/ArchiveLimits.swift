/// How much an archive may ask for. The defaults suit files of strangers.
public struct ArchiveLimits: Sendable, Hashable {
  /// Entries of the archive, and of all archives read inside of it.
  public var entries: Int
  /// Bytes of one entry once it is unpacked.
  public var entryBytes: UInt64
  /// Bytes of all entries once they are unpacked, archives inside of it included.
  public var totalBytes: UInt64
  /// How often its compressed size an entry may grow to. Entries up to `ratioFloor` may grow more.
  public var ratio: UInt64
  public var ratioFloor: UInt64
  /// How many levels of archives may be opened inside this one.
  public var nesting: Int
  /// Bytes of the directory at the archive's end, which is held in memory.
  public var directoryBytes: Int

  public init(
    entries: Int = 100_000, entryBytes: UInt64 = 2 << 30, totalBytes: UInt64 = 8 << 30, ratio: UInt64 = 300,
    ratioFloor: UInt64 = 1 << 20, nesting: Int = 1, directoryBytes: Int = 64 << 20
  ) {
    self.entries = entries
    self.entryBytes = entryBytes
    self.totalBytes = totalBytes
    self.ratio = ratio
    self.ratioFloor = ratioFloor
    self.nesting = nesting
    self.directoryBytes = directoryBytes
  }

  func checkRatio(size: UInt64, compressed: UInt64) -> Bool {
    if size <= ratioFloor { return true }
    let (most, overflow) = compressed.multipliedReportingOverflow(by: ratio)
    return overflow || size <= most
  }
}
