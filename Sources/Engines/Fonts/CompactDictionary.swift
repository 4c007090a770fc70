/// A DICT of the Compact Font Format: operators, each with the numbers in front of it.
struct CompactDictionary: Sendable {
  struct Entry: Sendable {
    /// Two-byte operators are 1200 + the second byte.
    let name: Int
    let values: [Double]
    /// The entry as it stands in the font, operator included.
    let raw: [UInt8]
  }

  let entries: [Entry]

  init(_ bytes: FontBytes) {
    var entries: [Entry] = []
    var values: [Double] = []
    var place = 0
    var first = 0
    while place < bytes.count {
      let byte = bytes.u8(place)
      place += 1
      switch byte {
      case 0...21:
        let name = byte == 12 ? 1200 + bytes.u8(place) : byte
        if byte == 12 { place += 1 }
        entries.append(Entry(name: name, values: values, raw: [UInt8](bytes.part(first, place - first).bytes)))
        values = []
        first = place
      case 28:
        values.append(Double(bytes.i16(place)))
        place += 2
      case 29:
        values.append(Double(Int32(truncatingIfNeeded: bytes.u32(place))))
        place += 4
      case 30:
        // A decimal number: only its end matters here, real values are copied raw.
        while place < bytes.count, bytes.u8(place) & 15 != 15, bytes.u8(place) >> 4 != 15 { place += 1 }
        place += 1
        values.append(0)
      case 32...246: values.append(Double(byte - 139))
      case 247...250:
        values.append(Double((byte - 247) * 256 + bytes.u8(place) + 108))
        place += 1
      case 251...254:
        values.append(Double(-(byte - 251) * 256 - bytes.u8(place) - 108))
        place += 1
      default: break
      }
    }
    self.entries = entries
  }

  func values(_ name: Int) -> [Int]? {
    entries.first { $0.name == name }?.values.map { Int($0) }
  }

  func raw(_ name: Int) -> [UInt8] {
    entries.first { $0.name == name }?.raw ?? []
  }

  /// A number in the form that has always five bytes, so that sizes are known before offsets.
  static func fixed(_ value: Int) -> [UInt8] {
    [29] + (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
  }
}
