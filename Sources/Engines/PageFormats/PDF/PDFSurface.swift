internal import ByteIO
internal import Fonts
internal import PDF
internal import Typesetting

/// A page of a PDF under way. Shapes are gathered and drawn below the text when the page is done.
class PDFSurface: PageSurface {
  struct Shape {
    enum Form {
      case area(width: Double, height: Double)
      case line(endX: Double, endY: Double, width: Double)
    }

    let form: Form
    let x: Double
    let y: Double
    let color: PDFColor
    let depth: Int
  }

  /// A number that stands on the page before it is known.
  struct LateText {
    let number: Int32
    let style: TextStyle
    let x: Double
    let y: Double
    let mark: Int32
  }

  let page: Int
  let resources: PDFResources
  let height: Double
  var content = PageContent()
  var drawsDecoration = false
  private var shapes: [Shape] = []
  private(set) var late: [LateText] = []

  init(_ resources: PDFResources, page: Int, height: Double) {
    self.resources = resources
    self.page = page
    self.height = height
  }

  func mark(_ mark: Int32) {
    if mark < 0 || drawsDecoration {
      content.markArtifact()
    } else {
      content.mark(StructureTree.Node(mark), in: resources.document.structure)
    }
  }

  func text(
    _ pieces: UnsafeBufferPointer<PlacedPiece>, _ styles: UnsafeBufferPointer<TextStyle>, _ shaper: Shaper, x: Double,
    y: Double
  ) {
    var first = 0
    while first < pieces.count {
      let piece = pieces[first]
      var last = first
      var isComplex = piece.isComplex
      while last + 1 < pieces.count, pieces[last + 1].style == piece.style, pieces[last + 1].font == piece.font {
        last += 1
        if pieces[last].isComplex { isComplex = true }
      }
      let style = styles[Int(piece.style)]
      mark(style.mark)
      let font = resources.font(shaper.fonts[Int(piece.font)])
      content.beginText()
      content.setFont(font.index, size: style.size)
      content.setFill(PDFColor(style.color))
      let run = UnsafeBufferPointer(rebasing: pieces[first...last])
      let spells = isComplex && style.mark >= 0 && !drawsDecoration
      if spells { content.beginActualText(actualText(run, shaper)) }
      GlyphRunWriter(font: font, source: shaper.fonts[Int(piece.font)], glyphs: shaper.glyphs, size: style.size)
        .write(run, x: x, y: y + style.rise, to: &content.buffer, resources)
      if spells { content.endActualText() }
      first = last + 1
    }
  }

  /// What the glyphs stand for together.
  private func actualText(_ run: UnsafeBufferPointer<PlacedPiece>, _ shaper: Shaper) -> String {
    var bytes: [UInt8] = []
    for piece in run {
      let font = shaper.fonts[Int(piece.font)]
      for index in Int(piece.start)..<Int(piece.start + piece.count) {
        font.withText(ofSlot: Int(shaper.glyphs[index].slot)) { bytes.append(contentsOf: $0) }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  func fill(x: Double, y: Double, width: Double, height: Double, color: TypeColor, depth: Int) {
    shapes.append(Shape(form: .area(width: width, height: height), x: x, y: y, color: PDFColor(color), depth: depth))
  }

  func stroke(
    fromX x: Double, y: Double, toX endX: Double, y endY: Double, width: Double, color: TypeColor, depth: Int
  ) {
    shapes.append(
      Shape(
        form: .line(endX: endX, endY: endY, width: width), x: x, y: y, color: PDFColor(color), depth: depth))
  }

  func path(_ path: VectorPath, x: Double, y: Double, mark: Int32) {
    self.mark(mark)
    if let fill = path.fill {
      content.endText()
      content.setFill(PDFColor(fill))
    }
    if let stroke = path.stroke {
      content.endText()
      content.setStroke(PDFColor(stroke))
      content.setLineWidth(path.lineWidth)
    }
    content.endText()
    for step in path.steps {
      switch step {
      case .move(let toX, let toY): content.move(x + toX, y + toY)
      case .line(let toX, let toY): content.line(x + toX, y + toY)
      case .curve(let x1, let y1, let x2, let y2, let toX, let toY):
        content.curve(x + x1, y + y1, x + x2, y + y2, x + toX, y + toY)
      case .close: content.closePath()
      }
    }
    content.paint(fills: path.fill != nil, strokes: path.stroke != nil)
  }

  func image(_ number: Int, x: Double, y: Double, width: Double, height: Double, mark: Int32) {
    self.mark(mark)
    content.image(number, x: x, y: y, width: width, height: height)
    resources.setBounds(mark, [x, y, x + width, y + height])
  }

  func bounds(_ mark: Int32, left: Double, bottom: Double, right: Double, top: Double) {
    resources.setBounds(mark, [left, bottom, right, top])
  }

  func link(_ link: Int32, left: Double, bottom: Double, right: Double, top: Double) {
    guard !drawsDecoration else { return }
    let known = resources.links[Int(link)]
    resources.document.link(
      page: page, left: left, bottom: bottom, right: right, top: top, to: known.target,
      description: known.description, element: known.element)
  }

  func anchor(_ anchor: Int32, top: Double) {
    resources.reach(anchor, page: page, top: top)
  }

  func lateText(_ number: Int32, _ style: TextStyle, x: Double, y: Double, mark: Int32) {
    late.append(LateText(number: number, style: style, x: x, y: y, mark: mark))
  }

  /// Gives the page to the document.
  func deliver() throws {
    try resources.document.add(takeContent(), toPage: page)
  }

  /// Draws below what is there, turned around a point, and shining through.
  func drawBelow(opacity: Double, degrees: Double, x: Double, y: Double, _ draw: (PDFSurface) throws -> Void) rethrows {
    let (sine, cosine) = Turn.of(degrees)
    let inner = PDFSurface(resources, page: page, height: 0)
    inner.drawsDecoration = true
    inner.content.markArtifact()
    inner.content.setOpacity(resources.document.opacity(Int((opacity * 100).rounded())))
    inner.content.transform(cosine, sine, -sine, cosine, x, y)
    try draw(inner)
    content.insert(below: inner.takeContent())
  }

  /// The page's content, given away.
  func takeContent() -> PageContent {
    var taken = PageContent()
    swap(&taken, &content)
    return taken
  }

  /// Puts the shapes below the text; nothing more may be drawn but what lies below all.
  func finishShapes() {
    guard !shapes.isEmpty else { return }
    var under = PageContent()
    under.markArtifact()
    for shape in sortedShapes() {
      switch shape.form {
      case .area(let width, let height):
        under.fillRectangle(x: shape.x, y: shape.y, width: width, height: height, shape.color)
      case .line(let endX, let endY, let width):
        under.line(fromX: shape.x, y: shape.y, toX: endX, y: endY, width: width, shape.color)
      }
    }
    content.insert(below: under)
  }

  /// From the lowest up, given away. Of the same depth, what came first lies below.
  func sortedShapes() -> [Shape] {
    defer { shapes = [] }
    return shapes.enumerated().sorted { ($0.1.depth, $0.0) < ($1.1.depth, $1.0) }.map(\.1)
  }
}

extension PDFColor {
  init(_ color: TypeColor) {
    self.init(red: color.red, green: color.green, blue: color.blue)
  }
}
