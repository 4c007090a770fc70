public import ByteIO

/// Reads a ZIP archive that may come from anybody.
///
/// The directory at the end rules, and every entry's own header must agree with it. Opening an
/// archive refuses names that leave its folder, links, entries that share bytes, encryption and
/// whatever exceeds the limits; reading an entry checks size, ratio and checksum while it unpacks.
public final class ZIPReader {
  public let entries: [ZIPEntry]
  let source: ArchiveSource
  let budget: ArchiveBudget
  private let level: Int
  private var index: [String: Int]?
  private var inflater: Inflater?

  /// Opens an archive in a file.
  public convenience init(path: String, limits: ArchiveLimits = ArchiveLimits()) throws {
    try self.init(source: ArchiveSource(path: path), budget: ArchiveBudget(limits), level: 0)
  }

  /// Opens an archive in memory.
  public convenience init(_ bytes: [UInt8], limits: ArchiveLimits = ArchiveLimits()) throws {
    try self.init(source: ArchiveSource(bytes), budget: ArchiveBudget(limits), level: 0)
  }

  private init(source: ArchiveSource, budget: ArchiveBudget, level: Int) throws {
    self.source = source
    self.budget = budget
    self.level = level
    entries = try ZIPDirectory(source: source, limits: budget.limits).read()
    var total: UInt64 = 0
    for entry in entries {
      let (sum, overflow) = total.addingReportingOverflow(entry.size)
      total = overflow ? .max : sum
    }
    try budget.take(entries: entries.count, bytes: total)
  }

  /// The entry of that name.
  public func entry(_ name: String) -> ZIPEntry? {
    if index == nil {
      index = Dictionary(entries.indices.map { (entries[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
    }
    return index?[name].map { entries[$0] }
  }

  /// Unpacks an entry into memory; one larger than `most` is refused before anything is read.
  public func bytes(_ entry: ZIPEntry, most: Int = 256 << 20) throws -> [UInt8] {
    guard entry.size <= UInt64(most) else {
      throw ArchiveError(.limit, "It unpacks to more than \(most) bytes.", entry: entry.name)
    }
    let sink = MemorySink(reserving: Int(min(entry.size, 1 << 20)))
    try read(entry, to: sink)
    return sink.bytes
  }

  /// Unpacks an entry into a sink, which is not finished.
  ///
  /// Bytes reach the sink before the checksum is known: what it received counts only when this returns.
  public func read(_ entry: ZIPEntry, to sink: any ByteSink) throws {
    do {
      let start = try ZIPLocalHeader(entry, in: source).dataStart
      var crc = CRC32()
      switch entry.method {
      case 0: try copy(entry, from: start, to: sink, &crc)
      case 8: try inflate(entry, from: start, to: sink, &crc)
      default:
        throw ArchiveError(.unsupported, "Its compression method \(entry.method) cannot be read; use deflate.")
      }
      guard crc.value == entry.crc else { throw ArchiveError(.damaged, "Its content does not match its checksum.") }
    } catch let error as ArchiveError where error.entry == nil {
      throw ArchiveError(error.code, error.message, entry: entry.name)
    }
  }

  /// Opens an archive that is an entry of this one, on the same budget and one level deeper.
  public func archive(_ entry: ZIPEntry, most: Int = 64 << 20) throws -> ZIPReader {
    guard level < budget.limits.nesting else {
      throw ArchiveError(.limit, "Archives are nested deeper than \(budget.limits.nesting).", entry: entry.name)
    }
    return try ZIPReader(source: ArchiveSource(bytes(entry, most: most)), budget: budget, level: level + 1)
  }

  private static let pieceSize = 65_536

  private func copy(_ entry: ZIPEntry, from start: UInt64, to sink: any ByteSink, _ crc: inout CRC32) throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceSize, alignment: 16)
    defer { buffer.deallocate() }
    var done: UInt64 = 0
    while done < entry.size {
      let piece = UnsafeMutableRawBufferPointer(
        rebasing: buffer[..<Int(min(UInt64(Self.pieceSize), entry.size - done))])
      try source.read(at: start + done, into: piece)
      crc.update(UnsafeRawBufferPointer(piece))
      try sink.write(UnsafeRawBufferPointer(piece))
      done += UInt64(piece.count)
    }
  }

  private func inflate(_ entry: ZIPEntry, from start: UInt64, to sink: any ByteSink, _ crc: inout CRC32) throws {
    let inflater = try inflater ?? Inflater(.raw)
    self.inflater = inflater
    inflater.reset()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceSize * 3, alignment: 16)
    defer { buffer.deallocate() }
    let input = UnsafeMutableRawBufferPointer(rebasing: buffer[..<Self.pieceSize])
    let output = UnsafeMutableRawBufferPointer(rebasing: buffer[Self.pieceSize...])
    var fetched: UInt64 = 0
    var made: UInt64 = 0
    var waiting = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(input)[..<0])
    while true {
      if waiting.isEmpty && fetched < entry.compressedSize {
        let piece = UnsafeMutableRawBufferPointer(
          rebasing: input[..<Int(min(UInt64(input.count), entry.compressedSize - fetched))])
        try source.read(at: start + fetched, into: piece)
        fetched += UInt64(piece.count)
        waiting = UnsafeRawBufferPointer(piece)
      }
      let step = try inflater.step(waiting, into: output)
      waiting = UnsafeRawBufferPointer(rebasing: waiting[(waiting.count - step.left)...])
      made += UInt64(step.made)
      guard made <= entry.size else {
        throw ArchiveError(.damaged, "It unpacks to more than the archive's directory says.")
      }
      if step.made > 0 {
        let piece = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(output)[..<step.made])
        crc.update(piece)
        try sink.write(piece)
      }
      if step.isEnd { break }
      if step.made == 0 && waiting.isEmpty && fetched == entry.compressedSize {
        throw ArchiveError(.damaged, "Its compressed data ends too early.")
      }
    }
    guard made == entry.size, waiting.isEmpty, fetched == entry.compressedSize else {
      throw ArchiveError(.damaged, "Its sizes are not those that the archive's directory says.")
    }
  }
}
