internal import Documents

/// Running text and blocks on their way into an office document. How a block is written is the format's own; the way
/// through the blocks is the same for all.
protocol OfficeText: ~Copyable {
  associatedtype Place: OfficePlace

  /// The document's.
  var direction: TextDirection { get }
  /// Bookmarks that begin in the next paragraph.
  var pendingAnchors: [String] { get set }
  /// What the next paragraph begins with.
  var pendingBreak: PageBreak.Target? { get set }

  mutating func paragraph(_ paragraph: Paragraph, _ place: Place)
  mutating func heading(_ heading: Heading, _ place: Place)
  mutating func table(_ table: Table, _ place: Place) throws
  mutating func list(_ list: List, _ place: Place) throws
  mutating func figure(_ figure: Figure, _ place: Place)
  mutating func chart(_ chart: Chart, _ place: Place)
  mutating func definitions(_ list: DefinitionList, _ place: Place) throws
  mutating func quote(_ quote: Quote, _ place: Place) throws
  mutating func code(_ code: CodeBlock, _ place: Place)
  mutating func math(_ math: MathBlock, _ place: Place)
  mutating func callout(_ callout: Callout, _ place: Place) throws
  mutating func rule(_ place: Place)
  mutating func contents(_ contents: TableOfContents, _ place: Place) throws
  mutating func listing(_ listing: Listing, _ place: Place) throws
  mutating func bibliography(_ bibliography: Bibliography, _ place: Place)
  mutating func lose(_ what: String, _ how: String)
  /// Passes on what has gathered.
  mutating func relieve() throws
}

/// Where a block stands: what its surroundings add to its paragraphs.
protocol OfficePlace {
  var run: RunStyle { get set }
  /// Paragraphs of no other kind take the style of this name.
  mutating func take(style: String)
}

extension OfficeText where Self: ~Copyable {
  mutating func blocks(_ blocks: [Block], _ place: Place) throws {
    for block in blocks { try self.block(block, place) }
  }

  mutating func block(_ block: Block, _ place: Place) throws {
    var place = place
    let attributes = block.attributes
    if !attributes.isEmpty {
      place.run = place.run.with(attributes)
      if let language = attributes.language, attributes.direction == nil {
        let own = TextDirection(language: language)
        if own != direction { place.run.direction = own }
      }
    }
    if let id = attributes.id, !block.carriesAnchor { pendingAnchors.append(id) }
    switch block {
    case .paragraph(let paragraph): self.paragraph(paragraph, place)
    case .heading(let heading): self.heading(heading, place)
    case .table(let table): try self.table(table, place)
    case .list(let list): try self.list(list, place)
    case .figure(let figure): self.figure(figure, place)
    case .chart(let chart): self.chart(chart, place)
    case .definitions(let list): try definitions(list, place)
    case .quote(let quote): try self.quote(quote, place)
    case .code(let code): self.code(code, place)
    case .math(let math): self.math(math, place)
    case .callout(let callout): try self.callout(callout, place)
    case .division(let division): try self.division(division, place)
    case .rule: rule(place)
    case .pageBreak(let pageBreak): pendingBreak = pageBreak.target
    case .raw(let raw): lose("raw text of \(raw.format)", "left out")
    case .contents(let contents): try self.contents(contents, place)
    case .listing(let listing): try self.listing(listing, place)
    case .bibliography(let bibliography): self.bibliography(bibliography, place)
    }
    try relieve()
  }

  /// A division that is no section of its own.
  private mutating func division(_ division: Division, _ place: Place) throws {
    var place = place
    switch division.role {
    case .notes: return lose("speaker notes", "left out")
    case .abstract: place.take(style: "Abstract")
    case .dedication: place.take(style: "Dedication")
    case .address: place.take(style: "Address")
    case .signature: place.take(style: "Signature")
    default: break
    }
    try blocks(division.blocks, place)
  }
}

extension Block {
  /// Whether the block's own text or caption is written with its anchor.
  fileprivate var carriesAnchor: Bool {
    switch self {
    case .heading, .table, .list, .figure, .chart: true
    case .code(let code): !code.caption.isEmpty
    case .math(let math): math.isNumbered
    default: false
    }
  }
}

extension Callout {
  /// Paragraphs can share a border; other blocks need a box of their own.
  var hasOnlyParagraphs: Bool { blocks.allSatisfy { if case .paragraph = $0 { true } else { false } } }

  func title(_ wording: Wording) -> [Inline] { title.isEmpty ? [.text(wording.callout(form))] : title }
}

extension CodeBlock {
  /// The lines, each with its number where the block shows numbers.
  var numberedLines: [(number: String, text: Substring)] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard showsLineNumbers else { return lines.map { ("", $0) } }
    let width = String(lines.count).count
    return lines.enumerated().map { index, line in
      let digits = String(index + 1)
      return (String(repeating: " ", count: width - digits.count) + digits + "  ", line)
    }
  }
}
