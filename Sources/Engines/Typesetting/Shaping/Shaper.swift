internal import CHarfBuzz
public import Fonts

/// Turns words into glyphs, and remembers them.
///
/// One thread at a time uses a shaper. It may serve many documents in turn: what it remembers changes no result.
public final class Shaper {
  public let library: FontLibrary
  // The hot properties below are used by one thread at a time, and no access to one lies within another: the checks at run
  // time took a quarter of the time of setting text.
  @exclusivity(unchecked) public private(set) var fonts: [ShaperFont] = []
  /// The glyphs of all remembered runs.
  @exclusivity(unchecked) public private(set) var glyphs: UnsafeMutablePointer<PlacedGlyph>
  @exclusivity(unchecked) private var glyphCount = 0
  private var glyphRoom = 1 << 14
  @exclusivity(unchecked) private var stacks: [FontStack] = []
  private var stackNumbers: [FontRequest: Int] = [:]
  private var numbers: [ObjectIdentifier: Int] = [:]
  @exclusivity(unchecked) private var cache = ShapeCache()
  private var hyphens: [Int: ShapedRun] = [:]
  private var invisibles: [Invisible: ShapedRun?] = [:]
  /// By font: the glyph that shows nothing.
  private var blanks: [Int: UInt16?] = [:]

  private struct Invisible: Hashable {
    let font: Int
    let scalar: Unicode.Scalar
  }
  private let buffer: OpaquePointer

