internal import ByteIO

/// Cuts a TrueType font down to some glyphs and numbers them anew: glyph `n` of the result is `glyphs[n]`.
///
/// Only the tables that a PDF reader uses are kept. Parts of compound glyphs come behind the wanted ones.
public struct TrueTypeSubset {
  private let face: FontFace
  private let glyf: FontBytes
  private let loca: FontBytes
  private let hasLongOffsets: Bool

  public init(_ face: FontFace) {
    self.face = face
    glyf = face.table("glyf")
    loca = face.table("loca")
    hasLongOffsets = face.table("head").u16(50) != 0
  }

  public func bytes(_ glyphs: [Int]) -> [UInt8] { bytes(glyphs.map { SubsetGlyph($0) }) }

  public func bytes(_ glyphs: [SubsetGlyph]) -> [UInt8] {
    if let instance = face.instance { return InstanceSubset(face, instance).bytes(glyphs) }
    var order = glyphs
    var placed: [Int: Int] = [:]
    for (place, glyph) in glyphs.enumerated() where !glyph.isMoved && placed[glyph.glyph] == nil {
      placed[glyph.glyph] = place
    }
    var outlines = ByteBuffer(reserving: 64 * glyphs.count)
    var offsets: [UInt32] = [0]
    var next = 0
    // Compound glyphs add their parts while the loop runs.
    while next < order.count, order.count < 65_000 {
      append(order[next], to: &outlines, &order, &placed)
      offsets.append(UInt32(outlines.count))
      next += 1
    }
    return file(outlines.bytes, offsets, order)
  }

  private func outline(_ glyph: Int) -> FontBytes {
    guard glyph >= 0, glyph < face.glyphCount else { return glyf.part(0, 0) }
    let start = hasLongOffsets ? loca.u32(4 * glyph) : 2 * loca.u16(2 * glyph)
    let end = hasLongOffsets ? loca.u32(4 * glyph + 4) : 2 * loca.u16(2 * glyph + 2)
    return end > start ? glyf.part(start, end - start) : glyf.part(0, 0)
  }

  private func append(
    _ glyph: SubsetGlyph, to outlines: inout ByteBuffer, _ order: inout [SubsetGlyph], _ placed: inout [Int: Int]
  ) {
    let outline = outline(glyph.glyph)
    guard outline.count >= 10 else { return }
    if glyph.isMoved {
      appendMoved(glyph, outline, to: &outlines, &order, &placed)
    } else if outline.i16(0) >= 0 {
      appendSimple(outline, to: &outlines)
    } else {
      appendCompound(outline, to: &outlines, &order, &placed)
    }
    while outlines.count % 4 != 0 { outlines.append(0 as UInt8) }
  }

  /// A compound of one part.
  private func appendMoved(
    _ glyph: SubsetGlyph, _ outline: FontBytes, to outlines: inout ByteBuffer, _ order: inout [SubsetGlyph],
    _ placed: inout [Int: Int]
  ) {
    let wordsThatAreOffsets = 0x0003
    let box = [2, 4, 6, 8].map { outline.i16($0) + ($0 % 4 == 2 ? glyph.shiftX : glyph.shiftY) }
    let part = place(of: glyph.glyph, &order, &placed)
    for value in [-1] + box + [wordsThatAreOffsets, part, glyph.shiftX, glyph.shiftY] {
      outlines.append(bigEndian: UInt16(truncatingIfNeeded: value))
    }
  }

  /// The number of a part, which comes behind the others where it is new.
  private func place(of glyph: Int, _ order: inout [SubsetGlyph], _ placed: inout [Int: Int]) -> Int {
    if let known = placed[glyph] { return known }
    placed[glyph] = order.count
    order.append(SubsetGlyph(glyph))
    return order.count - 1
  }

  /// Without the instructions.
  private func appendSimple(_ outline: FontBytes, to outlines: inout ByteBuffer) {
    let contours = outline.i16(0)
    let instructions = 10 + 2 * contours
    let skipped = outline.u16(instructions)
    outlines.append(UnsafeRawBufferPointer(rebasing: outline.bytes[..<min(instructions, outline.count)]))
    outlines.append(0 as UInt8)
    outlines.append(0 as UInt8)
    let points = outline.part(instructions + 2 + skipped)
    outlines.append(points.part(0, Self.length(of: points, count: outline.u16(instructions - 2) + 1)).bytes)
  }

