internal import Documents
internal import Fonts
internal import PDF
internal import Typesetting

/// What the pages of a PDF share: fonts, pictures, links, places.
final class PDFResources {
  struct LinkUse {
    let target: PDFTarget
    let description: String
    let element: StructureTree.Node
  }

  struct Anchor {
    let name: String
    var page: Int?
    var top = 0.0
    /// A heading also opens a section of the running head and a bookmark.
    var heading: (title: String, level: Int, isListed: Bool)?
  }

  /// What `setHeading` was told.
  struct HeadingPlace {
    let name: String
    let title: String
    let level: Int
    let isListed: Bool
  }

  let document: PDFDocument
  private(set) var headings: [HeadingPlace] = []
  var links: [LinkUse] = []
  var anchors: [Anchor] = []
  private var anchorNumbers: [String: Int32] = [:]
  /// By the shaper's number.
  private var fonts: [PDFFont?] = []
  private var images: [String: PlacedImage?] = [:]
  /// The files of pictures by their numbers.
  private(set) var sources: [Int: Resource] = [:]
  private var drawn: [FontFace?] = []
  private(set) var missing: [UInt32] = []
  private var missingKnown: Set<UInt32> = []
  /// The title of the section under way, for running heads.
  private(set) var section = ""

  init(_ document: PDFDocument) {
    self.document = document
  }

  /// The file's font for one of the shaper's.
  func font(_ source: ShaperFont) -> PDFFont {
    if source.number < fonts.count, let known = fonts[source.number] { return known }
    while fonts.count <= source.number { fonts.append(nil) }
    let made = document.font(source.face)
    fonts[source.number] = made
    return made
  }

  /// A glyph's first use in this file.
  @inline(never)
  func assign(_ font: PDFFont, _ source: ShaperFont, _ slot: Int) -> UInt16 {
    noteMissing(source, slot)
    let shift = source.shift(ofSlot: slot)
    let glyph = SubsetGlyph(
      source.glyph(ofSlot: slot), shiftX: Int(shift.x), shiftY: Int(shift.y), advance: Int(shift.advance))
    return source.withText(ofSlot: slot) { font.assign(slot: slot, glyph: glyph, text: $0) }
  }

  /// Remembers the character where a box stands in its place.
  func noteMissing(_ source: ShaperFont, _ slot: Int) {
    guard source.isMissing(slot: slot) else { return }
    let text = source.withText(ofSlot: slot) { String(decoding: $0, as: UTF8.self) }
    if let scalar = text.unicodeScalars.first, missingKnown.insert(scalar.value).inserted {
      missing.append(scalar.value)
    }
  }

  /// A font that was drawn with, where no PDF keeps count.
  func note(_ source: ShaperFont) {
    if source.number < drawn.count, drawn[source.number] != nil { return }
    while drawn.count <= source.number { drawn.append(nil) }
    drawn[source.number] = source.face
  }

  /// The faces that the file draws with.
  var usedFaces: [FontFace] { document.fonts.filter(\.isUsed).map(\.face) + drawn.compactMap { $0 } }

  func link(_ target: PDFTarget, _ description: String, _ element: StructureTree.Node) -> Int32 {
    links.append(LinkUse(target: target, description: description, element: element))
    return Int32(links.count - 1)
  }

  /// The number of a place by its name.
  func anchor(_ name: String) -> Int32 {
    if let known = anchorNumbers[name] { return known }
    anchors.append(Anchor(name: name))
    anchorNumbers[name] = Int32(anchors.count - 1)
    return Int32(anchors.count - 1)
  }

  func setHeading(_ anchor: Int32, _ title: String, _ level: Int, isListed: Bool) {
    anchors[Int(anchor)].heading = (title, level, isListed)
    headings.append(
      HeadingPlace(name: anchors[Int(anchor)].name, title: title, level: level, isListed: isListed))
  }

  /// The place was drawn.
  func reach(_ anchor: Int32, page: Int, top: Double) {
    guard anchors[Int(anchor)].page == nil else { return }
    anchors[Int(anchor)].page = page
    anchors[Int(anchor)].top = top
    document.name(anchors[Int(anchor)].name, page: page, top: top)
    if let heading = anchors[Int(anchor)].heading {
      if heading.isListed { document.bookmark(heading.title, level: heading.level, page: page, top: top) }
      if heading.level == 1 { section = heading.title }
    }
  }

  /// The page on which a place was drawn.
  func page(of name: String) -> Int? { anchorNumbers[name].flatMap { anchors[Int($0)].page } }

  /// The box of a figure, which its element tells.
  func setBounds(_ mark: Int32, _ bounds: [Double]) {
    guard mark >= 0 else { return }
    document.structure.setBounds(bounds, ofElementOf: StructureTree.Node(mark))
  }

  /// A picture of the document's, read once; nil where it is missing or damaged.
  func image(_ resource: Resource) throws -> PlacedImage? {
    if let known = images[resource.name] { return known }
    let image = try PictureMemory.shared.image(resource.bytes)
    let placed = PlacedImage(number: document.image(image), width: image.width, height: image.height)
    images[resource.name] = .some(placed)
    sources[placed.number] = resource
    return placed
  }

  struct PlacedImage {
    let number: Int
    let width: Int
    let height: Int
  }
}
