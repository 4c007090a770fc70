internal import Documents

/// Bookmarks, links, references and other fields.
extension DOCXText {
  mutating func openBookmark(_ anchor: String) -> Int {
    let number = book.nextBookmark()
    xml.put("<w:bookmarkStart w:id=\"")
    xml.put(number)
    xml.put("\"")
    xml.attribute(" w:name", book.bookmarkName(anchor))
    xml.put("/>")
    return number
  }

  mutating func closeBookmark(_ number: Int) {
    xml.put("<w:bookmarkEnd w:id=\"")
    xml.put(number)
    xml.put("\"/>")
  }

  mutating func link(_ link: Link, _ style: RunStyle, in direction: TextDirection) {
    guard !isInLink else { return inlines(link.inlines, style, in: direction) }
    xml.put("<w:hyperlink")
    if let anchor = link.internalTarget {
      if book.outline.subject(of: anchor) == nil {
        book.notes.warn("missing-target", "the link leads to #\(anchor), which is not there; give something that id")
      }
      xml.attribute(" w:anchor", book.bookmarkName(anchor))
    } else {
      xml.attribute(
        " r:id", relationships.id(office: "hyperlink", OfficeAddress.written(link.target), isExternal: true))
    }
    if let title = link.title { xml.attribute(" w:tooltip", title) }
    xml.put(" w:history=\"1\">")
    isInLink = true
    inlines(link.inlines.isEmpty ? [.text(link.target)] : link.inlines, style.with(.link), in: direction)
    isInLink = false
    xml.put("</w:hyperlink>")
  }

  /// A field: what it computes, and what it shows until then.
  mutating func field(
    _ instruction: String, isStale: Bool = false, _ style: RunStyle = RunStyle(), in direction: TextDirection,
    _ result: [Inline]
  ) {
    xml.put("<w:r>")
    properties(style)
    xml.put("<w:fldChar w:fldCharType=\"begin\"")
    if isStale { xml.put(" w:dirty=\"true\"") }
    xml.put("/></w:r><w:r>")
    properties(style)
    xml.put("<w:instrText xml:space=\"preserve\"> ")
    xml.text(instruction)
    xml.put(" </w:instrText></w:r><w:r>")
    properties(style)
    xml.put("<w:fldChar w:fldCharType=\"separate\"/></w:r>")
    let wasInLink = isInLink
    isInLink = true
    inlines(result, style, in: direction)
    isInLink = wasInLink
    xml.put("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>")
  }

  mutating func reference(_ reference: Reference, _ style: RunStyle, in direction: TextDirection) {
    if reference.form == .footnote { return noteReference(reference, style, in: direction) }
    let subject = book.outline.subject(of: reference.target)
    if subject == nil {
      book.notes.warn(
        "missing-target", "a reference leads to \(reference.target), which is not there; give something that id")
    }
    let name = book.bookmarkName(reference.target)
    let shown = book.references.text(of: reference).map { [Inline.text($0)] } ?? reference.inlines
    guard subject != nil, !isInLink else { return inlines(shown, style, in: direction) }
    guard reference.inlines.isEmpty else {
      return link(Link("#" + reference.target, shown), style, in: direction)
    }
    let isNumbered = subject.flatMap { book.outline.entry($0)?.number } != nil
    switch (reference.form, subject) {
    case (.page, _):
      book.needsUpdate = true
      field("PAGEREF \(name) \\h", isStale: true, style, in: direction, [])
    case (.title, .heading?): field("REF \(name) \\h", style, in: direction, shown)
    case (.number, .heading?) where isNumbered: field("REF \(name) \\r \\h", style, in: direction, shown)
    case (.label, .heading?) where isNumbered:
      let entry = subject.flatMap { book.outline.entry($0)?.number } ?? ""
      run(book.wording.section + " ", style, in: direction)
      field("REF \(name) \\r \\h", style, in: direction, [.text(entry)])
    case (.label, .figure?), (.label, .table?), (.label, .code?), (.label, .formula?):
      field("REF \(name) \\h", style, in: direction, shown)
    default: link(Link("#" + reference.target, shown), style, in: direction)
    }
  }

  private mutating func noteReference(_ reference: Reference, _ style: RunStyle, in direction: TextDirection) {
    guard let number = book.footnoteNumbers[reference.target] else {
      return book.notes.warn(
        "missing-target", "a mark names the footnote \(reference.target), which does not stand before it")
    }
    field(
      "NOTEREF \(book.bookmarkName("fn-\(reference.target)")) \\f \\h", style.with(.superscript), in: direction,
      [.text(String(number))])
  }

