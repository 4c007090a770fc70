/// Reads the directory at the end of an archive and refuses what contradicts itself.
struct ZIPDirectory {
  let source: ArchiveSource
  let limits: ArchiveLimits

  private static let endSize = 22

  struct Place {
    var count: UInt64
    var size: UInt64
    var start: UInt64
    /// Where the records behind the directory begin.
    var end: UInt64
  }

  func read() throws -> [ZIPEntry] {
    let place = try locate()
    guard place.count <= UInt64(limits.entries) else {
      throw ArchiveError(.limit, "The archive has more than \(limits.entries) entries.")
    }
    guard place.size <= UInt64(limits.directoryBytes) else {
      throw ArchiveError(.limit, "The archive's directory is larger than \(limits.directoryBytes) bytes.")
    }
    guard place.start <= place.end, place.end - place.start == place.size, place.count <= place.size / 46 else {
      throw Self.damaged("The archive's directory is not where its end says, or bytes stand before the archive.")
    }
    let bytes = try source.read(at: place.start, count: Int(place.size))
    var fields = ZIPFields(bytes[...])
    var entries: [ZIPEntry] = []
    entries.reserveCapacity(Int(place.count))
    for _ in 0..<place.count { entries.append(try entry(&fields, directory: place.start)) }
    guard fields.remaining == 0 else {
      throw Self.damaged("The archive's directory has more bytes than entries.")
    }
    try checkNames(entries)
    try separate(&entries, directory: place.start)
    return entries
  }

  static func damaged(_ message: String, _ entry: String? = nil) -> ArchiveError {
    ArchiveError(.damaged, message, entry: entry)
  }

  // MARK: The end records

  private func locate() throws -> Place {
    let tail = Int(min(source.size, UInt64(Self.endSize + 0xFFFF)))
    guard tail >= Self.endSize else { throw Self.damaged("This is no ZIP archive: it is too short.") }
    let bytes = try source.read(at: source.size - UInt64(tail), count: tail)
    for at in stride(from: tail - Self.endSize, through: 0, by: -1)
    where bytes[at] == 0x50 && bytes[at + 1] == 0x4B && bytes[at + 2] == 5 && bytes[at + 3] == 6 {
      // The comment must reach to the very end; a record inside of it is none.
      guard Int(bytes[at + 20]) | Int(bytes[at + 21]) << 8 == tail - at - Self.endSize else { continue }
      return try place(bytes[at...], at: source.size - UInt64(tail - at))
    }
    throw Self.damaged("This is no ZIP archive, or its end is missing. It may have been cut off on its way.")
  }

  private func place(_ bytes: ArraySlice<UInt8>, at end: UInt64) throws -> Place {
    var fields = ZIPFields(bytes.dropFirst(4))
    guard let disk = fields.take(UInt16.self), let startDisk = fields.take(UInt16.self),
      let diskCount = fields.take(UInt16.self), let count = fields.take(UInt16.self),
      let size = fields.take(UInt32.self), let start = fields.take(UInt32.self)
    else { throw Self.damaged("The archive's end is cut off.") }
    var place = Place(count: UInt64(count), size: UInt64(size), start: UInt64(start), end: end)
    let isShort = count == .max || size == .max || start == .max
    if let wide = try wide(before: end) {
      guard count == .max || UInt64(count) == wide.count, size == .max || UInt64(size) == wide.size,
        start == .max || UInt64(start) == wide.start
      else { throw Self.damaged("The archive's two end records contradict each other.") }
      place = wide
    } else if isShort && (count != .max || size == .max || start == .max) {
      throw Self.damaged("The archive's Zip64 end record is missing.")
    }
    guard (disk == 0 || disk == .max) && (startDisk == 0 || startDisk == .max) && diskCount == count else {
      throw ArchiveError(.unsupported, "The archive is split over several files. Join it first.")
    }
    return place
  }

  private func wide(before end: UInt64) throws -> Place? {
    guard end >= 20 else { return nil }
    let locator = try source.read(at: end - 20, count: 20)
    var fields = ZIPFields(locator[...])
    guard fields.take(UInt32.self) == ZIPRecord.Signature.locator64, let disk = fields.take(UInt32.self),
      let offset = fields.take(UInt64.self), let disks = fields.take(UInt32.self)
    else { return nil }
    guard disk == 0, disks <= 1 else {
      throw ArchiveError(.unsupported, "The archive is split over several files. Join it first.")
    }
    guard offset <= end - 20, end - 20 - offset >= 56 else {
      throw Self.damaged("The archive's Zip64 end record is not where it should be.")
    }
    let record = try source.read(at: offset, count: 56)
    fields = ZIPFields(record[...])
    guard fields.take(UInt32.self) == ZIPRecord.Signature.end64, let length = fields.take(UInt64.self),
      fields.take(4) != nil, fields.take(UInt32.self) == 0, fields.take(UInt32.self) == 0,
      let diskCount = fields.take(UInt64.self), let count = fields.take(UInt64.self),
      let size = fields.take(UInt64.self), let start = fields.take(UInt64.self),
      diskCount == count, length >= 44, length - 44 == end - 20 - offset - 56
    else { throw Self.damaged("The archive's Zip64 end record is damaged.") }
    return Place(count: count, size: size, start: start, end: offset)
  }

