internal import ByteIO

/// Puts tables together to a font file.
enum FontAssembly {
  /// The tables come in the order of their tags.
  static func file(version: UInt32, _ tables: [(tag: FontTag, bytes: [UInt8])]) -> [UInt8] {
    var result = ByteBuffer(reserving: tables.reduce(512) { $0 + $1.bytes.count })
    let power = UInt16(1) << UInt16(15 - UInt16(tables.count).leadingZeroBitCount)
    result.append(bigEndian: version)
    result.append(bigEndian: UInt16(tables.count))
    result.append(bigEndian: power * 16)
    result.append(bigEndian: UInt16(power.trailingZeroBitCount))
    result.append(bigEndian: UInt16(tables.count) * 16 - power * 16)
    var offset = 12 + 16 * tables.count
    for table in tables {
      result.append(bigEndian: table.tag.value)
      result.append(bigEndian: checksum(table.bytes))
      result.append(bigEndian: UInt32(offset))
      result.append(bigEndian: UInt32(table.bytes.count))
      offset += (table.bytes.count + 3) / 4 * 4
    }
    for table in tables {
      result.append(table.bytes)
      result.append(repeating: 0, count: (4 - table.bytes.count % 4) % 4)
    }
    var bytes = result.bytes
    guard let head = tables.firstIndex(where: { $0.tag == "head" }) else { return bytes }
    let start = 12 + 16 * tables.count + tables[..<head].reduce(0) { $0 + ($1.bytes.count + 3) / 4 * 4 }
    let adjustment = 0xB1B0_AFBA &- checksum(bytes)
    for byte in 0..<4 { bytes[start + 8 + byte] = UInt8(truncatingIfNeeded: adjustment >> UInt32(24 - 8 * byte)) }
    return bytes
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum: UInt32 = 0
    bytes.withUnsafeBytes { raw in
      var place = 0
      while place + 4 <= raw.count {
        sum &+= UInt32(bigEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt32.self))
        place += 4
      }
      var rest: UInt32 = 0
      for index in 0..<4 { rest = rest << 8 | (place + index < raw.count ? UInt32(raw[place + index]) : 0) }
      sum &+= rest
    }
    return sum
  }
}
