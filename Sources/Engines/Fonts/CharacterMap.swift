/// From characters to glyphs: the formats 4 and 12 of the `cmap` table.
struct CharacterMap: Sendable {
  private let table: FontBytes
  private let isWide: Bool
  private let count: Int

  init(_ maps: FontBytes) {
    var wide = 0
    var narrow = 0
    for place in 0..<min(maps.u16(2), 64) {
      let platform = maps.u16(4 + 8 * place)
      let encoding = maps.u16(6 + 8 * place)
      let offset = maps.u32(8 + 8 * place)
      let format = maps.u16(offset)
      if format == 12, platform == 3 && encoding == 10 || platform == 0 { wide = offset }
      if format == 4, platform == 3 && encoding <= 1 || platform == 0 { narrow = offset }
    }
    isWide = wide > 0
    table = wide > 0 ? maps.part(wide) : narrow > 0 ? maps.part(narrow) : maps.part(0, 0)
    count = isWide ? min(table.u32(12), table.count / 12) : table.u16(6) / 2
  }

  func glyph(of scalar: UInt32) -> Int {
    isWide ? wideGlyph(Int(scalar)) : scalar < 0x1_0000 ? narrowGlyph(Int(scalar)) : 0
  }

  private func wideGlyph(_ scalar: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if table.u32(16 + 12 * middle + 4) < scalar { low = middle + 1 } else { high = middle }
    }
    let group = 16 + 12 * low
    guard low < count, table.u32(group) <= scalar else { return 0 }
    return table.u32(group + 8) + scalar - table.u32(group)
  }

  private func narrowGlyph(_ scalar: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if table.u16(14 + 2 * middle) < scalar { low = middle + 1 } else { high = middle }
    }
    let starts = 16 + 2 * count
    guard low < count, table.u16(starts + 2 * low) <= scalar else { return 0 }
    let delta = table.u16(starts + 2 * count + 2 * low)
    let place = starts + 4 * count + 2 * low
    let offset = table.u16(place)
    guard offset != 0 else { return (scalar + delta) & 0xFFFF }
    let glyph = table.u16(place + offset + 2 * (scalar - table.u16(starts + 2 * low)))
    return glyph == 0 ? 0 : (glyph + delta) & 0xFFFF
  }
}
