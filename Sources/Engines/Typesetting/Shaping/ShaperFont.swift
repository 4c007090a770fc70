internal import CHarfBuzz
public import Fonts

/// A font as the shaper holds it.
public final class ShaperFont {
  public let face: FontFace
  public let number: Int
  let font: OpaquePointer
  // Unchecked as in `Shaper`.
  @exclusivity(unchecked) var slots = GlyphSlots()
  /// Slots that show a box instead of a character that no font has.
  var missing: Set<Int32> = []

  init?(_ face: FontFace, number: Int) {
    let contents = face.contents
    let blob = hb_blob_create(
      contents.baseAddress?.assumingMemoryBound(to: CChar.self), UInt32(contents.count), HB_MEMORY_MODE_READONLY, nil,
      nil)
    let made = hb_face_create(blob, UInt32(face.index))
    hb_blob_destroy(blob)
    guard let font = hb_font_create(made) else {
      hb_face_destroy(made)
      return nil
    }
    hb_face_destroy(made)
    let variations = face.location.coordinates.map { hb_variation_t(tag: $0.tag.value, value: Float($0.value)) }
    hb_font_set_variations(font, variations, UInt32(variations.count))
    self.face = face
    self.number = number
    self.font = font
  }

  deinit { hb_font_destroy(font) }

  /// Whether a slot shows a box instead of a character that no font has.
  public func isMissing(slot: Int) -> Bool { missing.contains(Int32(slot)) }

  public var slotCount: Int { slots.glyphs.count }

  public func glyph(ofSlot slot: Int) -> Int { Int(slots.glyphs[slot]) }

  /// How far the glyph of a slot is moved as a whole: a file draws it there, without moving its pen.
  public func shift(ofSlot slot: Int) -> GlyphShift { slots.shifts[slot] }

  /// How far a glyph's outline reaches up and down, in font units; nil where it has none.
  func extent(ofGlyph glyph: Int) -> (top: Int, bottom: Int)? {
    var extents = hb_glyph_extents_t()
    guard hb_font_get_glyph_extents(font, UInt32(glyph), &extents) != 0, extents.height != 0 else { return nil }
    return (Int(extents.y_bearing), Int(extents.y_bearing + extents.height))
  }

  /// The text that a slot stands for.
  public func withText<Result>(ofSlot slot: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    slots.texts.withUnsafeBufferPointer { all in
      body(UnsafeBufferPointer(rebasing: all[Int(slots.textStarts[slot])..<Int(slots.textStarts[slot + 1])]))
    }
  }
}
