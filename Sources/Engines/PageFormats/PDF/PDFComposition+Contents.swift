internal import Documents
internal import PDF
internal import Typesetting

extension PDFComposition {
  func setContents(_ contents: TableOfContents) throws {
    let entries = outline.headings.filter { $0.isListed && $0.level <= contents.depth }
    let node = child(.contents)
    try setListTitle(contents.title.isEmpty ? [.text(wording.contents)] : contents.title)
    let top = entries.map(\.level).min() ?? 1
    for entry in entries {
      try setEntry(entry, entry.number, indent: Double(entry.level - top) * 14, isStrong: entry.level == top, node)
    }
    galley.gap(theme.sizes.body * 1.5)
  }

  func setListing(_ listing: Listing) throws {
    let node = child(.contents)
    try setListTitle(listing.title.isEmpty ? [.text(listing.subject.word(wording))] : listing.title)
    for entry in listing.subject.entries(outline) where entry.isListed {
      let label = entry.number.map { "\(listing.subject.label(wording)) \($0)" }
      try setEntry(entry, label, indent: 0, isStrong: false, node)
    }
    galley.gap(theme.sizes.body * 1.5)
  }

  /// It stands before the list, not in it: a heading would be listed itself.
  private func setListTitle(_ title: [Inline]) throws {
    let size = theme.sizes.heading(2)
    var line = shape(size)
    line.spaceBefore = size
    line.spaceAfter = 6
    line.keepsWithNext = true
    var run = run(.heading, size: size, color: theme.colors.heading, in: child(.paragraph))
    run.look.isBold = true
    try set(title, run, line)
  }

  private func setEntry(
    _ entry: DocumentOutline.Entry, _ number: String?, indent: Double, isStrong: Bool, _ list: StructureTree.Node
  ) throws {
    let item = pdf.structure.add(.contentsItem, to: list)
    let reference = pdf.structure.add(.reference, to: item)
    var run = run(size: theme.sizes.body, color: theme.colors.text, in: reference)
    run.look.isBold = isStrong
    var text = ParagraphText()
    let words = (number.map { $0 + "\u{2002}" } ?? "") + entry.inlines.plainText
    let anchor = resources.anchor(entry.anchor)
    let link = pdf.structure.add(.link, to: reference)
    run.element = link
    run.link = resources.link(.place(entry.anchor), words, link)
    text.append(words + " ", try style(&run))
    let numberMark = pdf.structure.leaf(of: link).index
    var filler = run
    filler.leaf = -1
    filler.element = nil
    filler.look.isBold = false
    text.append(InlineObject(.filler(leader: true)), try style(&filler))
    text.append(
      InlineObject(.lateText(anchor), width: theme.sizes.body * 2.2, mark: numberMark), try style(&run))
    var line = shape(theme.sizes.body)
    line.startIndent = indent
    line.leading = theme.sizes.body * 1.5
    line.orphans = 1
    line.widows = 1
    if isStrong { line.spaceBefore = 3 }
    typesetter.set(text, line, left: frame.left, width: frame.width, into: galley)
  }

  func setBibliography(_ bibliography: Bibliography) throws {
    try setListTitle(bibliography.title.isEmpty ? [.text(wording.bibliography)] : bibliography.title)
    for source in document.sources {
      var line = shape(theme.sizes.body)
      line.startIndent = 18
      line.firstIndent = -18
      line.spaceAfter = 4
      try set([.text(source.line)], bodyRun(child(.paragraph)), line)
    }
  }
}
