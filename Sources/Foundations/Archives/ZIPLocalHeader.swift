/// The header before an entry's data, once it agrees with the directory.
struct ZIPLocalHeader {
  let dataStart: UInt64

  init(_ entry: ZIPEntry, in source: ArchiveSource) throws {
    let head = try source.read(at: entry.offset, count: 30)
    var fields = ZIPFields(head[...])
    guard fields.take(UInt32.self) == ZIPRecord.Signature.local, fields.take(UInt16.self) != nil,
      let flags = fields.take(UInt16.self), let method = fields.take(UInt16.self), fields.take(4) != nil,
      let crc = fields.take(UInt32.self), let shortCompressed = fields.take(UInt32.self),
      let shortSize = fields.take(UInt32.self), let nameLength = fields.take(UInt16.self),
      let extraLength = fields.take(UInt16.self)
    else { throw ZIPDirectory.damaged("Its header is missing.") }
    let start = entry.offset + 30 + UInt64(nameLength) + UInt64(extraLength)
    guard start <= entry.end, entry.compressedSize <= entry.end - start else {
      throw ZIPDirectory.damaged("It overlaps another entry or the directory.")
    }
    let rest = try source.read(at: entry.offset + 30, count: Int(nameLength) + Int(extraLength))
    guard rest.prefix(Int(nameLength)).elementsEqual(entry.rawName), method == entry.method,
      // Of the flags only streaming and encryption change how it is read.
      flags & 0x2049 == entry.flags & 0x2049
    else { throw Self.contradiction }
    dataStart = start
    let isStreamed = flags & 1 << 3 != 0
    let extra = rest.dropFirst(Int(nameLength))
    let hasWide = try ZIPWideSizes.field(1, of: extra, name: entry.name) != nil
    let wide = try ZIPWideSizes(
      extra: extra, size: shortSize, compressed: shortCompressed, offset: 0, disk: 0, name: entry.name)
    if isStreamed {
      guard crc == 0 || crc == entry.crc, wide.size == 0 || wide.size == entry.size,
        wide.compressed == 0 || wide.compressed == entry.compressedSize
      else { throw Self.contradiction }
      try Self.checkDescriptor(entry, at: start + entry.compressedSize, prefersWide: hasWide, in: source)
    } else {
      guard crc == entry.crc, wide.size == entry.size, wide.compressed == entry.compressedSize else {
        throw Self.contradiction
      }
    }
  }

  private static var contradiction: ArchiveError {
    ZIPDirectory.damaged("Its header contradicts the archive's directory.")
  }

  /// The record behind streamed data: with or without its signature, with sizes of 4 or 8 bytes.
  private static func checkDescriptor(
    _ entry: ZIPEntry, at offset: UInt64, prefersWide: Bool, in source: ArchiveSource
  ) throws {
    let bytes = try source.read(at: offset, count: Int(min(entry.end - offset, 24)))
    for hasSignature in [true, false] {
      for isWide in [prefersWide, !prefersWide] {
        var fields = ZIPFields(bytes[...])
        if hasSignature && fields.take(UInt32.self) != ZIPRecord.Signature.descriptor { continue }
        guard fields.take(UInt32.self) == entry.crc else { continue }
        if isWide {
          if fields.take(UInt64.self) == entry.compressedSize, fields.take(UInt64.self) == entry.size { return }
        } else if fields.take(UInt32.self) == UInt32(truncatingIfNeeded: entry.compressedSize),
          fields.take(UInt32.self) == UInt32(truncatingIfNeeded: entry.size)
        {
          return
        }
      }
    }
    throw contradiction
  }
}
