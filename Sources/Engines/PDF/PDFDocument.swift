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
  var images: [PDFImage.Prepared] = []
  var pages: [Page] = []
  var links: [PDFLink] = []
  var outline: [PDFOutlineEntry] = []
  var places: [String: (page: Int, top: Double)] = [:]
  var labels: [PDFPageLabel] = []
  var attachments: [PDFAttachment] = []
  var opacities: [Int] = []
  let resources: PDFObject
  private let signature: (signer: PDFSigner, maker: SignatureMaker)?
  private let isProtected: Bool
  /// Addresses of places that the document does not have.
  public private(set) var missingPlaces: [String] = []

  /// - Parameters:
  ///   - protection: encrypts the file, which then claims no PDF/A.
  ///   - signer: signs the whole file.
  ///   - memory: streams of earlier files.
  ///   - workers: threads for compressing beside the caller's.
  public init(
    to sink: any ByteSink, _ metadata: PDFMetadata, _ conformance: PDFConformance = .archive2,
    protection: PDFProtection? = nil, signer: PDFSigner? = nil, memory: DeflateMemory? = nil,
    workers: Int = 1
  ) throws {
    file = try ObjectFile(
      to: sink, workers: workers, cipher: protection.map { try FileCipher($0) }, isSigned: signer != nil,
      memory: memory)
    self.metadata = metadata
    self.conformance = protection == nil ? conformance : .tagged
    isProtected = protection != nil
    signature = try signer.map { ($0, try SignatureMaker($0)) }
    resources = file.reserve()
  }

  public func font(_ face: FontFace) -> PDFFont {
    let font = PDFFont(face, index: fonts.count, object: file.reserve())
    fonts.append(font)
    return font
  }

  /// The number by which pages draw the image.
  public func image(_ image: PDFImage) -> Int {
    images.append(image.prepared(for: file))
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

  public func size(ofPage page: Int) -> (width: Double, height: Double) {
    (pages[page].width, pages[page].height)
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

  /// Takes no effect in PDF/A-2, which allows no foreign files.
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
    var annotations = try writeLinks()
    let field = try signature.map { try writeSignatureField($0.signer, &annotations) }
    let pageTree = try writePages(annotations.byPage)
    let structureRoot = try writeStructure(annotations.elements)
    let root = try writeCatalog(pageTree, structureRoot, field?.field, isProtected: isProtected)
    let information = try writeInformation()
    var signing: ObjectFile.Signing?
    if let field, let signature {
      signing = ObjectFile.Signing(object: field.value, maker: signature.maker, entries: field.entries)
    }
    try file.finish(root: root, information: information, signing: signing)
  }

  public var byteCount: Int { file.byteCount }
}
