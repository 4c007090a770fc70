/// What the archive says of one entry, in its three places.
struct ZIPEntryHeader {
  let name: [UInt8]
  let method: UInt16
  let modified: ZIPTime
  let permissions: UInt16?
  let isDirectory: Bool
  /// Whether sizes and checksum follow the data instead of preceding it.
  let isStreamed: Bool
  let offset: UInt64
  var crc: UInt32 = 0
  var size: UInt64 = 0
  var compressedSize: UInt64 = 0

  private var flags: UInt16 {
    let isASCII = name.allSatisfy { $0 < 0x80 }
    return (isASCII ? 0 : 1 << 11) | (isStreamed ? 1 << 3 : 0)
  }

  private var version: UInt16 { isDirectory || method != 0 ? 20 : 10 }

  /// The header before the data.
  func local(zip64: Bool) -> [UInt8] {
    var record = ZIPRecord(ZIPRecord.Signature.local)
    record.add(zip64 ? 45 : version)
    addShared(to: &record)
    record.add(isStreamed ? 0 : crc)
    if zip64 {
      record.add(UInt32.max)
      record.add(UInt32.max)
    } else {
      record.add(isStreamed ? 0 : UInt32(compressedSize))
      record.add(isStreamed ? 0 : UInt32(size))
    }
    record.add(UInt16(name.count))
    record.add(UInt16(zip64 ? 20 : 0))
    record.add(name)
    if zip64 {
      record.add(UInt16(1))
      record.add(UInt16(16))
      record.add(isStreamed ? 0 : size)
      record.add(isStreamed ? 0 : compressedSize)
    }
    return record.bytes
  }

  /// What follows the data of a streamed entry.
  func descriptor(zip64: Bool) -> [UInt8] {
    var record = ZIPRecord(ZIPRecord.Signature.descriptor)
    record.add(crc)
    if zip64 {
      record.add(compressedSize)
      record.add(size)
    } else {
      record.add(UInt32(compressedSize))
      record.add(UInt32(size))
    }
    return record.bytes
  }

  /// The entry in the directory at the end.
  func central(threshold: UInt64) -> [UInt8] {
    var extra: [UInt64] = []
    func short(_ value: UInt64) -> UInt32 {
      if value < threshold { return UInt32(value) }
      extra.append(value)
      return .max
    }
    let shortSize = short(size)
    let shortCompressed = short(compressedSize)
    let shortOffset = short(offset)
    let needed: UInt16 = extra.isEmpty ? version : 45
    var record = ZIPRecord(ZIPRecord.Signature.central)
    record.add(UInt16(permissions == nil ? 0 : 3) << 8 | needed)
    record.add(needed)
    addShared(to: &record)
    record.add(crc)
    record.add(shortCompressed)
    record.add(shortSize)
    record.add(UInt16(name.count))
    record.add(UInt16(extra.isEmpty ? 0 : 4 + 8 * extra.count))
    record.add(UInt16(0))
    record.add(UInt16(0))
    record.add(UInt16(0))
    record.add(attributes)
    record.add(shortOffset)
    record.add(name)
    if !extra.isEmpty {
      record.add(UInt16(1))
      record.add(UInt16(8 * extra.count))
      for value in extra { record.add(value) }
    }
    return record.bytes
  }

  private func addShared(to record: inout ZIPRecord) {
    record.add(flags)
    record.add(method)
    record.add(modified.time)
    record.add(modified.date)
  }

  private var attributes: UInt32 {
    let dos: UInt32 = isDirectory ? 0x10 : 0
    guard let permissions else { return dos }
    let kind: UInt32 = isDirectory ? 0o040000 : 0o100000
    return (kind | UInt32(permissions & 0o777)) << 16 | dos
  }
}