  // MARK: Entries

  private func entry(_ fields: inout ZIPFields, directory: UInt64) throws -> ZIPEntry {
    guard fields.take(UInt32.self) == ZIPRecord.Signature.central, let maker = fields.take(UInt16.self),
      fields.take(UInt16.self) != nil, let flags = fields.take(UInt16.self), let method = fields.take(UInt16.self),
      let time = fields.take(UInt16.self), let date = fields.take(UInt16.self), let crc = fields.take(UInt32.self),
      let shortCompressed = fields.take(UInt32.self), let shortSize = fields.take(UInt32.self),
      let nameLength = fields.take(UInt16.self), let extraLength = fields.take(UInt16.self),
      let commentLength = fields.take(UInt16.self), let disk = fields.take(UInt16.self),
      fields.take(UInt16.self) != nil, let attributes = fields.take(UInt32.self),
      let shortOffset = fields.take(UInt32.self), let rawName = fields.take(Int(nameLength)),
      let extra = fields.take(Int(extraLength)), fields.take(Int(commentLength)) != nil
    else { throw Self.damaged("The archive's directory is damaged or cut off.") }
    let decoded = try ZIPNameDecoding.decode(Array(rawName), flags: flags)
    let isDirectory = decoded.utf8.last == 0x2F
    try ZIPName.check(decoded, isDirectory: isDirectory)
    guard flags & (1 | 1 << 6 | 1 << 13) == 0 else {
      throw ArchiveError(
        .encrypted, "The archive is encrypted. Unpack it and send its content instead.", entry: decoded)
    }
    let wide = try ZIPWideSizes(
      extra: extra, size: shortSize, compressed: shortCompressed, offset: shortOffset, disk: disk, name: decoded)
    var permissions: UInt16?
    // Unix and macOS keep the kind of file in the upper half.
    if maker >> 8 == 3 || maker >> 8 == 19 {
      let mode = UInt16(attributes >> 16)
      switch mode & 0o170000 {
      case 0, 0o100000, 0o040000: permissions = mode == 0 ? nil : mode & 0o777
      default: throw ArchiveError(.special, "Links and devices are not unpacked.", entry: decoded)
      }
    }
    guard wide.offset <= directory else {
      throw Self.damaged("The entry begins behind the directory.", decoded)
    }
    if method == 0 && wide.size != wide.compressed || isDirectory && wide.size != 0 {
      throw Self.damaged("The entry's sizes contradict its kind.", decoded)
    }
    try checkLimits(size: wide.size, compressed: wide.compressed, name: decoded)
    return ZIPEntry(
      name: decoded, isDirectory: isDirectory, size: wide.size, compressedSize: wide.compressed, crc: crc,
      modified: ZIPTime(date: date, time: time), permissions: permissions, method: method, rawName: Array(rawName),
      flags: flags, offset: wide.offset)
  }

  private func checkLimits(size: UInt64, compressed: UInt64, name: String) throws {
    guard size <= limits.entryBytes else {
      throw ArchiveError(.limit, "It unpacks to more than \(limits.entryBytes) bytes.", entry: name)
    }
    guard limits.checkRatio(size: size, compressed: compressed) else {
      throw ArchiveError(.limit, "It unpacks to more than \(limits.ratio) times its size.", entry: name)
    }
  }

  private func checkNames(_ entries: [ZIPEntry]) throws {
    var names = Set<[UInt8]>(minimumCapacity: entries.count)
    for entry in entries {
      // A file and a directory of one name are no better than two files.
      let bytes = Array(entry.name.utf8)
      guard names.insert(entry.isDirectory ? bytes.dropLast() : bytes).inserted else {
        throw ArchiveError(.duplicateName, "The archive has two entries of that name.", entry: entry.name)
      }
    }
  }

  /// Gives each entry the bytes up to the next one and refuses entries that share bytes.
  private func separate(_ entries: inout [ZIPEntry], directory: UInt64) throws {
    let order = entries.indices.sorted { entries[$0].offset < entries[$1].offset }
    for (rank, index) in order.enumerated() {
      let end = rank + 1 < order.count ? entries[order[rank + 1]].offset : directory
      let head = 30 + UInt64(entries[index].rawName.count)
      let (least, overflow) = entries[index].offset.addingReportingOverflow(head)
      guard !overflow, least <= end, entries[index].compressedSize <= end - least else {
        throw Self.damaged("The entry overlaps another one or the directory.", entries[index].name)
      }
      entries[index].end = end
    }
  }
}