  mutating func variable(_ name: String, _ style: RunStyle, in direction: TextDirection) {
    switch name {
    case "page": field("PAGE", style, in: direction, [.text("1")])
    case "pages": field("NUMPAGES", style, in: direction, [.text("1")])
    case "section": field("STYLEREF \"heading 1\"", isStale: false, style, in: direction, sectionTitle)
    default:
      if let value = book.document.value(ofVariable: name) { return run(value, style, in: direction) }
      book.notes.warn("missing-variable", "the variable \(name) has no value; its name stands there")
      run("{\(name)}", style, in: direction)
    }
  }

  private var sectionTitle: [Inline] {
    book.outline.headings.first { $0.level == 1 }.map { [.text($0.inlines.plainText)] } ?? []
  }

  // MARK: Contents

  mutating func contents(_ contents: TableOfContents, _ place: DOCXPlace) throws {
    let title = contents.title.isEmpty ? [Inline.text(book.wording.contents)] : contents.title
    let entries = book.outline.headings.filter { $0.isListed && $0.level <= contents.depth }
    xml.put(
      "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"
    )
    paragraph(DOCXParagraph("TOCHeading"), place, title)
    try list(entries, place, instruction: "TOC \\o \"1-\(contents.depth)\" \\h \\z \\u") {
      "TOC\($0.level)"
    } shown: { entry in
      (entry.number.map { [Inline.text($0 + " ")] } ?? []) + Self.withoutNotes(entry.inlines)
    }
    xml.put("</w:sdtContent></w:sdt>")
  }

  mutating func listing(_ listing: Listing, _ place: DOCXPlace) throws {
    let title = listing.title.isEmpty ? [Inline.text(listing.subject.word(book.wording))] : listing.title
    let label = listing.subject.label(book.wording)
    paragraph(DOCXParagraph("TOCHeading"), place, title)
    try list(
      listing.subject.entries(book.outline), place, instruction: "TOC \\h \\z \\c \"\(label)\""
    ) { _ in
      "TableofFigures"
    } shown: { entry in
      [Inline.text(label + (entry.number.map { " \($0)" } ?? "") + ": ")] + Self.withoutNotes(entry.inlines)
    }
  }

  /// Notes stand where the words stand, not where they are listed.
  private static func withoutNotes(_ inlines: [Inline]) -> [Inline] {
    inlines.contains { if case .footnote = $0 { true } else { false } }
      ? inlines.filter { if case .footnote = $0 { false } else { true } } : inlines
  }

  private mutating func list(
    _ entries: [DocumentOutline.Entry], _ place: DOCXPlace, instruction: String,
    _ style: (DocumentOutline.Entry) -> String, shown: (DocumentOutline.Entry) -> [Inline]
  ) throws {
    guard !entries.isEmpty else { return }
    book.needsUpdate = true
    let width = OfficeMeasures.twips(place.width)
    for (index, entry) in entries.enumerated() {
      var form = DOCXParagraph(style(entry))
      form.tabs = [("right", width, true)]
      let direction = open(form, place, [])
      if index == 0 {
        xml.put(
          "<w:r><w:fldChar w:fldCharType=\"begin\" w:dirty=\"true\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> ")
        xml.text(instruction)
        xml.put(" </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>")
      }
      let name = book.bookmarkName(entry.anchor)
      xml.put("<w:hyperlink")
      xml.attribute(" w:anchor", name)
      xml.put(" w:history=\"1\">")
      isInLink = true
      inlines(shown(entry), place.run, in: direction)
      xml.put("<w:r><w:tab/></w:r>")
      field("PAGEREF \(name) \\h", isStale: true, in: direction, [])
      isInLink = false
      xml.put("</w:hyperlink>")
      if index == entries.count - 1 { xml.put("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>") }
      xml.put("</w:p>")
      try xml.relieve()
    }
  }

  // MARK: Captions

  /// "Figure 1: …", the number counted by the word processor.
  mutating func caption(
    _ caption: [Inline], _ entry: DocumentOutline.Entry?, label: String, keepsNext: Bool, _ place: DOCXPlace
  ) {
    guard !caption.isEmpty else { return }
    var form = DOCXParagraph("Caption")
    form.keepsNext = keepsNext
    let direction = open(form, place, caption)
    let bookmark = entry.map { openBookmark($0.anchor) }
    if let number = entry?.number {
      let style = place.run.with(.strong)
      run(label + "\u{00A0}", style, in: direction)
      field(
        "SEQ \(label.split(separator: " ").joined(separator: "_")) \\* ARABIC", style, in: direction, [.text(number)])
    }
    if let bookmark { closeBookmark(bookmark) }
    if entry?.number != nil { run(": ", place.run.with(.strong), in: direction) }
    inlines(caption, place.run, in: direction)
    xml.put("</w:p>")
  }
}
