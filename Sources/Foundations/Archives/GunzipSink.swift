public import ByteIO

/// Unpacks the gzip stream that is written to it and passes the content on, within limits.
///
/// Streams of several members are one content. `finish()` throws unless the stream is whole, and
/// does not finish the sink behind it. Of the limits, those for entries, ratio and total size count.
public final class GunzipSink: ByteSink {
  private let sink: any ByteSink
  private let limits: ArchiveLimits
  private let inflater: Inflater
  private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 131_072, alignment: 16)
  private var taken: UInt64 = 0
  private var made: UInt64 = 0
  private var isBetweenMembers = true
  private var members = 0
  private var failure: (any Error)?

  public init(to sink: any ByteSink, limits: ArchiveLimits = ArchiveLimits()) throws {
    self.sink = sink
    self.limits = limits
    inflater = try Inflater(.gzip)
  }

  deinit {
    output.deallocate()
  }

  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    if let failure { throw failure }
    do { try unpack(bytes) } catch {
      failure = error
      throw error
    }
  }

  public func finish() throws {
    if let failure { throw failure }
    guard isBetweenMembers, members > 0 else {
      throw ArchiveError(.damaged, "The gzip stream ends too early. It may have been cut off on its way.")
    }
  }

  private func unpack(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while !rest.isEmpty {
      if isBetweenMembers { try begin() }
      let piece = UnsafeRawBufferPointer(rebasing: rest[..<min(rest.count, 1 << 20)])
      let step = try inflater.step(piece, into: output)
      let used = piece.count - step.left
      rest = UnsafeRawBufferPointer(rebasing: rest[used...])
      taken += UInt64(used)
      made += UInt64(step.made)
      try checkLimits()
      if step.made > 0 { try sink.write(UnsafeRawBufferPointer(rebasing: output[..<step.made])) }
      isBetweenMembers = step.isEnd
      guard step.isEnd || used > 0 || step.made > 0 else {
        throw ArchiveError(.damaged, "The compressed data is damaged.")
      }
      // All input may be used while output is left inside the library.
      if rest.isEmpty && !step.isEnd && step.made == output.count { try drain() }
    }
  }

  private func drain() throws {
    while true {
      let step = try inflater.step(UnsafeRawBufferPointer(start: nil, count: 0), into: output)
      made += UInt64(step.made)
      try checkLimits()
      if step.made > 0 { try sink.write(UnsafeRawBufferPointer(rebasing: output[..<step.made])) }
      isBetweenMembers = step.isEnd
      if step.isEnd || step.made < output.count { return }
    }
  }

  private func begin() throws {
    members += 1
    guard members <= limits.entries else {
      throw ArchiveError(.limit, "The gzip stream has more than \(limits.entries) members.")
    }
    inflater.reset()
    isBetweenMembers = false
  }

  private func checkLimits() throws {
    guard made <= min(limits.entryBytes, limits.totalBytes) else {
      throw ArchiveError(
        .limit, "The gzip stream unpacks to more than \(min(limits.entryBytes, limits.totalBytes)) bytes.")
    }
    guard limits.checkRatio(size: made, compressed: taken) else {
      throw ArchiveError(.limit, "The gzip stream unpacks to more than \(limits.ratio) times its size.")
    }
  }
}
