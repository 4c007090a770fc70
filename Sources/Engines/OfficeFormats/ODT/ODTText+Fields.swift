internal import Documents

/// Links, references, fields, contents and captions.
extension ODTText {
  mutating func link(_ link: Link, _ style: RunStyle) {
    guard !isInLink else { return inlines(link.inlines, style) }
    if let anchor = link.internalTarget, book.outline.subject(of: anchor) == nil {
      book.notes.warn("missing-target", "the link leads to #\(anchor), which is not there; give something that id")
    }
    xml.put("<text:a xlink:type=\"simple\"")
    xml.attribute(" xlink:href", link.internalTarget == nil ? OfficeAddress.written(link.target) : link.target)
    if let title = link.title { xml.attribute(" office:title", title) }
    xml.put(" text:style-name=\"Internet_20_Link\" text:visited-style-name=\"Internet_20_Link\">")
    isInLink = true
    inlines(link.inlines.isEmpty ? [.text(link.target)] : link.inlines, style)
    isInLink = false
    xml.put("</text:a>")
  }

  mutating func reference(_ reference: Reference, _ style: RunStyle) {
    if reference.form == .footnote {
      guard let number = book.footnoteNumbers[reference.target] else {
        return book.notes.warn(
          "missing-target", "a mark names the footnote \(reference.target), which does not stand before it")
      }
      xml.put(
        "<text:span text:style-name=\"Footnote_20_anchor\"><text:note-ref text:note-class=\"footnote\" text:reference-format=\"text\" text:ref-name=\"ftn\(number)\">\(number)</text:note-ref></text:span>"
      )
      return endSpaces()
    }
    let subject = book.outline.subject(of: reference.target)
    if subject == nil {
      book.notes.warn(
        "missing-target", "a reference leads to \(reference.target), which is not there; give something that id")
    }
    let shown = book.references.text(of: reference).map { [Inline.text($0)] } ?? reference.inlines
    guard subject != nil, !isInLink else { return inlines(shown, style) }
    guard reference.inlines.isEmpty else { return link(Link("#" + reference.target, shown), style) }
    let number = subject.flatMap { book.outline.entry($0)?.number }
    switch (reference.form, subject) {
    case (.page, _): field("page", reference.target, "")
    case (.title, .heading?): field("text", reference.target, shown.plainText)
    case (.number, .heading?) where number != nil: field("number", reference.target, shown.plainText)
    case (.label, .heading?) where number != nil:
      run(book.wording.section + " ", style)
      field("number", reference.target, number ?? "")
    case (.label, .figure?), (.label, .table?), (.label, .code?), (.label, .formula?):
      field("text", reference.target, shown.plainText)
    default: link(Link("#" + reference.target, shown), style)
    }
  }

  private mutating func field(_ format: StaticString, _ target: String, _ result: String) {
    xml.put("<text:bookmark-ref text:reference-format=\"")
    xml.put(format)
    xml.put("\"")
    xml.attribute(" text:ref-name", target)
    xml.put(">")
    xml.text(result)
    xml.put("</text:bookmark-ref>")
    endSpaces()
  }

  mutating func variable(_ name: String, _ style: RunStyle) {
    switch name {
    case "page": xml.put("<text:page-number text:select-page=\"current\">1</text:page-number>")
    case "pages": xml.put("<text:page-count>1</text:page-count>")
    case "section": xml.put("<text:chapter text:display=\"name\" text:outline-level=\"1\"/>")
    default:
      if let value = book.document.value(ofVariable: name) { return run(value, style) }
      book.notes.warn("missing-variable", "the variable \(name) has no value; its name stands there")
      return run("{\(name)}", style)
    }
    endSpaces()
  }

  // MARK: Contents

  mutating func contents(_ contents: TableOfContents, _ place: ODTPlace) throws {
    let title = contents.title.isEmpty ? book.wording.contents : contents.title.plainText
    book.counts.contents += 1
    let name = "Contents\(book.counts.contents)"
    xml.put(
      "<text:table-of-content text:name=\"\(name)\" text:protected=\"true\"><text:table-of-content-source text:outline-level=\"\(contents.depth)\">"
    )
    xml.put("<text:index-title-template text:style-name=\"Contents_20_Heading\">")
    xml.text(title)
    xml.put("</text:index-title-template>")
    for level in 1...10 {
      xml.put(
        "<text:table-of-content-entry-template text:outline-level=\"\(level)\" text:style-name=\"Contents_20_\(min(level, 6))\"><text:index-entry-link-start/><text:index-entry-chapter/><text:index-entry-span> </text:index-entry-span><text:index-entry-text/><text:index-entry-tab-stop style:type=\"right\" style:leader-char=\".\"/><text:index-entry-page-number/><text:index-entry-link-end/></text:table-of-content-entry-template>"
      )
    }
    xml.put("</text:table-of-content-source>")
    let entries = book.outline.headings.filter { $0.isListed && $0.level <= contents.depth }
    try body(name, title, entries, place) {
      "Contents_20_\($0.level)"
    } shown: { entry in
      (entry.number.map { $0 + " " } ?? "") + entry.inlines.plainText
    }
    xml.put("</text:table-of-content>")
  }

