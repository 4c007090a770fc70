internal import ByteIO
public import Fonts

/// A font of the file: which glyphs it needs, and which text each of them stands for.
///
/// A code stands for one pair of glyph and text, so the text comes back from the file as it went in, whichever glyph drew
/// it. Codes are given out in the order of their first use.
public final class PDFFont {
  public let face: FontFace
  public let index: Int
  /// From the shaper's slots to codes; zero where the slot was not used yet.
  // Unchecked: one thread writes a file, and no access to one of these lies within another.
  @exclusivity(unchecked) @usableFromInline var codes: UnsafeMutablePointer<UInt16>
  @exclusivity(unchecked) @usableFromInline var slotCount = 0
  /// How wide the font's program says the glyph of each code is, in font units.
  private var widths: [Int]
  private let compact: CompactSubset?
  private(set) var glyphs: [SubsetGlyph] = [SubsetGlyph(0)]
  private var texts: [UInt8] = []
  private var textEnds: [Int32] = [0]
  let object: PDFObject

  init(_ face: FontFace, index: Int, object: PDFObject) {
    self.face = face
    self.index = index
    self.object = object
    codes = .allocate(capacity: 0)
    compact = face.outlines == .compact ? try? CompactSubset(face) : nil
    widths = [compact?.width(of: 0) ?? face.advance(0)]
  }

  /// Whether the program's widths may differ from those of the font's tables: collections share programs.
  public var hasOwnWidths: Bool { compact != nil }

  public func width(ofCode code: UInt16) -> Int { widths[Int(code)] }

  deinit { codes.deallocate() }

  /// Makes the table of codes cover as many slots.
  @inlinable
  public func cover(_ slots: Int) {
    if slots > slotCount { grow(slots) }
  }

  @usableFromInline
  func grow(_ slots: Int) {
    let wanted = max(slots, slotCount * 2, 256)
    let larger = UnsafeMutablePointer<UInt16>.allocate(capacity: wanted)
    larger.initialize(repeating: 0, count: wanted)
    larger.update(from: codes, count: slotCount)
    codes.deallocate()
    codes = larger
    slotCount = wanted
  }

  /// The code of a slot that `cover` made room for, or zero before `assign`.
  @inlinable @inline(__always)
  public func code(ofSlot slot: Int) -> UInt16 {
    codes[slot]
  }

  /// Whether the glyph of a code stands where it belongs by itself: a mark that was moved once for all.
  public func isMoved(_ code: UInt16) -> Bool { glyphs[Int(code)].isMoved }

  public func assign(slot: Int, glyph: SubsetGlyph, text: UnsafeBufferPointer<UInt8>) -> UInt16 {
    // A charstring cannot be moved as a whole without being written anew: such marks move the pen.
    let glyph = compact == nil ? glyph : SubsetGlyph(glyph.glyph)
    // All codes are taken: the glyph of an earlier pair is better than none.
    guard glyphs.count < 65_535 else { return UInt16(truncatingIfNeeded: glyphs.firstIndex(of: glyph) ?? 0) }
    let code = UInt16(glyphs.count)
    glyphs.append(glyph)
    widths.append(compact?.width(of: glyph.glyph) ?? (glyph.isMoved ? glyph.advance : face.advance(glyph.glyph)))
    texts.append(contentsOf: text)
    textEnds.append(Int32(texts.count))
    codes[slot] = code
    return code
  }

  public var isUsed: Bool { glyphs.count > 1 }

