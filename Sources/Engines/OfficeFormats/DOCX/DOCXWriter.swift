internal import Archives
public import ByteIO
public import Documents

/// Writes Word documents (Office Open XML, transitional), front to back, part by part.
public struct DOCXWriter: DocumentWriter {
  public let format = DocumentFormat.docx

  public init() {}

  public func write(
    _ document: Document, to sink: any ByteSink, options: ExportOptions, control: ExportControl
  ) throws -> ExportReport {
    try document.refuseWhereStrict()
    let counted = CountedSink(sink)
    var package = OfficePackage(to: counted)
    let part = try package.part("word/document.xml", "\(DOCXNames.type).document.main+xml")
    var body = DOCXBody(DOCXText(.body, to: part, book: DOCXBook(document, options)), control)
    try body.write()
    try part.finish()
    var relationships = body.text.relationships
    let runningParts = body.runningParts
    var book = body.text.book
    if !book.footnotes.isEmpty {
      try footnotes(&package, &book)
      _ = relationships.id(office: "footnotes", "footnotes.xml")
    }
    for running in runningParts { try self.running(running, &package, &book) }
    try charts(&package, book)
    try definitions(&package, book, runningParts, &relationships)
    for picture in book.media.pictures {
      let ending = picture.target.split(separator: ".").last.map(String.init) ?? ""
      try package.add(
        "word/\(picture.target)", ending: ending, picture.resource.mediaType, picture.resource.bytes,
        isPacked: !picture.isVector && ending != "bmp")
    }
    try package.add(relationships, of: "word/document.xml")
    var root = OfficeRelationships()
    _ = root.id(office: "officeDocument", "word/document.xml")
    try OfficeProperties(document).write(to: &package, &root)
    try package.add(root, of: "")
    try package.finish()
    return ExportReport(
      format: .docx, words: document.wordCount, bytes: counted.count, warnings: book.notes.warnings,
      losses: book.notes.losses, fonts: fonts(book.theme))
  }

  private func fonts(_ theme: Theme) -> [ExportReport.FontUse] {
    var names: [String] = []
    for families in [theme.fonts.heading, theme.fonts.body, theme.fonts.code] {
      let name = OfficeTheme.family(families, otherwise: "Calibri")
      if !names.contains(name) { names.append(name) }
    }
    return names.map { ExportReport.FontUse($0, isEmbedded: false) }
  }

  private func definitions(
    _ package: inout OfficePackage, _ book: DOCXBook, _ runningParts: [DOCXBody.RunningPart],
    _ relationships: inout OfficeRelationships
  ) throws {
    try package.add("word/styles.xml", "\(DOCXNames.type).styles+xml", DOCXStyles(book.document, book.theme).markup)
    _ = relationships.id(office: "styles", "styles.xml")
    if !book.numbering.isEmpty {
      try package.add("word/numbering.xml", "\(DOCXNames.type).numbering+xml", book.numbering.markup)
      _ = relationships.id(office: "numbering", "numbering.xml")
    }
    let running = book.document.effectiveRunning
    let hasEvenPages = [running.header, running.footer].contains { $0.even != nil || $0.odd != nil }
    let settings = DOCXSettings(
      document: book.document, theme: book.theme, hasEvenPages: hasEvenPages, needsUpdate: book.needsUpdate,
      hasFootnotes: !book.footnotes.isEmpty)
    try package.add("word/settings.xml", "\(DOCXNames.type).settings+xml", settings.markup)
    _ = relationships.id(office: "settings", "settings.xml")
    try package.add("word/fontTable.xml", "\(DOCXNames.type).fontTable+xml", settings.fontTable)
    _ = relationships.id(office: "fontTable", "fontTable.xml")
    try package.add(
      "word/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml", OfficeTheme(book.theme).markup
    )
    _ = relationships.id(office: "theme", "theme/theme1.xml")
  }

  // MARK: Parts with text of their own

  private func footnotes(_ package: inout OfficePackage, _ book: inout DOCXBook) throws {
    let part = try package.part("word/footnotes.xml", "\(DOCXNames.type).footnotes+xml")
    let notes = book.footnotes
    var text = DOCXText(.footnotes, to: part, book: book)
    text.book.cursor.suspend()
    text.xml.put(OfficePackage.declaration)
    text.xml.put("<w:footnotes ")
    text.xml.put(DOCXNames.textSpaces)
    text.xml.put(">")
    for (id, kind) in [(-1, "separator"), (0, "continuationSeparator")] {
      text.xml.put(
        "<w:footnote w:type=\"\(kind)\" w:id=\"\(id)\"><w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:r><w:\(kind)/></w:r></w:p></w:footnote>"
      )
    }
    for (index, item) in notes.enumerated() {
      text.xml.put("<w:footnote w:id=\"\(index + 1)\">")
      try text.footnote(item.note, item.place)
      text.xml.put("</w:footnote>")
      try text.xml.relieve()
    }
    text.xml.put("</w:footnotes>")
    try text.xml.finish()
    try part.finish()
    try package.add(text.relationships, of: "word/footnotes.xml")
    text.book.cursor.resume()
    book = text.book
  }

  private func running(
    _ running: DOCXBody.RunningPart, _ package: inout OfficePackage, _ book: inout DOCXBook
  ) throws {
    let kind = running.isHeader ? "header" : "footer"
    let part = try package.part("word/\(running.name)", "\(DOCXNames.type).\(kind)+xml")
    var text = DOCXText(.running, to: part, book: book)
    text.runningLine(running)
    try text.xml.finish()
    try part.finish()
    try package.add(text.relationships, of: "word/\(running.name)")
    book = text.book
  }

  private func charts(_ package: inout OfficePackage, _ book: DOCXBook) throws {
    for item in book.charts {
      try OfficeChart.add(item.chart, item.number, folder: "word", to: &package, book.theme)
    }
  }
}
