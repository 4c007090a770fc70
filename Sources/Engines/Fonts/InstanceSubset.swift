internal import ByteIO

/// A TrueType font of some glyphs of a variable font, drawn at its place: glyph `n` of the result is `glyphs[n]`.
struct InstanceSubset {
  private let face: FontFace
  private let instance: FontInstance

  init(_ face: FontFace, _ instance: FontInstance) {
    self.face = face
    self.instance = instance
  }

  func bytes(_ glyphs: [SubsetGlyph]) -> [UInt8] {
    var outlines = ByteBuffer(reserving: 200 * glyphs.count)
    var locations = ByteBuffer(reserving: 4 * glyphs.count + 4)
    var metrics = ByteBuffer(reserving: 4 * glyphs.count)
    var most = (points: 0, contours: 0)
    locations.append(bigEndian: 0 as UInt32)
    for glyph in glyphs {
      let outline = instance.outline(glyph.glyph, movedBy: (glyph.shiftX, glyph.shiftY))
      let fields = outline.withUnsafeBytes { bytes in
        let fields = FontBytes(bytes)
        let contours = fields.i16(0)
        return (
          left: fields.i16(2), contours: contours,
          points: contours > 0 ? fields.u16(10 + 2 * (contours - 1)) + 1 : 0
        )
      }
      most = (max(most.points, fields.points), max(most.contours, fields.contours))
      outlines.append(outline)
      while outlines.count % 4 != 0 { outlines.append(0 as UInt8) }
      locations.append(bigEndian: UInt32(outlines.count))
      let advance = glyph.isMoved ? glyph.advance : face.advance(glyph.glyph)
      metrics.append(bigEndian: UInt16(truncatingIfNeeded: advance))
      metrics.append(bigEndian: UInt16(truncatingIfNeeded: fields.left))
    }
    var head = [UInt8](face.table("head").bytes)
    var horizontal = [UInt8](face.table("hhea").bytes)
    guard head.count >= 54, horizontal.count >= 36 else { return [] }
    head.replaceSubrange(8..<12, with: [0, 0, 0, 0])
    head.replaceSubrange(50..<52, with: [0, 1])
    horizontal.replaceSubrange(34..<36, with: Self.word(glyphs.count))
    var profile: [UInt8] = [0, 1, 0, 0] + Self.word(glyphs.count) + Self.word(most.points) + Self.word(most.contours)
    profile += [0, 0, 0, 0, 0, 1] + [UInt8](repeating: 0, count: 16)
    return FontAssembly.file(
      version: 0x0001_0000,
      [
        ("glyf", outlines.bytes), ("head", head), ("hhea", horizontal), ("hmtx", metrics.bytes),
        ("loca", locations.bytes), ("maxp", profile),
      ])
  }

  private static func word(_ value: Int) -> [UInt8] {
    [UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value)]
  }
}