  func write(to file: ObjectFile) throws {
    if face.outlines == .compact, compact == nil {
      throw PDFError(.malformed, "The font \(face.file.path) is damaged. Install it again.")
    }
    let program = compact?.bytes(glyphs.map(\.glyph)) ?? TrueTypeSubset(face).bytes(glyphs)
    let name = "\(tag)+\(face.postScriptName)"
    let descriptor = file.reserve()
    let descendant = file.reserve()
    let data = file.reserve()
    let unicode = file.reserve()
    let isCompact = face.outlines == .compact
    try file.write(data, compressing: program) { entries in
      if isCompact {
        entries.append("/Subtype/CIDFontType0C")
      } else {
        entries.append("/Length1 ")
        entries.append(decimal: program.count)
      }
    }
    try file.write(unicode, compressing: unicodeMap())
    let scale = 1000 / Double(face.unitsPerEm)
    try file.write(descriptor) { entries in
      entries.append("<</Type/FontDescriptor/FontName")
      entries.append(pdfName: name)
      entries.append("/Flags ")
      entries.append(decimal: 4 + (face.isFixedPitch ? 1 : 0) + (face.isItalic ? 64 : 0))
      entries.append("/FontBBox[")
      for side in [face.bounds.left, face.bounds.bottom, face.bounds.right, face.bounds.top] {
        entries.append(pdf: Double(side) * scale)
        entries.append(UInt8(ascii: " "))
      }
      entries.append("]/ItalicAngle ")
      entries.append(pdf: face.italicAngle)
      entries.append("/Ascent ")
      entries.append(pdf: Double(face.ascent) * scale)
      entries.append("/Descent ")
      entries.append(pdf: Double(face.descent) * scale)
      entries.append("/CapHeight ")
      entries.append(pdf: Double(face.capHeight) * scale)
      entries.append("/StemV ")
      entries.append(decimal: 10 + face.weight / 5)
      entries.append(isCompact ? "/FontFile3" : "/FontFile2")
      entries.append(reference: data)
      entries.append(">>")
    }
    try file.write(descendant) { entries in
      entries.append(isCompact ? "<</Type/Font/Subtype/CIDFontType0" : "<</Type/Font/Subtype/CIDFontType2")
      entries.append("/BaseFont")
      entries.append(pdfName: name)
      entries.append("/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor")
      entries.append(reference: descriptor)
      entries.append("/DW 1000/W[0[")
      for width in widths {
        entries.append(pdf: Double(width) * scale)
        entries.append(UInt8(ascii: " "))
      }
      entries.append(isCompact ? "]]>>" : "]]/CIDToGIDMap/Identity>>")
    }
    try file.write(object) { entries in
      entries.append("<</Type/Font/Subtype/Type0/BaseFont")
      entries.append(pdfName: name)
      entries.append("/Encoding/Identity-H/DescendantFonts[")
      entries.append(reference: descendant)
      entries.append("]/ToUnicode")
      entries.append(reference: unicode)
      entries.append(">>")
    }
  }

  /// Six letters that tell this subset from others of the same font.
  private var tag: String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for glyph in glyphs {
      let parts = glyph.glyph | (glyph.shiftX & 0xFFFF) << 16 | (glyph.shiftY & 0xFFFF) << 32 | glyph.advance << 48
      hash = (hash ^ UInt64(parts)) &* 0x100_0000_01B3
    }
    var letters = ""
    for _ in 0..<6 {
      letters.unicodeScalars.append(Unicode.Scalar(UInt8(65 + hash % 26)))
      hash /= 26
    }
    return letters
  }

  private func unicodeMap() -> [UInt8] {
    var map = ByteBuffer(reserving: 400 + 24 * glyphs.count)
    map.append("/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n")
    map.append("/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n")
    map.append("/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n")
    map.append("1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n")
    var code = 1
    while code < glyphs.count {
      let end = min(code + 100, glyphs.count)
      map.append(decimal: end - code)
      map.append(" beginbfchar\n")
      while code < end {
        map.append("<")
        map.append(hexadecimal: UInt64(code), paddedTo: 4)
        map.append("> <")
        let text = texts[Int(textEnds[code - 1])..<Int(textEnds[code])]
        for unit in String(decoding: text, as: UTF8.self).utf16 { map.append(hexadecimal: UInt64(unit), paddedTo: 4) }
        // Every code must say something: the second glyph of a cluster says a space without width.
        if text.isEmpty { map.append("200b") }
        map.append(">\n")
        code += 1
      }
      map.append("endbfchar\n")
    }
    map.append("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n")
    return map.bytes
  }
}
