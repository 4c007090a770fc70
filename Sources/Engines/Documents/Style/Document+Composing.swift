extension Document {
  /// The document with what its quality level adds to the content: a table of contents, lists of figures and tables.
  ///
  /// Writers of formats that people read call it; formats that keep the document do not.
  public func composed() -> Document {
    let features = quality.features
    var added: [Block] = []
    var headings = 0
    var hasContents = false
    var listed: Set<Listing.Subject> = []
    var figures = 0
    var tables = 0
    forEachTextBlock { block in
      switch block {
      case .heading(let heading) where heading.isListed: headings += 1
      case .contents: hasContents = true
      case .listing(let listing): listed.insert(listing.subject)
      case .figure(let figure) where !figure.caption.isEmpty: figures += 1
      case .chart(let chart) where !chart.caption.isEmpty: figures += 1
      case .table(let table) where !table.caption.isEmpty: tables += 1
      default: break
      }
    }
    let isShort = type.map { [.letter, .memo, .invoice, .presentation].contains($0) } ?? false
    if let above = features.contentsAbove, headings > above, !hasContents, !isShort {
      added.append(.contents(TableOfContents(attributes: Attributes(classes: [Self.madeClass]))))
    }
    if features.listsFiguresAndTables, !isShort {
      let made = Attributes(classes: [Self.madeClass])
      if figures > 0, !listed.contains(.figures) { added.append(.listing(Listing(.figures, attributes: made))) }
      if tables > 0, !listed.contains(.tables) { added.append(.listing(Listing(.tables, attributes: made))) }
    }
    guard !added.isEmpty else { return self }
    var document = self
    var place = 0
    if case .division(let division)? = blocks.first, division.role == .cover { place = 1 }
    document.blocks.insert(contentsOf: added, at: place)
    return document
  }

  /// The class of blocks that `composed` added.
  public static let madeClass = "made"
}
