/// The pairs of glyph and text that a font has drawn so far.
struct GlyphSlots {
  private(set) var glyphs: [UInt16] = []
  private(set) var textStarts: [Int32] = [0]
  private(set) var texts: [UInt8] = []
  /// How far a glyph is moved within its slot.
  private(set) var shifts: [GlyphShift] = []
  /// Most glyphs stand for one character: their pairs are found by a number.
  private var single: [UInt64: Int32] = [:]
  private var several: [Key: Int32] = [:]

  private struct Key: Hashable {
    let glyph: UInt16
    let text: [UInt8]
    let shift: GlyphShift
  }

  mutating func slot(glyph: UInt16, text: UnsafeBufferPointer<UInt8>, shift: GlyphShift = .none) -> Int32 {
    if text.count <= 5, shift == .none {
      var key = UInt64(glyph) << 40
      for byte in text {
        key = key & 0xFFFF_FF00_0000_0000 | (key & 0xFF_FFFF_FFFF) << 8 & 0xFF_FFFF_FFFF | UInt64(byte)
      }
      if let known = single[key] { return known }
      let slot = add(glyph, text, .none)
      single[key] = slot
      return slot
    }
    let key = Key(glyph: glyph, text: Array(text), shift: shift)
    if let known = several[key] { return known }
    let slot = add(glyph, text, shift)
    several[key] = slot
    return slot
  }

  private mutating func add(_ glyph: UInt16, _ text: UnsafeBufferPointer<UInt8>, _ shift: GlyphShift) -> Int32 {
    glyphs.append(glyph)
    shifts.append(shift)
    texts.append(contentsOf: text)
    textStarts.append(Int32(texts.count))
    return Int32(glyphs.count - 1)
  }
}