  /// How many bytes the flags and coordinates take: what follows is only there to fill up.
  private static func length(of points: FontBytes, count: Int) -> Int {
    var place = 0
    var seen = 0
    var coordinates = 0
    while seen < count, place < points.count {
      let flag = points.u8(place)
      place += 1
      var repeats = 1
      if flag & 8 != 0 {
        repeats += points.u8(place)
        place += 1
      }
      let across = flag & 2 != 0 ? 1 : flag & 16 != 0 ? 0 : 2
      let up = flag & 4 != 0 ? 1 : flag & 32 != 0 ? 0 : 2
      coordinates += min(repeats, count - seen) * (across + up)
      seen += repeats
    }
    return place + coordinates
  }

  private func appendCompound(
    _ outline: FontBytes, to outlines: inout ByteBuffer, _ order: inout [SubsetGlyph], _ placed: inout [Int: Int]
  ) {
    outlines.append(UnsafeRawBufferPointer(rebasing: outline.bytes[..<10]))
    var place = 10
    var flags = 0x20
    while flags & 0x20 != 0, place + 4 <= outline.count {
      flags = outline.u16(place)
      let new = self.place(of: outline.u16(place + 2), &order, &placed)
      var length = flags & 1 != 0 ? 4 : 2
      if flags & 0x08 != 0 {
        length += 2
      } else if flags & 0x40 != 0 {
        length += 4
      } else if flags & 0x80 != 0 {
        length += 8
      }
      outlines.append(bigEndian: UInt16(truncatingIfNeeded: flags & ~0x100))
      outlines.append(bigEndian: UInt16(truncatingIfNeeded: new))
      outlines.append(outline.part(place + 4, length).bytes)
      place += 4 + length
    }
  }

  private func file(_ outlines: [UInt8], _ offsets: [UInt32], _ order: [SubsetGlyph]) -> [UInt8] {
    let short = (offsets.last ?? 0) < 0x20000
    var locations = ByteBuffer(reserving: 4 * offsets.count)
    var metrics = ByteBuffer(reserving: 4 * order.count)
    for offset in offsets {
      if short { locations.append(bigEndian: UInt16(offset / 2)) } else { locations.append(bigEndian: offset) }
    }
    let kept = offsets.count - 1
    for glyph in order.prefix(kept) {
      let advance = glyph.isMoved ? glyph.advance : face.advance(glyph.glyph)
      metrics.append(bigEndian: UInt16(truncatingIfNeeded: advance))
      let outline = outline(glyph.glyph)
      let left = outline.isEmpty ? 0 : outline.i16(2) + glyph.shiftX
      metrics.append(bigEndian: UInt16(truncatingIfNeeded: left))
    }
    var head = [UInt8](face.table("head").bytes)
    var horizontal = [UInt8](face.table("hhea").bytes)
    var profile = [UInt8](face.table("maxp").bytes)
    guard head.count >= 54, horizontal.count >= 36, profile.count >= 6 else { return [] }
    head.replaceSubrange(8..<12, with: [0, 0, 0, 0])
    head.replaceSubrange(50..<52, with: [0, short ? 0 : 1])
    horizontal.replaceSubrange(34..<36, with: [UInt8(kept >> 8), UInt8(kept & 255)])
    profile.replaceSubrange(4..<6, with: [UInt8(kept >> 8), UInt8(kept & 255)])
    // No instructions are left: no memory for them either.
    if profile.count >= 32 {
      profile.replaceSubrange(14..<28, with: [0, 1] + [UInt8](repeating: 0, count: 12))
      if order.contains(where: \.isMoved) { Self.allowCompounds(&profile) }
    }
    let tables: [(FontTag, [UInt8])] = [
      ("glyf", outlines), ("head", head), ("hhea", horizontal), ("hmtx", metrics.bytes), ("loca", locations.bytes),
      ("maxp", profile),
    ]
    return FontAssembly.file(version: 0x0001_0000, tables)
  }

  /// Moved glyphs are compounds a level deeper than what they move.
  private static func allowCompounds(_ profile: inout [UInt8]) {
    func value(_ place: Int) -> Int { Int(profile[place]) << 8 | Int(profile[place + 1]) }
    let (points, contours, pointsOfCompounds, contoursOfCompounds) = (6, 8, 10, 12)
    let (parts, depth) = (28, 30)
    for (place, least) in [
      (pointsOfCompounds, value(points)), (contoursOfCompounds, value(contours)), (parts, 1), (depth, value(depth) + 1),
    ] where value(place) < least {
      profile.replaceSubrange(
        place..<place + 2, with: [UInt8(truncatingIfNeeded: least >> 8), UInt8(truncatingIfNeeded: least)])
    }
  }
}
