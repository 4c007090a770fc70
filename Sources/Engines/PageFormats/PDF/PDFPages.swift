internal import Documents
internal import PDF
internal import Typesetting

/// Makes the pages that the paginator fills: their running lines, watermark and late numbers.
final class PDFPages: PageMaker {
  /// A page whose numbers are not known yet.
  private struct Waiting {
    let page: Int
    let late: [PDFSurface.LateText]
  }

  /// A page whose running lines tell the number of all pages.
  private struct Unfinished {
    let page: Int
    let number: Int
    let geometry: PageGeometry
    let section: String
    let running: RunningContent
    let style: NumberStyle
    let isFirst: Bool
  }

  private let document: Document
  private let resources: PDFResources
  private let styles: PDFStyles
  private let typesetter: Typesetter
  private let pdf: PDFDocument
  /// Of a page, and its height.
  private let makeSurface: (Int, Double) -> PDFSurface
  private var surface: PDFSurface?
  private var geometry: PageGeometry?
  private var waiting: [Waiting] = []
  private var unfinished: [Unfinished] = []
  private var numbers: [Int] = []
  private var numberStyles: [NumberStyle] = []
  private var running: RunningContent
  private var nextNumber: Int
  private var numberStyle: NumberStyle
  private var isFirstOfSection = true
  private var openings: [Int] = []

  init(
    _ document: Document, _ resources: PDFResources, _ styles: PDFStyles, _ typesetter: Typesetter, _ pdf: PDFDocument,
    _ makeSurface: @escaping (Int, Double) -> PDFSurface
  ) {
    self.document = document
    self.resources = resources
    self.styles = styles
    self.typesetter = typesetter
    self.pdf = pdf
    self.makeSurface = makeSurface
    running = document.effectiveRunning
    nextNumber = document.numbering.firstPage
    numberStyle = document.numbering.pageStyle
    if nextNumber != 1 || numberStyle != .decimal {
      pdf.label(PDFPageLabel(firstPage: 0, style: Self.label(numberStyle), start: nextNumber))
    }
  }

  private static func label(_ style: NumberStyle) -> PDFPageLabel.Style? {
    switch style {
    case .decimal: .decimal
    case .lowerRoman: .lowerRoman
    case .upperRoman: .upperRoman
    case .lowerLetter, .upperLetter: nil
    }
  }

  func begin(_ layout: SectionLayout) {
    if let own = layout.running { running = own }
    if let first = layout.firstPage { nextNumber = first }
    if let style = layout.pageStyle { numberStyle = style }
    if layout.firstPage != nil || layout.pageStyle != nil {
      pdf.label(PDFPageLabel(firstPage: pdf.pageCount, style: Self.label(numberStyle), start: max(nextNumber, 1)))
    }
    if layout.page != nil || layout.running != nil { isFirstOfSection = true }
  }

  func end(_ layout: SectionLayout) {
    if layout.running != nil { running = document.effectiveRunning }
    if layout.pageStyle != nil {
      numberStyle = document.numbering.pageStyle
      pdf.label(PDFPageLabel(firstPage: pdf.pageCount, style: Self.label(numberStyle), start: max(nextNumber, 1)))
    }
  }

  func beginPage(_ geometry: PageGeometry) throws -> any PageSurface {
    let page = pdf.reservePage(width: geometry.width, height: geometry.height)
    let made = makeSurface(page, geometry.height)
    surface = made
    self.geometry = geometry
    numbers.append(nextNumber)
    numberStyles.append(numberStyle)
    nextNumber += 1
    return made
  }

  func endPage() throws {
    guard let surface, let geometry else { return }
    let lines = Unfinished(
      page: surface.page, number: numbers[surface.page], geometry: geometry, section: resources.section,
      running: running, style: numberStyle, isFirst: isFirstOfSection)
    isFirstOfSection = false
    if Self.tellsTotal(running) {
      unfinished.append(lines)
    } else {
      try drawRunning(lines, on: surface, total: 0)
    }
    surface.finishShapes()
    try drawWatermark(on: surface, geometry)
    if !surface.late.isEmpty { waiting.append(Waiting(page: surface.page, late: surface.late)) }
    try surface.deliver()
    self.surface = nil
  }

  /// Draws what could not be known before: numbers of pages in lists, and how many pages there are.
  func finish() throws {
    for entry in waiting {
      let surface = makeSurface(entry.page, 0)
      surface.content = PageContent(firstNumber: pdf.markCount(ofPage: entry.page))
      for late in entry.late {
        guard let page = resources.anchors[Int(late.number)].page else { continue }
        try draw(
          numberStyles[page].text(numbers[page]), late.style, on: surface, right: late.x, y: late.y, mark: late.mark)
      }
      try surface.deliver()
    }
    for entry in unfinished {
      let surface = makeSurface(entry.page, 0)
      try drawRunning(entry, on: surface, total: numbers.count)
      surface.finishShapes()
      try surface.deliver()
    }
  }

  /// The number that a page shows.
  func number(ofPage page: Int) -> Int { numbers[page] }

  private func draw(
    _ words: String, _ style: TextStyle, on surface: PDFSurface, right: Double, y: Double, mark: Int32
  ) throws {
    var style = style
    style.mark = mark
    style.link = -1
    var text = ParagraphText()
    text.append(words, style)
    let galley = Galley()
    var shape = ParagraphShape(leading: style.size)
    shape.alignment = .end
    shape.direction = .leftToRight
    typesetter.set(text, shape, left: 0, width: 200, into: galley)
    draw(galley, on: surface, left: right - 200, baseline: y)
  }

