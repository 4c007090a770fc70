public import ByteIO
public import Documents

/// Writes presentations (Office Open XML, transitional): a slide a section, and one more where a slide is full.
public struct PPTXWriter: DocumentWriter {
  public let format = DocumentFormat.pptx

  public init() {}

  public func write(
    _ document: Document, to sink: any ByteSink, options: ExportOptions, control: ExportControl
  ) throws -> ExportReport {
    try document.refuseWhereStrict()
    var plan = PPTXPlan(document)
    try plan.make(control)
    let slides = plan.slides
    let counted = CountedSink(sink)
    var package = OfficePackage(to: counted)
    var text = PPTXText(PPTXBook(document, slides, plan.notes))
    var root = OfficeRelationships()
    var relationships = OfficeRelationships()
    _ = root.id(office: "officeDocument", "ppt/presentation.xml")
    let masterID = relationships.id(office: "slideMaster", "slideMasters/slideMaster1.xml")
    var slideIDs: [String] = []
    let hasNotes = slides.contains { !$0.notes.isEmpty }
    for (index, slide) in slides.enumerated() {
      try control.checkpoint(.writing, done: index, of: slides.count)
      try write(slide, index + 1, &text, &package)
      slideIDs.append(relationships.id(office: "slide", "slides/slide\(index + 1).xml"))
    }
    let notesID = hasNotes ? relationships.id(office: "notesMaster", "notesMasters/notesMaster1.xml") : nil
    try foundation(document, text.book.theme, hasNotes: hasNotes, &package, &relationships)
    try package.add(
      "ppt/presentation.xml", "\(PPTXNames.type).presentation.main+xml",
      presentation(document, masterID, slideIDs, notesID))
    try package.add(relationships, of: "ppt/presentation.xml")
    try resources(text.book, &package)
    try OfficeProperties(document).write(to: &package, &root)
    try package.add(root, of: "")
    try package.finish()
    return ExportReport(
      format: .pptx, pages: slides.count, words: document.wordCount, bytes: counted.count,
      warnings: text.book.notes.warnings, losses: text.book.notes.losses)
  }

  private func write(_ slide: PPTXSlide, _ number: Int, _ text: inout PPTXText, _ package: inout OfficePackage) throws {
    text.begin()
    text.slide(slide, number: number)
    _ = text.relationships.id(office: "slideLayout", "../slideLayouts/slideLayout\(slide.layout.rawValue).xml")
    if !slide.notes.isEmpty {
      _ = text.relationships.id(office: "notesSlide", "../notesSlides/notesSlide\(number).xml")
    }
    try package.add("ppt/slides/slide\(number).xml", "\(PPTXNames.type).slide+xml", text.xml)
    try package.add(text.relationships, of: "ppt/slides/slide\(number).xml")
    guard !slide.notes.isEmpty else { return }
    text.begin()
    text.notesPage(slide.notes, slide: number)
    _ = text.relationships.id(office: "notesMaster", "../notesMasters/notesMaster1.xml")
    _ = text.relationships.id(office: "slide", "../slides/slide\(number).xml")
    try package.add("ppt/notesSlides/notesSlide\(number).xml", "\(PPTXNames.type).notesSlide+xml", text.xml)
    try package.add(text.relationships, of: "ppt/notesSlides/notesSlide\(number).xml")
  }