  mutating func listing(_ listing: Listing, _ place: ODTPlace) throws {
    let title = listing.title.isEmpty ? listing.subject.word(book.wording) : listing.title.plainText
    let label = listing.subject.label(book.wording)
    book.counts.contents += 1
    let name = "Listing\(book.counts.contents)"
    xml.put("<text:illustration-index text:name=\"\(name)\" text:protected=\"true\"><text:illustration-index-source")
    xml.attribute(" text:caption-sequence-name", ODTText.sequence(label))
    xml.put(
      " text:caption-sequence-format=\"text\"><text:index-title-template text:style-name=\"Contents_20_Heading\">")
    xml.text(title)
    xml.put(
      "</text:index-title-template><text:illustration-index-entry-template text:style-name=\"Figure_20_Index_20_1\"><text:index-entry-text/><text:index-entry-tab-stop style:type=\"right\" style:leader-char=\".\"/><text:index-entry-page-number/></text:illustration-index-entry-template></text:illustration-index-source>"
    )
    try body(name, title, listing.subject.entries(book.outline), place) { _ in
      "Figure_20_Index_20_1"
    } shown: { entry in
      label + (entry.number.map { " \($0)" } ?? "") + ": " + entry.inlines.plainText
    }
    xml.put("</text:illustration-index>")
  }

  private mutating func body(
    _ name: String, _ title: String, _ entries: [DocumentOutline.Entry], _ place: ODTPlace,
    _ style: (DocumentOutline.Entry) -> String, shown: (DocumentOutline.Entry) -> String
  ) throws {
    xml.put("<text:index-body><text:index-title text:name=\"\(name)_Head\">")
    var heading = place
    heading.style = "Contents_20_Heading"
    paragraph(heading, nil, [.text(title)])
    xml.put("</text:index-title>")
    for entry in entries {
      xml.put("<text:p text:style-name=\"\(style(entry))\"><text:a xlink:type=\"simple\"")
      xml.attribute(" xlink:href", "#" + entry.anchor)
      xml.put(" text:style-name=\"Index_20_Link\" text:visited-style-name=\"Index_20_Link\">")
      beginSpaces()
      plain(shown(entry))
      xml.put("<text:tab/>")
      // A reference, because every program fills it in by itself.
      field("page", entry.anchor, "")
      xml.put("</text:a></text:p>")
      try xml.relieve()
    }
    xml.put("</text:index-body>")
  }

  // MARK: Captions

  /// The name of the counter behind a caption's word.
  static func sequence(_ label: String) -> String { label.split(separator: " ").joined(separator: "_") }

  mutating func caption(
    _ caption: [Inline], _ entry: DocumentOutline.Entry?, label: String, isAbove: Bool, _ place: ODTPlace
  ) {
    guard !caption.isEmpty else { return }
    var below = place
    below.style = isAbove ? "Caption_20_Above" : "Caption"
    let number = entry?.number
    let content = caption
    open(below, nil, content)
    if let entry { bookmark("start", entry.anchor) }
    if let number {
      let name = Self.sequence(label)
      xml.put("<text:span text:style-name=\"Caption_20_Label\">")
      plain(label + "\u{00A0}")
      xml.put("<text:sequence")
      xml.attribute(" text:ref-name", "ref\(name)\(number)")
      xml.attribute(" text:name", name)
      xml.attribute(" text:formula", "ooow:\(name)+1")
      xml.put(" style:num-format=\"1\">\(number)</text:sequence></text:span>")
      endSpaces()
    }
    if let entry { bookmark("end", entry.anchor) }
    if number != nil { xml.put("<text:span text:style-name=\"Caption_20_Label\">: </text:span>") }
    inlines(caption, place.run)
    xml.put("</text:p>")
  }
}