  public init(_ library: FontLibrary = .system) throws {
    guard let buffer = hb_buffer_create() else { throw FontError(.unreadable, "There is no memory for shaping.") }
    self.library = library
    self.buffer = buffer
    glyphs = .allocate(capacity: glyphRoom)
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS)
  }

  deinit {
    hb_buffer_destroy(buffer)
    glyphs.deallocate()
  }

  /// How many glyphs are remembered; the owner starts a new shaper for the next document when they are too many.
  public var rememberedGlyphs: Int { glyphCount }

  /// The number by which text names its fonts.
  public func stack(_ request: FontRequest) throws -> Int {
    if let known = stackNumbers[request] { return known }
    var primary: FontFace?
    for family in request.families {
      primary = face(family, request.style)
      if primary != nil { break }
    }
    guard let face = primary ?? self.face("sans-serif", request.style) else {
      throw FontError(
        .missing, "None of the fonts \(request.families.joined(separator: ", ")) is installed. Install fonts-noto-core."
      )
    }
    let isSerif = request.families.contains { $0.lowercased().contains("serif") && !$0.lowercased().contains("sans") }
    guard let number = number(of: face) else { throw FontError(.malformed, "\(face.file.path) cannot be used.") }
    let tag = hb_language_from_string(request.language, -1)
    stacks.append(FontStack(request, isSerif: isSerif, primary: number, languageTag: tag))
    stackNumbers[request] = stacks.count - 1
    return stacks.count - 1
  }

  /// A family by its own or a generic name.
  private func face(_ family: String, _ style: FontStyle) -> FontFace? {
    switch family.lowercased() {
    case "serif": library.face(family: "Noto Serif", style: style)
    case "sans-serif", "sans": library.face(family: "Noto Sans", style: style)
    case "monospace", "mono": library.face(family: "Noto Sans Mono", style: style)
    default: library.face(family: family, style: style)
    }
  }

  func primaryFont(ofStack stack: Int) -> ShaperFont { fonts[stacks[stack].primary] }

  private func number(of face: FontFace) -> Int? {
    if let known = numbers[ObjectIdentifier(face)] { return known }
    guard let font = ShaperFont(face, number: fonts.count) else { return nil }
    fonts.append(font)
    numbers[ObjectIdentifier(face)] = font.number
    return font.number
  }

  /// The font for a character.
  @inline(__always)
  func font(for scalar: UInt32, stack: Int) -> Int {
    let stack = stacks[stack]
    if scalar < 0x300 {
      let known = stack.first[Int(scalar)]
      if known >= 0 { return Int(known) }
    }
    return lookUp(scalar, stack)
  }

  @inline(never)
  private func lookUp(_ scalar: UInt32, _ stack: FontStack) -> Int {
    if scalar < 0x300 {
      let found = search(scalar, stack)
      stack.first[Int(scalar)] = Int16(truncatingIfNeeded: found)
      return found
    }
    let page = scalar >> 8
    if let known = stack.pages[page]?[Int(scalar & 255)], known >= 0 { return Int(known) }
    let found = search(scalar, stack)
    stack.pages[page, default: [Int16](repeating: -1, count: 256)][Int(scalar & 255)] = Int16(truncatingIfNeeded: found)
    return found
  }

  private func search(_ scalar: UInt32, _ stack: FontStack) -> Int {
    // What is never drawn needs no font of its own.
    if Self.isInvisible(scalar) || fonts[stack.primary].face.glyph(of: scalar) > 0 { return stack.primary }
    for family in stack.request.families {
      if let face = face(family, stack.request.style), face.glyph(of: scalar) > 0, let number = number(of: face) {
        return number
      }
    }
    let found = library.fallback(
      for: scalar, style: stack.request.style, language: stack.request.language, serif: stack.isSerif)
    if let found, let number = number(of: found) { return number }
    return stack.primary
  }

  func has(_ scalar: UInt32, font: Int) -> Bool {
    fonts[font].face.glyph(of: scalar) > 0 || Self.isInvisible(scalar)
  }

  static func isInvisible(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x034F, 0x061C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F,
      0x200B...0x200F,
      0x202A...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE0FFF:
      return true
    default: return false
    }
  }

  /// The glyphs of a piece of text in one font and one direction.
  @inline(__always)
  func shape(
    _ text: UnsafePointer<UInt8>, _ count: Int, font: Int, stack: Int, rightToLeft: Bool
  ) -> ShapedRun {
    let key = UInt32(truncatingIfNeeded: font) | UInt32(truncatingIfNeeded: stack) << 12 | (rightToLeft ? 1 << 31 : 0)
    let hash = ShapeCache.hash(text, count, key)
    if let known = cache.find(text, count, key, hash) { return known }
    let run = shapeAnew(text, count, fonts[font], stacks[stack].languageTag, rightToLeft)
    cache.insert(text, count, key, hash, run)
    return run
  }

  @inline(never)
  private func shapeAnew(
    _ text: UnsafePointer<UInt8>, _ count: Int, _ font: ShaperFont, _ language: OpaquePointer?, _ rightToLeft: Bool
  ) -> ShapedRun {
    hb_buffer_clear_contents(buffer)
    text.withMemoryRebound(to: CChar.self, capacity: count) {
      hb_buffer_add_utf8(buffer, $0, Int32(count), 0, Int32(count))
    }
    hb_buffer_set_direction(buffer, rightToLeft ? HB_DIRECTION_RTL : HB_DIRECTION_LTR)
    if let language { hb_buffer_set_language(buffer, language) }
    hb_buffer_guess_segment_properties(buffer)
    hb_shape(font.font, buffer, nil, 0)
    var length: UInt32 = 0
    guard let found = hb_buffer_get_glyph_infos(buffer, &length),
      let positions = hb_buffer_get_glyph_positions(buffer, &length)
    else { return ShapedRun(start: 0, count: 0, width: 0, isPlain: true) }
    let start = glyphCount
    // Where text runs from right to left, each character may need a glyph of its own.
    reserve(Int(length) + (rightToLeft ? count : 0))
    var width: Int32 = 0
    var plain = true
    var complex = false
    var first = 0
    while first < Int(length) {
      let cluster = Int(found[first].cluster)
      var last = first
      while last + 1 < Int(length), Int(found[last + 1].cluster) == cluster { last += 1 }
      let end =
        rightToLeft
        ? first > 0 ? Int(found[first - 1].cluster) : count
        : last + 1 < Int(length) ? Int(found[last + 1].cluster) : count
      let whole = UnsafeBufferPointer(start: text + cluster, count: max(end - cluster, 0))
      let before = glyphCount
      let parts = rightToLeft ? spread(whole, over: last - first + 1, font) : []
      if glyphCount > before { plain = false }
      for index in first...last {
        let position = positions[index]
        let isMoved = position.x_offset != 0 || position.y_offset != 0
        if isMoved || index > first { complex = !rightToLeft }
        var glyph = UInt16(truncatingIfNeeded: found[index].codepoint)
        var advance = position.x_advance
        let isMissing = glyph == 0
        if isMissing { (glyph, advance) = replacement(font) }
        var shift = GlyphShift.none
        if rightToLeft, isMoved, advance == 0 {
          shift.x = Int16(truncatingIfNeeded: position.x_offset)
          shift.y = Int16(truncatingIfNeeded: position.y_offset)
        }
        // From left to right a cluster's text goes to the first of its glyphs.
        let own =
          rightToLeft
          ? UnsafeBufferPointer(rebasing: whole[parts[index - first]])
          : index == first ? whole : UnsafeBufferPointer(rebasing: whole[..<0])
        let slot = font.slots.slot(glyph: glyph, text: own, shift: shift)
        if isMissing { font.missing.insert(slot) }
        if isMoved || Int(advance) != font.face.advance(Int(glyph)) { plain = false }
        glyphs[glyphCount] = PlacedGlyph(
          slot: slot, advance: Int16(truncatingIfNeeded: advance),
          offsetX: Int16(truncatingIfNeeded: position.x_offset),
          offsetY: Int16(truncatingIfNeeded: position.y_offset), cluster: UInt16(truncatingIfNeeded: cluster))
        glyphCount += 1
        width += advance
      }
      first = last + 1
    }
    return ShapedRun(
      start: Int32(start), count: Int32(glyphCount - start), width: width, isPlain: plain, isComplex: complex)
  }

  /// Shares a cluster's characters out among its glyphs, and draws glyphs that show nothing for those left over: in text
  /// from right to left readers turn round the characters of one glyph, too.
  /// - Returns: What of the text each glyph stands for, from left to right.
  private func spread(_ text: UnsafeBufferPointer<UInt8>, over count: Int, _ font: ShaperFont) -> [Range<Int>] {
    var characters: [Range<Int>] = []
    var place = 0
    while place < text.count {
      var next = place + 1
      while next < text.count, text[next] & 0xC0 == 0x80 { next += 1 }
      characters.append(place..<next)
      place = next
    }
    if characters.count > count, let blank = blank(in: font) {
      // Some readers leave out what has no width at all.
      let thin = GlyphShift(x: 0, y: 0, advance: Int16(truncatingIfNeeded: (font.face.unitsPerEm + 999) / 1000))
      while characters.count > count, let last = characters.popLast() {
        let slot = font.slots.slot(glyph: blank, text: UnsafeBufferPointer(rebasing: text[last]), shift: thin)
        glyphs[glyphCount] = PlacedGlyph(slot: slot, advance: 0, offsetX: 0, offsetY: 0, cluster: 0)
        glyphCount += 1
      }
    }
    // The rightmost glyph comes first in the order of reading.
    var parts = [Range<Int>](repeating: 0..<0, count: count)
    for (index, character) in characters.enumerated() {
      let glyph = max(count - 1 - index, 0)
      parts[glyph] = parts[glyph].isEmpty ? character : parts[glyph].lowerBound..<character.upperBound
    }
    return parts
  }

  /// A glyph that shows nothing and takes no room.
  private func blank(in font: ShaperFont) -> UInt16? {
    if let known = blanks[font.number] { return known }
    let found = [0x200B, 0x2060, 0xFEFF, 0x200C, 0x200D].lazy.map { font.face.glyph(of: $0) }.first {
      $0 > 0 && font.face.advance($0) == 0 && font.extent(ofGlyph: $0) == nil
    }
    let glyph = found.map { UInt16(truncatingIfNeeded: $0) }
    blanks[font.number] = .some(glyph)
    return glyph
  }

  /// Instead of a character that no font has: a box where the font has one.
  private func replacement(_ font: ShaperFont) -> (UInt16, Int32) {
    for box: UInt32 in [0xFFFD, 0x25A1, 0x3F, 0x20] {
      let glyph = font.face.glyph(of: box)
      if glyph > 0 { return (UInt16(truncatingIfNeeded: glyph), Int32(font.face.advance(glyph))) }
    }
    return (0, Int32(font.face.advance(0)))
  }

  /// The hyphen at the end of a divided word. It stands for a soft hyphen, so that readers put the word together again.
  func hyphen(_ font: Int, _ stack: Int) -> ShapedRun {
    if let known = hyphens[font] { return known }
    let face = fonts[font].face
    let glyph = face.glyph(of: 0x2010) > 0 ? face.glyph(of: 0x2010) : face.glyph(of: 0x2D)
    let soft: [UInt8] = [0xC2, 0xAD]
    let slot = soft.withUnsafeBufferPointer {
      fonts[font].slots.slot(glyph: UInt16(truncatingIfNeeded: glyph), text: $0)
    }
    reserve(1)
    glyphs[glyphCount] = PlacedGlyph(
      slot: slot, advance: Int16(truncatingIfNeeded: face.advance(glyph)), offsetX: 0, offsetY: 0, cluster: 0)
    glyphCount += 1
    let run = ShapedRun(start: Int32(glyphCount - 1), count: 1, width: Int32(face.advance(glyph)), isPlain: true)
    hyphens[font] = run
    return run
  }

  /// A character that shows nothing and takes no room, for readers that put text from right to left in order; nil where
  /// the font has none.
  func invisible(_ scalar: Unicode.Scalar, _ font: Int) -> ShapedRun? {
    let key = Invisible(font: font, scalar: scalar)
    if let known = invisibles[key] { return known }
    let face = fonts[font].face
    // Many fonts draw a sign for the mark itself; another glyph that shows nothing stands for it then.
    let glyph = [scalar.value, 0x200B, 0x2060, 0xFEFF, 0x200C, 0x200D].lazy.map { face.glyph(of: $0) }.first {
      $0 > 0 && face.advance($0) == 0 && self.fonts[font].extent(ofGlyph: $0) == nil
    }
    var run: ShapedRun?
    if let glyph {
      let slot = Array(String(scalar).utf8).withUnsafeBufferPointer {
        fonts[font].slots.slot(glyph: UInt16(truncatingIfNeeded: glyph), text: $0)
      }
      reserve(1)
      glyphs[glyphCount] = PlacedGlyph(slot: slot, advance: 0, offsetX: 0, offsetY: 0, cluster: 0)
      glyphCount += 1
      run = ShapedRun(start: Int32(glyphCount - 1), count: 1, width: 0, isPlain: true)
    }
    invisibles[key] = .some(run)
    return run
  }

  private func reserve(_ more: Int) {
    guard glyphCount + more > glyphRoom else { return }
    let wanted = max(glyphRoom * 2, glyphCount + more)
    let larger = UnsafeMutablePointer<PlacedGlyph>.allocate(capacity: wanted)
    larger.moveInitialize(from: glyphs, count: glyphCount)
    glyphs.deallocate()
    glyphs = larger
    glyphRoom = wanted
  }
}
