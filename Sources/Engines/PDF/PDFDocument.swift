public import ByteIO
public import Fonts

/// Puts a PDF file together: pages as they come, everything that refers to all of them at the end.
///
/// The file is tagged, and claims PDF/UA-1 and PDF/A; that its content keeps the promise is the business of the caller
/// and of the tests' judges. The same calls give the same bytes.
public final class PDFDocument {
  struct Page {
    let object: PDFObject
    let width: Double
    let height: Double
    var contents: [PDFObject]
    var leaves: [StructureTree.Node]
  }

  let file: ObjectFile
  let metadata: PDFMetadata
  let conformance: PDFConformance
  public let structure = StructureTree()
  public private(set) var fonts: [PDFFont] = []
  var images: [(image: PDFImage, object: PDFObject)] = []
  var pages: [Page] = []
  var links: [PDFLink] = []
  var outline: [PDFOutlineEntry] = []
  var places: [String: (page: Int, top: Double)] = [:]
  var labels: [PDFPageLabel] = []
  var attachments: [PDFAttachment] = []
  var opacities: [Int] = []
  let resources: PDFObject
  /// Addresses of places that the document does not have.
  public private(set) var missingPlaces: [String] = []

  /// - Parameter workers: threads for compressing beside the caller's.
  public init(
    to sink: any ByteSink, _ metadata: PDFMetadata, _ conformance: PDFConformance = .archive2, workers: Int = 1
  ) throws {
    file = try ObjectFile(to: sink, workers: workers)
    self.metadata = metadata
    self.conformance = conformance
    resources = file.reserve()
  }

  public func font(_ face: FontFace) -> PDFFont {
    let font = PDFFont(face, index: fonts.count, object: file.reserve())
    fonts.append(font)
    return font
  }

  /// The number by which pages draw the image.
  public func image(_ image: PDFImage) throws -> Int {
    let object = file.reserve()
    try image.write(to: file, as: object)
    images.append((image, object))
    return images.count - 1
  }

  /// The number of a graphics state with this opacity in percent.
  public func opacity(_ percent: Int) -> Int {
    if let known = opacities.firstIndex(of: percent) { return known }
    opacities.append(percent)
    return opacities.count - 1
  }

  public var pageCount: Int { pages.count }

  /// Takes the next place for a page that is added later.
  public func reservePage(width: Double, height: Double) -> Int {
    pages.append(Page(object: file.reserve(), width: width, height: height, contents: [], leaves: []))
    return pages.count - 1
  }

  /// Puts content on a page, over what is there; it is compressed and gone from memory soon after.
  public func add(_ content: consuming PageContent, toPage page: Int) throws {
    content.close()
    let stream = file.reserve()
    for leaf in content.leaves {
      structure.place(leaf, page: page, number: pages[page].leaves.count)
      pages[page].leaves.append(leaf)
    }
    try file.write(stream, compressing: content.buffer.bytes)
    pages[page].contents.append(stream)
  }

  /// How many pieces of marked content a page has.
  public func markCount(ofPage page: Int) -> Int { pages[page].leaves.count }

  public func link(
    page: Int, left: Double, bottom: Double, right: Double, top: Double, to target: PDFTarget, description: String,
    element: StructureTree.Node
  ) {
    links.append(
      PDFLink(
        page: page, area: (left, bottom, right, top), target: target, description: description, element: element))
  }

  /// Gives a place a name; the first one counts.
  public func name(_ name: String, page: Int, top: Double) {
    if places[name] == nil { places[name] = (page, top) }
  }

  public func bookmark(_ title: String, level: Int, page: Int, top: Double) {
    outline.append(PDFOutlineEntry(title: title, level: level, page: page, top: top))
  }

  public func label(_ label: PDFPageLabel) {
    labels.append(label)
  }

  /// Takes effect in PDF/A-3 only: the second part allows no foreign files.
  public func attach(_ attachment: PDFAttachment) {
    attachments.append(attachment)
  }

  /// Writes the rest of the file. The sink is finished by whoever made it.
  public func finish() throws {
    let usedFonts = fonts.filter(\.isUsed)
    for font in usedFonts { try font.write(to: file) }
    missingPlaces = links.compactMap { link in
      if case .place(let name) = link.target, places[name] == nil { name } else { nil }
    }
    try writeResources(usedFonts)
    let annotations = try writeLinks()
    let pageTree = try writePages(annotations.byPage)
    let structureRoot = try writeStructure(annotations.elements)
    let root = try writeCatalog(pageTree, structureRoot)
    let information = try writeInformation()
    try file.finish(root: root, information: information)
  }

  public var byteCount: Int { file.byteCount }
}
