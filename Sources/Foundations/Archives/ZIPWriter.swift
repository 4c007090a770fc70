public import ByteIO

/// Writes a ZIP archive to a sink, front to back, without ever going back.
///
/// Names, order, content and options alone decide the bytes. Zip64 records are written where, and
/// only where, the older fields are too small. The sink is not finished: whoever made it does that.
public final class ZIPWriter {
  public struct Options: Sendable {
    /// The time of entries that are given none.
    public var modified: ZIPTime
    /// Unix permissions of entries that are given none, such as 0o644; nil leaves them to whoever unpacks.
    public var permissions: UInt16?

    public init(modified: ZIPTime = .earliest, permissions: UInt16? = nil) {
      self.modified = modified
      self.permissions = permissions
    }
  }

  /// From where on the older fields are too small; tests lower it.
  struct Thresholds {
    var bytes: UInt64 = 0xFFFF_FFFF
    var entries = 0xFFFF
  }

  let sink: any ByteSink
  private let options: Options
  private let thresholds: Thresholds
  private(set) var offset: UInt64 = 0
  private var directory: [UInt8] = []
  private var count = 0
  /// By bytes: equality of strings would refuse canonically equivalent names, which systems tell apart.
  private var names: Set<[UInt8]> = []
  private var isFinished = false
  private var failure: (any Error)?
  private weak var open: ZIPEntrySink?
  private var hasOpen = false
  private var deflaters: [Compression: Deflater] = [:]
  private var wholes: [Compression: WholeDeflate] = [:]

  public convenience init(to sink: any ByteSink, options: Options = Options()) {
    self.init(to: sink, options: options, thresholds: Thresholds())
  }

  init(to sink: any ByteSink, options: Options, thresholds: Thresholds) {
    self.sink = sink
    self.options = options
    self.thresholds = thresholds
  }

  /// Opens an entry whose size is not known yet; finish it before the next one.
  ///
  /// Its sizes follow its data. Say `large` when it may pass 4 GiB and its readers do not use the
  /// directory; readers that do need no hint.
  public func entry(
    _ name: String, compression: Compression = .fast, modified: ZIPTime? = nil, permissions: UInt16? = nil,
    large: Bool = false
  ) throws -> ZIPEntrySink {
    try begin(name, isDirectory: false)
    let header = ZIPEntryHeader(
      name: Array(name.utf8), method: compression.method, modified: modified ?? options.modified,
      permissions: permissions ?? options.permissions, isDirectory: false, isStreamed: true, offset: offset)
    let deflater = try compression == .stored ? nil : deflater(compression)
    deflater?.reset()
    try write(header.local(zip64: large))
    let entry = ZIPEntrySink(archive: self, header: header, deflater: deflater, isLarge: large)
    open = entry
    hasOpen = true
    return entry
  }

  /// Writes an entry through `body` and finishes it.
  public func entry(
    _ name: String, compression: Compression = .fast, modified: ZIPTime? = nil, permissions: UInt16? = nil,
    large: Bool = false, _ body: (ZIPEntrySink) throws -> Void
  ) throws {
    let entry = try entry(
      name, compression: compression, modified: modified, permissions: permissions, large: large)
    try body(entry)
    try entry.finish()
  }

  /// Writes an entry that is whole in memory: its sizes precede its data, as EPUB and OpenDocument ask of `mimetype`.
  ///
  /// Data that compression would not make smaller is stored.
  public func add(
    _ name: String, _ bytes: UnsafeRawBufferPointer, compression: Compression = .fast, modified: ZIPTime? = nil,
    permissions: UInt16? = nil
  ) throws {
    try begin(name, isDirectory: false)
    let packed = try compression == .stored ? nil : whole(compression).compress(bytes)
    try addWhole(
      name, bytes, packed: packed, isDirectory: false, modified: modified, permissions: permissions)
  }

  public func add(
    _ name: String, _ bytes: [UInt8], compression: Compression = .fast, modified: ZIPTime? = nil,
    permissions: UInt16? = nil
  ) throws {
    try bytes.withUnsafeBytes {
      try add(name, $0, compression: compression, modified: modified, permissions: permissions)
    }
  }

  /// Writes an entry that is compressed already.
  public func add(
    _ name: String, _ content: PackedContent, modified: ZIPTime? = nil, permissions: UInt16? = nil
  ) throws {
    try begin(name, isDirectory: false)
    var header = ZIPEntryHeader(
      name: Array(name.utf8), method: content.isDeflated ? 8 : 0, modified: modified ?? options.modified,
      permissions: permissions ?? options.permissions, isDirectory: false, isStreamed: false, offset: offset)
    header.crc = content.crc
    header.size = UInt64(content.size)
    header.compressedSize = UInt64(content.bytes.count)
    try write(header.local(zip64: header.size >= thresholds.bytes || header.compressedSize >= thresholds.bytes))
    try write(content.bytes)
    close(header)
  }

