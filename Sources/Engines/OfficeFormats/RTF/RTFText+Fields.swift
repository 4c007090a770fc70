internal import Documents

/// Bookmarks, links, references and other fields.
extension RTFText {
  /// A bookmark's name: letters and digits, at most 40.
  static func bookmark(_ anchor: String) -> String {
    var name = "b"
    for byte in anchor.utf8 {
      let isPlain = (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
      name += isPlain ? String(Unicode.Scalar(byte)) : "_" + String(byte, radix: 16)
    }
    guard name.utf8.count > 40 else { return name }
    // Long names that begin alike stay apart.
    let hash = anchor.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return name.prefix(24) + String(hash, radix: 36)
  }

  mutating func bookmark(_ end: StaticString, _ anchor: String) {
    put("{\\*\\bkmk")
    put(end)
    put(" \(Self.bookmark(anchor))}")
  }

  /// A field: what it computes, and what it shows until then.
  mutating func field(_ instruction: String, _ result: (inout RTFText) -> Void) {
    put("{\\field{\\*\\fldinst{ ")
    plain(instruction)
    put(" }}{\\fldrslt{")
    result(&self)
    put("}}}")
  }

  mutating func link(_ link: Link, _ style: RunStyle) {
    let shown = link.inlines.isEmpty ? [.text(link.target)] : link.inlines
    if let anchor = link.internalTarget {
      if references.outline.subject(of: anchor) == nil {
        notes.warn("missing-target", "the link leads to #\(anchor), which is not there; give something that id")
      }
      field("HYPERLINK \\l \"\(Self.bookmark(anchor))\"") { $0.inlines(shown, style.with(.link)) }
    } else {
      let address = OfficeAddress.written(link.target).filter { $0 != "\"" }
      field("HYPERLINK \"\(address)\"") { $0.inlines(shown, style.with(.link)) }
    }
  }

  mutating func reference(_ reference: Reference, _ style: RunStyle) {
    if reference.form == .footnote {
      guard let number = noteNumber(reference.target) else {
        return notes.warn(
          "missing-target", "a mark names the footnote \(reference.target), which does not stand before it")
      }
      return run(String(number), style.with(.superscript))
    }
    let shown = references.text(of: reference).map { [Inline.text($0)] } ?? reference.inlines
    guard references.outline.subject(of: reference.target) != nil else {
      notes.warn(
        "missing-target", "a reference leads to \(reference.target), which is not there; give something that id")
      return inlines(shown, style)
    }
    let name = Self.bookmark(reference.target)
    if reference.form == .page, reference.inlines.isEmpty {
      return field("PAGEREF \(name) \\h") { $0.inlines(shown, style) }
    }
    field("HYPERLINK \\l \"\(name)\"") { $0.inlines(shown, style) }
  }

  mutating func variable(_ name: String, _ style: RunStyle) {
    switch name {
    case "page": field("PAGE") { $0.run("1", style) }
    case "pages": field("NUMPAGES") { $0.run("1", style) }
    case "section": field("STYLEREF \"heading 1\"") { $0.run($0.sectionTitle, style) }
    default:
      if let value = document.value(ofVariable: name) { return run(value, style) }
      notes.warn("missing-variable", "the variable \(name) has no value; its name stands there")
      run("{\(name)}", style)
    }
  }

  private var sectionTitle: String {
    references.outline.headings.first { $0.level == 1 }?.inlines.plainText ?? ""
  }

  // MARK: Contents

  mutating func contents(_ contents: TableOfContents, _ place: RTFPlace) throws {
    var form = place
    form.style = .contents
    paragraph(form, contents.title.isEmpty ? [.text(wording.contents)] : contents.title)
    let entries = references.outline.headings.filter { $0.isListed && $0.level <= contents.depth }
    list(entries, place, "TOC \\o \"1-\(contents.depth)\" \\h") { entry in
      (entry.number.map { $0 + " " } ?? "") + entry.inlines.plainText
    }
  }

  mutating func listing(_ listing: Listing, _ place: RTFPlace) throws {
    var form = place
    form.style = .contents
    paragraph(form, listing.title.isEmpty ? [.text(listing.subject.word(wording))] : listing.title)
    let label = listing.subject.label(wording)
    list(listing.subject.entries(references.outline), place, "TOC \\h \\c \"\(label)\"") { entry in
      label + (entry.number.map { " \($0)" } ?? "") + ": " + entry.inlines.plainText
    }
  }

  /// The entries as a field whose page numbers the word processor fills in.
  private mutating func list(
    _ entries: [DocumentOutline.Entry], _ place: RTFPlace, _ instruction: String,
    _ shown: (DocumentOutline.Entry) -> String
  ) {
    for (index, entry) in entries.enumerated() {
      var form = place
      form.style = .listEntry
      form.indent += max(entry.level - 1, 0) * RTFPlace.step
      open(form, [], words: "\\tqr\\tldot\\tx\(OfficeMeasures.twips(place.width))")
      if index == 0 {
        put("{\\field\\flddirty{\\*\\fldinst{ ")
        plain(instruction)
        put(" }}{\\fldrslt ")
      }
      let name = Self.bookmark(entry.anchor)
      field("HYPERLINK \\l \"\(name)\"") { text in
        text.run(shown(entry), RunStyle())
        text.put("\\tab ")
        text.field("PAGEREF \(name) \\h") { $0.run("?", RunStyle()) }
      }
      if index == entries.count - 1 { put("}}") }
    }
  }

  // MARK: Captions

  mutating func caption(_ caption: [Inline], _ entry: DocumentOutline.Entry?, _ label: String, _ place: RTFPlace) {
    guard !caption.isEmpty else { return }
    var form = place
    form.style = .caption
    form.mark = nil
    open(form, caption)
    if let entry { bookmark("start", entry.anchor) }
    if let number = entry?.number {
      run("\(label)\u{A0}", RunStyle().with(.strong))
      field("SEQ \(label.split(separator: " ").joined(separator: "_")) \\* ARABIC") {
        $0.run(number, RunStyle().with(.strong))
      }
    }
    if let entry { bookmark("end", entry.anchor) }
    if entry?.number != nil { run(": ", RunStyle().with(.strong)) }
    inlines(caption, place.run)
  }
}
