internal import Documents
internal import PDF
internal import Typesetting

/// Setting a document in parts that an earlier export may have set already.
extension PDFComposition {
  private static let mostBlocks = 40
  private static let mostStrips = 4000

  /// All blocks, in parts from heading to heading.
  func setSections(_ store: SectionStore, _ control: ExportControl) throws {
    let blocks = document.blocks
    var first = 0
    while first < blocks.count {
      var last = first + 1
      while last < blocks.count, last - first < Self.mostBlocks {
        if case .heading = blocks[last] { break }
        last += 1
      }
      try control.checkpoint(.layout, done: first, of: blocks.count)
      try setSection(blocks[first..<last], store)
      first = last
    }
  }

  private func setSection(_ blocks: ArraySlice<Block>, _ store: SectionStore) throws {
    let contents = SectionContents(blocks)
    guard galley.decoration < 0, contents.standsAlone else { return try setPlainly(blocks) }
    let start = SetSection.Start(
      followsParagraph: previousWasParagraph, headingLevel: lastHeadingLevel,
      noteCount: contents.notes.isEmpty ? nil : noteNumbers.count)
    let isNewNote = contents.notes.allSatisfy { noteNumbers[$0] == nil }
    let found = store.find(blocks) { section in
      section.start == start && cursor.matches(section.entries) && isNewNote
        && (!section.dependsOnOutline || store.outlineIsSame)
    }
    if let found {
      try reuse(found)
      store.keep(found, isNew: false)
      return try passOn()
    }
    guard isNewNote else { return try setPlainly(blocks) }
    if let section = try record(blocks, start, contents) { store.keep(section, isNew: true) }
    try passOn()
  }

  private func setPlainly(_ blocks: ArraySlice<Block>) throws {
    for block in blocks {
      try set(block)
      try passOn()
    }
  }

  /// Sets blocks in a galley of their own and remembers what came of it; nil where that is worth nothing.
  private func record(
    _ blocks: ArraySlice<Block>, _ start: SetSection.Start, _ contents: SectionContents
  ) throws -> SetSection? {
    let outer = galley
    let own = Galley()
    galley = own
    isRecording = true
    defer {
      galley = outer
      isRecording = false
    }
    let place = pdf.structure.place
    let firstLink = resources.links.count
    let firstHeading = resources.headings.count
    let firstTable = tableCount
    let findings = (notes.warnings, notes.losses)
    cursor.beginPassage()
    for block in blocks { try set(block) }
    let passage = cursor.endPassage()
    var anchors: [Int32: String] = [:]
    var images: [Int: String] = [:]
    let copy = own.relocated(
      Relocation(
        marks: 0, links: 0, tables: 0,
        anchor: { [resources] anchor in
          anchors[anchor] = resources.anchors[Int(anchor)].name
          return anchor
        },
        drawing: { [resources] drawing in
          if let image = drawing as? ImageDrawing { images[image.number] = resources.sources[image.number]?.name }
          return drawing
        }))
    outer.append(own)
    guard findings == (notes.warnings, notes.losses), own.stripCount < Self.mostStrips else { return nil }
    return SetSection(
      blocks: Array(blocks), start: start, endsWithParagraph: previousWasParagraph, endHeadingLevel: lastHeadingLevel,
      entries: passage, dependsOnOutline: contents.refers, galley: copy,
      structure: pdf.structure.part(since: place), firstLink: firstLink, links: Array(resources.links[firstLink...]),
      anchors: anchors, headings: Array(resources.headings[firstHeading...]), images: images, firstTable: firstTable,
      tableCount: tableCount - firstTable, notes: contents.notes)
  }

  /// Does what setting the section would do.
  private func reuse(_ section: SetSection) throws {
    var images: [Int: Int] = [:]
    for (number, name) in section.images.sorted(by: { $0.key < $1.key }) {
      guard let resource = document.resources[name] else { continue }
      images[number] = try resources.image(resource)?.number
    }
    let shift = pdf.structure.add(section.structure, to: element)
    let links = Int32(resources.links.count - section.firstLink)
    for link in section.links {
      resources.links.append(
        PDFResources.LinkUse(
          target: link.target, description: link.description,
          element: StructureTree.Node(link.element.index + shift)))
    }
    for heading in section.headings {
      resources.setHeading(resources.anchor(heading.name), heading.title, heading.level, isListed: heading.isListed)
    }
    for note in section.notes { noteNumbers[note] = noteNumbers.count + 1 }
    cursor.take(section.entries)
    let moved = section.galley.relocated(
      Relocation(
        marks: shift, links: links, tables: tableCount - section.firstTable,
        anchor: { [resources] in resources.anchor(section.anchors[$0] ?? "") },
        drawing: { drawing in
          guard let image = drawing as? ImageDrawing, let number = images[image.number] else { return drawing }
          return ImageDrawing(number: number, width: image.width, ascent: image.ascent)
        }))
    galley.append(moved)
    tableCount += section.tableCount
    previousWasParagraph = section.endsWithParagraph
    lastHeadingLevel = section.endHeadingLevel
  }
}

/// What matters of some blocks for using them again.
struct SectionContents {
  /// No block changes the page or lists what stands elsewhere.
  private(set) var standsAlone = true
  private(set) var refers = false
  /// The footnotes in the order of their marks, each once.
  private(set) var notes: [String] = []

  init(_ blocks: ArraySlice<Block>) {
    for block in blocks { visit(block) }
  }

  private mutating func visit(_ block: Block) {
    switch block {
    case .division, .contents, .listing, .bibliography, .pageBreak: standsAlone = false
    default: break
    }
    for run in block.inlineRuns { visit(inlines: run) }
    for blocks in block.childBlocks { for inner in blocks { visit(inner) } }
  }

  private mutating func visit(inlines: [Inline]) {
    for inline in inlines {
      switch inline {
      case .text: continue
      case .reference, .citation: refers = true
      case .footnote(let note):
        if !notes.contains(note.id) { notes.append(note.id) }
        for block in note.blocks { visit(block) }
      default: break
      }
      visit(inlines: inline.children)
    }
  }
}