  /// Writes an empty directory; `name` ends with a slash or gets one.
  public func directory(_ name: String, modified: ZIPTime? = nil, permissions: UInt16? = nil) throws {
    let name = name.hasSuffix("/") ? name : name + "/"
    try begin(name, isDirectory: true)
    try addWhole(
      name, UnsafeRawBufferPointer(start: nil, count: 0), packed: nil, isDirectory: true, modified: modified,
      permissions: permissions)
  }

  /// Writes the directory of the archive; nothing can be written afterwards.
  public func finish() throws {
    try check()
    isFinished = true
    let start = offset
    let size = UInt64(directory.count)
    try write(directory)
    directory = []
    let needs64 = count >= thresholds.entries || start >= thresholds.bytes || size >= thresholds.bytes
    if needs64 {
      let end64 = offset
      var record = ZIPRecord(ZIPRecord.Signature.end64)
      record.add(UInt64(44))
      record.add(UInt16(45))
      record.add(UInt16(45))
      record.add(UInt32(0))
      record.add(UInt32(0))
      record.add(UInt64(count))
      record.add(UInt64(count))
      record.add(size)
      record.add(start)
      record.add(ZIPRecord.Signature.locator64)
      record.add(UInt32(0))
      record.add(end64)
      record.add(UInt32(1))
      try write(record.bytes)
    }
    var record = ZIPRecord(ZIPRecord.Signature.end)
    record.add(UInt16(0))
    record.add(UInt16(0))
    let entries = count >= thresholds.entries ? UInt16.max : UInt16(count)
    record.add(entries)
    record.add(entries)
    record.add(size >= thresholds.bytes ? UInt32.max : UInt32(size))
    record.add(start >= thresholds.bytes ? UInt32.max : UInt32(start))
    record.add(UInt16(0))
    try write(record.bytes)
  }

  // MARK: Parts of an entry

  private func begin(_ name: String, isDirectory: Bool) throws {
    try check()
    if !isDirectory && name.utf8.last == 0x2F {
      throw ArchiveError(.name, "The name of a file ends with a slash. Call directory(_:).", entry: name)
    }
    try ZIPName.check(name, isDirectory: isDirectory)
    guard names.insert(Array(name.utf8)).inserted else {
      throw ArchiveError(.duplicateName, "The archive has an entry of that name already.", entry: name)
    }
  }

  private func check() throws {
    if let failure { throw failure }
    guard !isFinished else { throw ArchiveError(.misplaced, "The archive is finished and takes no more entries.") }
    guard !hasOpen else {
      throw ArchiveError(
        .misplaced, "The entry written last is not finished. Finish it before going on.", entry: open?.name)
    }
  }

  private func addWhole(
    _ name: String, _ bytes: UnsafeRawBufferPointer, packed: [UInt8]?, isDirectory: Bool, modified: ZIPTime?,
    permissions: UInt16?
  ) throws {
    var header = ZIPEntryHeader(
      name: Array(name.utf8), method: packed == nil ? 0 : 8, modified: modified ?? options.modified,
      permissions: permissions ?? options.permissions, isDirectory: isDirectory, isStreamed: false, offset: offset)
    var crc = CRC32()
    crc.update(bytes)
    header.crc = crc.value
    header.size = UInt64(bytes.count)
    header.compressedSize = UInt64(packed?.count ?? bytes.count)
    try write(header.local(zip64: header.size >= thresholds.bytes || header.compressedSize >= thresholds.bytes))
    if let packed { try write(packed) } else { try write(bytes) }
    close(header)
  }

  /// Ends a streamed entry with its sizes.
  func close(streamed header: ZIPEntryHeader, isLarge: Bool) throws {
    let wide = isLarge || header.size >= thresholds.bytes || header.compressedSize >= thresholds.bytes
    try write(header.descriptor(zip64: wide))
    open = nil
    hasOpen = false
    close(header)
  }

  private func close(_ header: ZIPEntryHeader) {
    directory.append(contentsOf: header.central(threshold: thresholds.bytes))
    count += 1
  }

  private func deflater(_ compression: Compression) throws -> Deflater {
    if let known = deflaters[compression] { return known }
    let made = try Deflater(compression)
    deflaters[compression] = made
    return made
  }

  private func whole(_ compression: Compression) throws -> WholeDeflate {
    if let known = wholes[compression] { return known }
    let made = try WholeDeflate(compression)
    wholes[compression] = made
    return made
  }

  // MARK: Bytes

  func write(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { try write($0) }
  }

  /// After a failed write nobody knows what reached the sink, so the archive takes nothing more.
  func write(_ bytes: UnsafeRawBufferPointer) throws {
    if let failure { throw failure }
    guard !bytes.isEmpty else { return }
    do { try sink.write(bytes) } catch {
      failure = error
      throw error
    }
    offset += UInt64(bytes.count)
  }
}
