internal import ByteIO
internal import Fonts
internal import PDF
internal import Typesetting

/// A page as SVG. It draws where the PDF's page draws, in a group that is turned upside down once.
final class SVGSurface: PDFSurface {
  private let book: SVGBook
  private var drawing = ByteBuffer(reserving: 16_000)
  private var under = ByteBuffer(reserving: 1000)

  init(_ resources: PDFResources, page: Int, _ book: SVGBook) {
    self.book = book
    super.init(resources, page: page, height: 0)
  }

  override func mark(_ mark: Int32) {}

  override func text(
    _ pieces: UnsafeBufferPointer<PlacedPiece>, _ styles: UnsafeBufferPointer<TextStyle>, _ shaper: Shaper, x: Double,
    y: Double
  ) {
    var first = 0
    while first < pieces.count {
      var last = first
      while last + 1 < pieces.count, pieces[last + 1].style == pieces[first].style,
        pieces[last + 1].font == pieces[first].font
      { last += 1 }
      let run = UnsafeBufferPointer(rebasing: pieces[first...last])
      let style = styles[Int(pieces[first].style)]
      let font = shaper.fonts[Int(pieces[first].font)]
      resources.note(font)
      if book.keepsText {
        for piece in run { words(piece, font, style, shaper, x: x + piece.x, y: y + style.rise) }
      } else {
        outlines(run, font, style, shaper, x: x, y: y + style.rise)
      }
      first = last + 1
    }
  }

  private func outlines(
    _ run: UnsafeBufferPointer<PlacedPiece>, _ font: ShaperFont, _ style: TextStyle, _ shaper: Shaper, x: Double,
    y: Double
  ) {
    let scale = style.size / Double(font.face.unitsPerEm)
    drawing.append("<g")
    append(fill: style.color)
    drawing.append(" transform=\"matrix(")
    drawing.append(fixed: scale, decimals: 5)
    drawing.append(" 0 0 ")
    drawing.append(fixed: scale, decimals: 5)
    drawing.append(" ")
    drawing.append(pdf: x)
    drawing.append(" ")
    drawing.append(pdf: y)
    drawing.append(")\">")
    for piece in run {
      var pen = (piece.x / scale).rounded()
      for index in Int(piece.start)..<Int(piece.start + piece.count) {
        let placed = shaper.glyphs[index]
        if let number = book.glyph(font.glyph(ofSlot: Int(placed.slot)), font) {
          resources.noteMissing(font, Int(placed.slot))
          drawing.append("<use href=\"#")
          book.appendName(number, to: &drawing)
          drawing.append("\" x=\"")
          drawing.append(decimal: Int(pen) + Int(placed.offsetX))
          if placed.offsetY != 0 {
            drawing.append("\" y=\"")
            drawing.append(decimal: Int(placed.offsetY))
          }
          drawing.append("\"/>")
        }
        pen += Double(placed.advance)
      }
    }
    drawing.append("</g>\n")
  }