  private func draw(_ galley: Galley, on surface: PDFSurface, left: Double, baseline: Double) {
    galley.drawFirstLine(on: surface, typesetter.shaper, left: left, baseline: baseline)
  }

  // MARK: Running lines

  private static func tellsTotal(_ running: RunningContent) -> Bool {
    let lines = [running.header, running.footer].flatMap { [$0.all, $0.first, $0.odd, $0.even] }.compactMap { $0 }
    return lines.contains { line in
      (line.start + line.center + line.end).contains { inline in
        if case .variable("pages") = inline { true } else { false }
      }
    }
  }

  private func drawRunning(_ page: Unfinished, on surface: PDFSurface, total: Int) throws {
    surface.drawsDecoration = true
    defer { surface.drawsDecoration = false }
    let geometry = page.geometry
    let header = page.running.header.line(page: page.number, isFirst: page.isFirst)
    let footer = page.running.footer.line(page: page.number, isFirst: page.isFirst)
    let size = document.effectiveTheme.sizes.small
    for (line, y) in [(header, geometry.height - geometry.top * 0.55), (footer, geometry.bottom * 0.5)] {
      guard let line, !line.isEmpty else { continue }
      if line.hasRule {
        let rule = line == header ? y - size * 0.6 : y + size * 1.4
        surface.stroke(
          fromX: geometry.left, y: rule, toX: geometry.width - geometry.right, y: rule, width: 0.5,
          color: TypeColor(styles.theme.colors.line), depth: 5)
      }
      for (inlines, alignment) in [
        (line.start, ParagraphShape.Alignment.start), (line.center, .center), (line.end, .end),
      ] where !inlines.isEmpty {
        try drawRunning(inlines, alignment, page, total, on: surface, size, y)
      }
    }
  }

  private func drawRunning(
    _ inlines: [Inline], _ alignment: ParagraphShape.Alignment, _ page: Unfinished, _ total: Int,
    on surface: PDFSurface, _ size: Double, _ y: Double
  ) throws {
    let look = PDFStyles.Look(language: document.metadata.effectiveLanguage)
    let style = TextStyle(stack: try styles.stack(look), size: size, color: TypeColor(styles.theme.colors.muted))
    var text = ParagraphText()
    for inline in inlines { text.append(words(inline, page, total), style) }
    let galley = Galley()
    var shape = ParagraphShape(leading: size)
    shape.alignment = alignment
    shape.direction = document.metadata.effectiveDirection == .rightToLeft ? .rightToLeft : .leftToRight
    typesetter.set(text, shape, left: 0, width: page.geometry.textWidth, into: galley)
    draw(galley, on: surface, left: page.geometry.left, baseline: y)
  }

  private func words(_ inline: Inline, _ page: Unfinished, _ total: Int) -> String {
    switch inline {
    case .variable("page"): page.style.text(page.number)
    case .variable("pages"): String(total)
    case .variable("section"): page.section
    case .variable("title"): document.metadata.title ?? ""
    case .variable(let name): document.value(ofVariable: name) ?? ""
    default:
      inline.children.isEmpty ? inline.plainText : inline.children.map { words($0, page, total) }.joined()
    }
  }

  // MARK: Watermark

  private func drawWatermark(on surface: PDFSurface, _ geometry: PageGeometry) throws {
    guard let watermark = document.watermark else { return }
    switch watermark.content {
    case .text(let words): try drawWatermark(words, watermark, on: surface, geometry)
    case .image(let name):
      guard let resource = document.resources[name], let image = try? resources.image(resource) else { return }
      // As large as the text's field allows, and never larger than it is.
      let natural = (width: Double(image.width) * 0.75, height: Double(image.height) * 0.75)
      let scale = min(geometry.textWidth / natural.width, geometry.textHeight / natural.height, 4)
      let (width, height) = (natural.width * scale, natural.height * scale)
      surface.drawBelow(
        opacity: watermark.opacity, degrees: watermark.angle, x: geometry.width / 2, y: geometry.height / 2
      ) { $0.image(image.number, x: -width / 2, y: -height / 2, width: width, height: height, mark: -1) }
    }
  }

  private func drawWatermark(
    _ words: String, _ watermark: Watermark, on surface: PDFSurface, _ geometry: PageGeometry
  ) throws {
    let stack = try styles.stack(PDFStyles.Look(family: .heading, isBold: true, language: "en"))
    var style = TextStyle(stack: stack, size: 72, color: TypeColor(watermark.color))
    var text = ParagraphText()
    text.append(words, style)
    let natural = typesetter.width(of: text)
    style.size = min(72 * geometry.width * 0.85 / max(natural, 1), 140)
    text.removeAll()
    text.append(words, style)
    let width = typesetter.width(of: text)
    let galley = Galley()
    var shape = ParagraphShape(leading: style.size)
    shape.direction = .automatic
    typesetter.set(text, shape, left: 0, width: width + 1, into: galley)
    surface.drawBelow(
      opacity: watermark.opacity, degrees: watermark.angle, x: geometry.width / 2, y: geometry.height / 2
    ) { draw(galley, on: $0, left: -width / 2, baseline: -style.size * 0.35) }
  }
}
