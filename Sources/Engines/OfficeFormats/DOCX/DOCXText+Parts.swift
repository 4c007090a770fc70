internal import Documents

/// What stands outside of the body: footnotes, headers and footers.
extension DOCXText {
  mutating func footnote(_ note: Footnote, _ place: DOCXPlace) throws {
    var rest = note.blocks[...]
    var first: [Inline] = []
    if case .paragraph(let paragraph)? = rest.first {
      first = paragraph.inlines
      rest = rest.dropFirst()
    }
    let direction = open(DOCXParagraph("FootnoteText"), place, first)
    xml.put("<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>")
    run(" ", RunStyle(), in: direction)
    inlines(first, place.run, in: direction)
    xml.put("</w:p>")
    try blocks(Array(rest), place)
  }

  /// A header or footer: one line in three parts, set apart by tabs.
  mutating func runningLine(_ running: DOCXBody.RunningPart) {
    let name: StaticString = running.isHeader ? "w:hdr" : "w:ftr"
    xml.put(OfficePackage.declaration)
    xml.put("<")
    xml.put(name)
    xml.put(" ")
    xml.put(DOCXNames.textSpaces)
    xml.put(">")
    let line = running.line ?? RunningContent.Line()
    let width = OfficeMeasures.twips(running.width)
    xml.put("<w:p><w:pPr><w:pStyle w:val=\"\(running.isHeader ? "Header" : "Footer")\"/>")
    if line.hasRule {
      let side = running.isHeader ? "bottom" : "top"
      xml.put(
        "<w:pBdr><w:\(side) w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"\(book.theme.colors.line.hexadecimal)\"/></w:pBdr>"
      )
    }
    xml.put(
      "<w:tabs><w:tab w:val=\"center\" w:pos=\"\(width / 2)\"/><w:tab w:val=\"right\" w:pos=\"\(width)\"/></w:tabs></w:pPr>"
    )
    lineWidth = running.width
    if running.isHeader, let watermark = book.document.watermark { self.watermark(watermark) }
    inlines(line.start, RunStyle(), in: book.direction)
    if !line.center.isEmpty || !line.end.isEmpty { xml.put("<w:r><w:tab/></w:r>") }
    inlines(line.center, RunStyle(), in: book.direction)
    if !line.end.isEmpty { xml.put("<w:r><w:tab/></w:r>") }
    inlines(line.end, RunStyle(), in: book.direction)
    xml.put("</w:p></")
    xml.put(name)
    xml.put(">")
  }

  private mutating func watermark(_ watermark: Watermark) {
    var placed: (id: String, width: Double, height: Double)?
    if case .image(let name) = watermark.content {
      guard let picture = book.media.picture(name, of: book.document), !picture.isVector else {
        return book.notes.warn(
          "missing-image",
          "the watermark's picture \(name) is not there, or no PNG, JPEG or GIF; add it to the resources")
      }
      let scale = min(1, lineWidth / picture.extent.width)
      placed = (
        relationships.id(office: "image", picture.target), picture.extent.width * scale, picture.extent.height * scale
      )
    }
    DOCXWatermark(watermark: watermark).append(number: book.nextDrawing(), picture: placed, to: &xml)
  }
}