  /// A word as text of the font that was measured; a reader without it stretches another to the same width.
  private func words(
    _ piece: PlacedPiece, _ font: ShaperFont, _ style: TextStyle, _ shaper: Shaper, x: Double, y: Double
  ) {
    var parts: [String] = []
    var width = 0
    for index in Int(piece.start)..<Int(piece.start + piece.count) {
      let placed = shaper.glyphs[index]
      resources.noteMissing(font, Int(placed.slot))
      parts.append(font.withText(ofSlot: Int(placed.slot)) { String(decoding: $0, as: UTF8.self) })
      width += Int(placed.advance)
    }
    // Glyphs stand in the order of sight.
    if parts.contains(where: { $0.unicodeScalars.contains(where: Self.runsFromRight) }) { parts.reverse() }
    let text = parts.joined()
    guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace && $0 != "\u{200E}" && $0 != "\u{200F}" })
    else { return }
    drawing.append("<text transform=\"matrix(1 0 0 -1 ")
    drawing.append(pdf: x)
    drawing.append(" ")
    drawing.append(pdf: y)
    drawing.append(")\" font-family=\"")
    append(escaped: font.face.family)
    drawing.append(", sans-serif\" font-size=\"")
    drawing.append(pdf: style.size)
    if font.face.weight >= 600 { drawing.append("\" font-weight=\"bold") }
    if font.face.isItalic { drawing.append("\" font-style=\"italic") }
    drawing.append("\" textLength=\"")
    drawing.append(pdf: Double(width) * style.size / Double(font.face.unitsPerEm))
    drawing.append("\" lengthAdjust=\"spacingAndGlyphs\"")
    append(fill: style.color)
    drawing.append(">")
    append(escaped: text)
    drawing.append("</text>\n")
  }

  private static func runsFromRight(_ scalar: Unicode.Scalar) -> Bool {
    (0x590...0x8FF).contains(scalar.value) || (0xFB1D...0xFDFF).contains(scalar.value)
      || (0xFE70...0xFEFC).contains(scalar.value)
  }

  override func path(_ path: VectorPath, x: Double, y: Double, mark: Int32) {
    drawing.append("<path")
    if let fill = path.fill { append(fill: fill) } else { drawing.append(" fill=\"none\"") }
    if let stroke = path.stroke {
      drawing.append(" stroke=\"")
      append(stroke)
      drawing.append("\" stroke-width=\"")
      drawing.append(pdf: path.lineWidth)
      drawing.append("\"")
    }
    drawing.append(" d=\"")
    for step in path.steps {
      switch step {
      case .move(let toX, let toY): append("M", x + toX, y + toY)
      case .line(let toX, let toY): append("L", x + toX, y + toY)
      case .curve(let x1, let y1, let x2, let y2, let toX, let toY):
        append("C", x + x1, y + y1, x + x2, y + y2, x + toX, y + toY)
      case .close: drawing.append("Z")
      }
    }
    drawing.append("\"/>\n")
  }

  override func image(_ number: Int, x: Double, y: Double, width: Double, height: Double, mark: Int32) {
    book.use(image: number)
    drawing.append("<use href=\"#i")
    drawing.append(decimal: number)
    drawing.append("\" transform=\"matrix(")
    drawing.append(pdf: width)
    drawing.append(" 0 0 ")
    drawing.append(pdf: -height)
    drawing.append(" ")
    drawing.append(pdf: x)
    drawing.append(" ")
    drawing.append(pdf: y + height)
    drawing.append(")\"/>\n")
  }

  override func bounds(_ mark: Int32, left: Double, bottom: Double, right: Double, top: Double) {}

  override func link(_ link: Int32, left: Double, bottom: Double, right: Double, top: Double) {
    guard !drawsDecoration else { return }
    let known = resources.links[Int(link)]
    guard case .address(let address) = known.target,
      ["https://", "http://", "mailto:"].contains(where: { address.hasPrefix($0) })
    else { return }
    drawing.append("<a href=\"")
    append(escaped: address)
    drawing.append("\"><rect fill=\"none\" pointer-events=\"all\"")
    append(x: left, y: bottom, width: right - left, height: top - bottom)
    drawing.append("/></a>\n")
  }

  override func finishShapes() {
    for shape in sortedShapes() {
      switch shape.form {
      case .area(let width, let height):
        under.append("<rect")
        swap(&under, &drawing)
        append(x: shape.x, y: shape.y, width: width, height: height)
        append(fill: TypeColor(shape.color))
        swap(&under, &drawing)
        under.append("/>\n")
      case .line(let endX, let endY, let width):
        swap(&under, &drawing)
        drawing.append("<path fill=\"none\" stroke=\"")
        append(TypeColor(shape.color))
        drawing.append("\" stroke-width=\"")
        drawing.append(pdf: width)
        drawing.append("\" d=\"")
        append("M", shape.x, shape.y)
        append("L", endX, endY)
        drawing.append("\"/>\n")
        swap(&under, &drawing)
      }
    }
  }

  override func drawBelow(
    opacity: Double, degrees: Double, x: Double, y: Double, _ draw: (PDFSurface) throws -> Void
  ) rethrows {
    let (sine, cosine) = Turn.of(degrees)
    let inner = SVGSurface(resources, page: page, book)
    inner.drawsDecoration = true
    try draw(inner)
    var below = ByteBuffer(reserving: 4000)
    below.append("<g opacity=\"")
    below.append(fixed: opacity, decimals: 2)
    below.append("\" transform=\"matrix(")
    for value in [cosine, sine, -sine, cosine] {
      below.append(fixed: value, decimals: 5)
      below.append(" ")
    }
    below.append(pdf: x)
    below.append(" ")
    below.append(pdf: y)
    below.append(")\">\n")
    inner.drawing.withUnsafeBytes { below.append($0) }
    below.append("</g>\n")
    under.withUnsafeBytes { below.append($0) }
    under = below
  }

  override func deliver() throws {
    under.withUnsafeBytes { book.add($0, toPage: page) }
    drawing.withUnsafeBytes { book.add($0, toPage: page) }
    drawing.removeAll()
    under.removeAll()
  }

  // MARK: Pieces of notation

  private func append(_ letter: StaticString, _ numbers: Double...) {
    drawing.append(letter)
    for (index, number) in numbers.enumerated() {
      if index > 0 { drawing.append(" ") }
      drawing.append(pdf: number)
    }
  }

  private func append(x: Double, y: Double, width: Double, height: Double) {
    for (name, value): (StaticString, Double) in [
      (" x=\"", x), (" y=\"", y), (" width=\"", width), (" height=\"", height),
    ] {
      drawing.append(name)
      drawing.append(pdf: value)
      drawing.append("\"")
    }
  }

  private func append(fill color: TypeColor) {
    drawing.append(" fill=\"")
    append(color)
    drawing.append("\"")
  }

  private func append(_ color: TypeColor) {
    drawing.append("#")
    for part in [color.red, color.green, color.blue] { drawing.append(hexadecimal: UInt64(part), paddedTo: 2) }
  }

  private func append(escaped text: String) { drawing.append(escaped: text) }
}

extension TypeColor {
  init(_ color: PDFColor) {
    self.init(red: color.red, green: color.green, blue: color.blue)
  }
}