  /// Masters, layouts, themes and the small parts that programs expect.
  private func foundation(
    _ document: Document, _ theme: Theme, hasNotes: Bool, _ package: inout OfficePackage,
    _ relationships: inout OfficeRelationships
  ) throws {
    let master = PPTXMaster(document: document, theme: theme)
    let themeType = "application/vnd.openxmlformats-officedocument.theme+xml"
    var own = OfficeRelationships()
    var layoutIDs: [String] = []
    for item in PPTXMaster.layouts {
      let name = "slideLayout\(item.layout.rawValue).xml"
      layoutIDs.append(own.id(office: "slideLayout", "../slideLayouts/\(name)"))
      try package.add("ppt/slideLayouts/\(name)", "\(PPTXNames.type).slideLayout+xml", master.layout(item))
      var back = OfficeRelationships()
      _ = back.id(office: "slideMaster", "../slideMasters/slideMaster1.xml")
      try package.add(back, of: "ppt/slideLayouts/\(name)")
    }
    _ = own.id(office: "theme", "../theme/theme1.xml")
    try package.add(
      "ppt/slideMasters/slideMaster1.xml", "\(PPTXNames.type).slideMaster+xml", master.master(layouts: layoutIDs))
    try package.add(own, of: "ppt/slideMasters/slideMaster1.xml")
    try package.add("ppt/theme/theme1.xml", themeType, OfficeTheme(theme).markup)
    _ = relationships.id(office: "theme", "theme/theme1.xml")
    if hasNotes {
      try package.add("ppt/notesMasters/notesMaster1.xml", "\(PPTXNames.type).notesMaster+xml", master.notesMaster)
      var own = OfficeRelationships()
      _ = own.id(office: "theme", "../theme/theme2.xml")
      try package.add(own, of: "ppt/notesMasters/notesMaster1.xml")
      try package.add("ppt/theme/theme2.xml", themeType, OfficeTheme(theme).markup)
    }
    for (name, root, type) in [("presProps", "p:presentationPr", "presProps"), ("viewProps", "p:viewPr", "viewProps")] {
      var xml = MarkupStream()
      xml.put(OfficePackage.declaration)
      xml.put("<\(root) ")
      xml.put(PPTXNames.spaces)
      xml.put("/>")
      try package.add("ppt/\(name).xml", "\(PPTXNames.type).\(type)+xml", xml)
      _ = relationships.id(office: type, "\(name).xml")
    }
    var styles = MarkupStream()
    styles.put(OfficePackage.declaration)
    styles.put(
      "<a:tblStyleLst xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" def=\"{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}\"/>"
    )
    try package.add("ppt/tableStyles.xml", "\(PPTXNames.type).tableStyles+xml", styles)
    _ = relationships.id(office: "tableStyles", "tableStyles.xml")
  }

  private func presentation(_ document: Document, _ master: String, _ slides: [String], _ notes: String?)
    -> MarkupStream
  {
    var xml = MarkupStream()
    xml.put(OfficePackage.declaration)
    xml.put("<p:presentation ")
    xml.put(PPTXNames.spaces)
    xml.put(" saveSubsetFonts=\"1\"\(document.metadata.effectiveDirection == .rightToLeft ? " rtl=\"1\"" : "")>")
    xml.put("<p:sldMasterIdLst><p:sldMasterId id=\"2147483648\" r:id=\"\(master)\"/></p:sldMasterIdLst>")
    if let notes { xml.put("<p:notesMasterIdLst><p:notesMasterId r:id=\"\(notes)\"/></p:notesMasterIdLst>") }
    xml.put("<p:sldIdLst>")
    for (index, id) in slides.enumerated() { xml.put("<p:sldId id=\"\(256 + index)\" r:id=\"\(id)\"/>") }
    xml.put(
      "</p:sldIdLst><p:sldSz cx=\"\(PPTXNames.width)\" cy=\"\(PPTXNames.height)\"/><p:notesSz cx=\"6858000\" cy=\"9144000\"/><p:defaultTextStyle>\(PPTXMaster.other)</p:defaultTextStyle></p:presentation>"
    )
    return xml
  }

  private func resources(_ book: PPTXBook, _ package: inout OfficePackage) throws {
    for (index, chart) in book.charts.enumerated() {
      try OfficeChart.add(chart, index + 1, folder: "ppt", to: &package, book.theme)
    }
    for picture in book.media.pictures {
      let ending = picture.target.split(separator: ".").last.map(String.init) ?? ""
      try package.add(
        "ppt/\(picture.target.dropFirst(3))", ending: ending, picture.resource.mediaType, picture.resource.bytes,
        isPacked: !picture.isVector && ending != "bmp")
    }
  }
}
