/// One face of a font file: its tables, its measures and its map of characters.
public final class FontFace: Sendable {
  public enum Outlines: Sendable {
    case trueType, compact
  }

  public let file: FontFile
  /// The face's place in a collection.
  public let index: Int
  public let outlines: Outlines
  public let unitsPerEm: Int
  public let glyphCount: Int
  public let ascent: Int
  public let descent: Int
  public let lineGap: Int
  public let capHeight: Int
  public let xHeight: Int
  public let bounds: (left: Int, bottom: Int, right: Int, top: Int)
  public let weight: Int
  public let isItalic: Bool
  public let isFixedPitch: Bool
  public let italicAngle: Double
  public let underlinePosition: Int
  public let underlineThickness: Int
  public let strikePosition: Int
  public let family: String
  public let postScriptName: String
  /// The axes along which the font changes; none in most fonts.
  public let axes: [FontAxis]
  /// Where on them this face is.
  public let location: FontLocation
  /// What draws a face that is not as its tables have it.
  let instance: FontInstance?
  private let tables: [FontTag: FontBytes]
  private let metrics: FontBytes
  private let metricCount: Int
  private let characters: CharacterMap

  public convenience init(_ file: FontFile, index: Int = 0) throws {
    try self.init(file, index: index, at: .normal)
  }

  init(_ file: FontFile, index: Int, at location: FontLocation) throws {
    let bytes = file.bytes
    guard let start = file.directory(of: index) else {
      throw FontError(.malformed, "\(file.path) has no face \(index).")
    }
    let version = bytes.u32(start)
    guard version == 0x0001_0000 || version == 0x4F54_544F || version == 0x7472_7565 else {
      throw FontError(.malformed, "\(file.path) is not a TrueType or OpenType font.")
    }
    var tables: [FontTag: FontBytes] = [:]
    for place in 0..<min(bytes.u16(start + 4), 128) {
      let entry = start + 12 + 16 * place
      tables[FontTag(UInt32(bytes.u32(entry)))] = bytes.part(bytes.u32(entry + 8), bytes.u32(entry + 12))
    }
    func table(_ tag: FontTag) -> FontBytes {
      tables[tag] ?? FontBytes(UnsafeRawBufferPointer(start: nil, count: 0))
    }
    let head = table("head")
    let horizontal = table("hhea")
    let shape = table("OS/2")
    let post = table("post")
    let em = head.u16(18)
    let glyphs = table("maxp").u16(4)
    guard em >= 16, glyphs > 0, tables["glyf"] != nil || tables["CFF "] != nil || tables["CFF2"] != nil else {
      throw FontError(.malformed, "\(file.path) has no usable outlines.")
    }
    self.file = file
    self.index = index
    self.tables = tables
    // CFF2 is no format of PDF: its curves are drawn anew as those of TrueType.
    outlines = tables["CFF "] != nil ? .compact : .trueType
    axes = FontAxis.all(in: table("fvar"))
    self.location = location
    let isDrawn = !location.coordinates.isEmpty || tables["CFF2"] != nil
    instance = isDrawn ? FontInstance(file, index: index, location) : nil
    guard !isDrawn || instance != nil else { throw FontError(.unreadable, "There is no memory for \(file.path).") }
    unitsPerEm = em
    glyphCount = glyphs
    ascent = horizontal.i16(4)
    descent = horizontal.i16(6)
    lineGap = horizontal.i16(8)
    capHeight = shape.count > 90 && shape.i16(88) > 0 ? shape.i16(88) : em * 7 / 10
    xHeight = shape.count > 88 && shape.i16(86) > 0 ? shape.i16(86) : em / 2
    bounds = (head.i16(36), head.i16(38), head.i16(40), head.i16(42))
    weight = location["wght"].map { Int($0.rounded()) } ?? (shape.u16(4) == 0 ? 400 : shape.u16(4))
    let leans = location["ital"] ?? 0 > 0 || location["slnt"] ?? 0 < 0
    isItalic = head.u16(44) & 2 != 0 || leans
    isFixedPitch = post.u32(12) != 0
    italicAngle = location["slnt"] ?? Double(post.i16(4))
    underlinePosition = post.i16(8)
    underlineThickness = max(post.i16(10), em / 40)
    strikePosition = shape.i16(28) > 0 ? shape.i16(28) : em * 3 / 10
    metrics = table("hmtx")
    metricCount = max(horizontal.u16(34), 1)
    let names = FontNames(table("name"))
    family = names.family
    postScriptName = location.coordinates.reduce(names.postScript) { name, coordinate in
      "\(name)-\(coordinate.tag)\(Int(coordinate.value.rounded()))"
    }
    characters = CharacterMap(table("cmap"))
  }

  /// A table's bytes, empty where there is none.
  public func table(_ tag: FontTag) -> FontBytes {
    tables[tag] ?? FontBytes(UnsafeRawBufferPointer(start: nil, count: 0))
  }

  /// How far a glyph moves the pen, in font units.
  public func advance(_ glyph: Int) -> Int {
    instance?.advance(glyph) ?? metrics.u16(4 * min(glyph, metricCount - 1))
  }

  /// The glyph of a character, or zero.
  public func glyph(of scalar: UInt32) -> Int {
    characters.glyph(of: scalar)
  }

  /// Whether the licence bits allow the font in a file.
  public var mayBeEmbedded: Bool {
    table("OS/2").u16(8) & 0x000F != 2
  }

  /// The face as near to a style as its axes allow.
  func instance(_ style: FontStyle) -> FontFace {
    let location = FontLocation(axes, style, isItalic: isItalic)
    guard location != self.location else { return self }
    return (try? FontFace(file, index: index, at: location)) ?? self
  }

  /// How far the face is from a style, at the best place of its axes.
  func distance(to style: FontStyle) -> Int {
    let location = FontLocation(axes, style, isItalic: isItalic)
    let leans = isItalic || location["ital"] ?? 0 > 0 || location["slnt"] ?? 0 < 0
    let weight = axes.first { $0.tag == "wght" }.map { Int($0.clamped(Double(style.weight))) } ?? weight
    return FontStyle(weight: weight, isItalic: leans).distance(to: style)
  }

  /// The whole file: what a shaper wants.
  public var contents: UnsafeRawBufferPointer { file.bytes.bytes }
}
