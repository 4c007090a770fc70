public import ByteIO

/// The content stream of a page under way: marked content, shapes and images.
///
/// Text is written by whoever holds the shaped glyphs, through `buffer`, after `beginText`.
public struct PageContent: ~Copyable {
  public var buffer: ByteBuffer
  /// The leaves that have content here, in the order of their numbers.
  public private(set) var leaves: [StructureTree.Node] = []
  @usableFromInline var open: Int32 = PageContent.nothing
  @usableFromInline var isText = false
  private var fill = PDFColor.black
  private var stroke = PDFColor.black
  private var hasFont: (index: Int, size: Double) = (-1, 0)

  @usableFromInline static let nothing: Int32 = -2
  @usableFromInline static let artifact: Int32 = -1

  private let firstNumber: Int

  /// - Parameter firstNumber: how many pieces of marked content the page has already.
  public init(firstNumber: Int = 0) {
    buffer = ByteBuffer(reserving: 12_000)
    self.firstNumber = firstNumber
  }

  /// Draws something in front of all that was drawn so far: what lies below the text, known only at the end.
  public mutating func insert(below content: consuming PageContent) {
    content.close()
    guard !content.buffer.isEmpty else { return }
    close()
    var joined = ByteBuffer(reserving: buffer.count + content.buffer.count + 16)
    joined.append("q\n")
    content.buffer.withUnsafeBytes { joined.append($0) }
    joined.append("Q\n")
    buffer.withUnsafeBytes { joined.append($0) }
    buffer = joined
  }

  /// What is drawn from now on belongs to a leaf of the structure.
  public mutating func mark(_ leaf: StructureTree.Node, in tree: StructureTree) {
    if open == leaf.index { return }
    close()
    buffer.append("/")
    buffer.append(tree.role(of: leaf).name)
    buffer.append("<</MCID ")
    buffer.append(decimal: firstNumber + leaves.count)
    buffer.append(">>BDC\n")
    leaves.append(leaf)
    open = leaf.index
  }

  /// What is drawn from now on is decoration.
  public mutating func markArtifact(_ kind: StaticString = "") {
    if open == Self.artifact { return }
    close()
    buffer.append("/Artifact")
    if kind.utf8CodeUnitCount > 0 {
      buffer.append("<</Type/")
      buffer.append(kind)
      buffer.append(">>BDC\n")
    } else {
      buffer.append(" BMC\n")
    }
    open = Self.artifact
  }

  public mutating func close() {
    endText()
    if open != Self.nothing { buffer.append("EMC\n") }
    open = Self.nothing
  }

  public mutating func beginText() {
    if isText { return }
    buffer.append("BT\n")
    isText = true
  }

  public mutating func endText() {
    guard isText else { return }
    buffer.append("ET\n")
    isText = false
  }

  /// The glyphs up to `endActualText` stand for this text, whatever their own codes say.
  public mutating func beginActualText(_ text: String) {
    buffer.append("/Span<</ActualText")
    buffer.append(pdfText: text)
    buffer.append(">>BDC\n")
  }

  public mutating func endActualText() {
    buffer.append("EMC\n")
  }

  public mutating func setFont(_ index: Int, size: Double) {
    guard hasFont.index != index || hasFont.size != size else { return }
    hasFont = (index, size)
    buffer.append("/F")
    buffer.append(decimal: index)
    buffer.append(" ")
    buffer.append(pdf: size)
    buffer.append(" Tf\n")
  }

  public mutating func setFill(_ color: PDFColor) {
    if color == fill { return }
    fill = color
    append(color)
    buffer.append(color.red == color.green && color.green == color.blue ? "g\n" : "rg\n")
  }

  public mutating func setStroke(_ color: PDFColor) {
    if color == stroke { return }
    stroke = color
    append(color)
    buffer.append(color.red == color.green && color.green == color.blue ? "G\n" : "RG\n")
  }

  private mutating func append(_ color: PDFColor) {
    let isGray = color.red == color.green && color.green == color.blue
    for part in isGray ? [color.red] : [color.red, color.green, color.blue] {
      thousandths(Int((Double(part) * 1000 / 255).rounded()))
    }
  }

  private mutating func thousandths(_ value: Int) {
    if value >= 1000 {
      buffer.append("1 ")
    } else {
      buffer.append(".")
      buffer.append(decimal: UInt64(value), paddedTo: 3)
      buffer.append(" ")
    }
  }

  private mutating func numbers(_ values: Double...) {
    for value in values {
      buffer.append(pdf: value)
      buffer.append(UInt8(ascii: " "))
    }
  }

  public mutating func fillRectangle(x: Double, y: Double, width: Double, height: Double, _ color: PDFColor) {
    endText()
    setFill(color)
    numbers(x, y, width, height)
    buffer.append("re f\n")
  }

  public mutating func line(
    fromX x: Double, y: Double, toX endX: Double, y endY: Double, width: Double, _ color: PDFColor
  ) {
    endText()
    setStroke(color)
    buffer.append(pdf: width)
    buffer.append(" w ")
    numbers(x, y)
    buffer.append("m ")
    numbers(endX, endY)
    buffer.append("l S\n")
  }

  public mutating func image(_ name: Int, x: Double, y: Double, width: Double, height: Double) {
    endText()
    buffer.append("q ")
    numbers(width, 0, 0, height, x, y)
    buffer.append("cm /I")
    buffer.append(decimal: name)
    buffer.append(" Do Q\n")
  }

  public mutating func setOpacity(_ number: Int) {
    endText()
    buffer.append("/G")
    buffer.append(decimal: number)
    buffer.append(" gs\n")
  }

  /// The six numbers of a transformation.
  public mutating func transform(_ a: Double, _ b: Double, _ c: Double, _ d: Double, _ x: Double, _ y: Double) {
    endText()
    for value in [a, b, c, d] {
      buffer.append(fixed: value, decimals: 5)
      buffer.append(UInt8(ascii: " "))
    }
    numbers(x, y)
    buffer.append("cm\n")
  }

  public mutating func move(_ x: Double, _ y: Double) {
    endText()
    numbers(x, y)
    buffer.append("m ")
  }

  public mutating func line(_ x: Double, _ y: Double) {
    numbers(x, y)
    buffer.append("l ")
  }

  public mutating func curve(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ x: Double, _ y: Double) {
    numbers(x1, y1, x2, y2, x, y)
    buffer.append("c ")
  }

  public mutating func closePath() { buffer.append("h ") }

  /// Ends a path; colours and width were set before it began.
  public mutating func paint(fills: Bool, strokes: Bool) {
    buffer.append(fills ? strokes ? "B\n" : "f\n" : strokes ? "S\n" : "n\n")
  }

  public mutating func setLineWidth(_ width: Double) {
    endText()
    buffer.append(pdf: width)
    buffer.append(" w\n")
  }

  public mutating func save() {
    endText()
    buffer.append("q\n")
  }

  /// Back to what `save` kept; fonts and colours are set anew after it.
  public mutating func restore() {
    endText()
    buffer.append("Q\n")
    hasFont = (-1, 0)
    fill = .black
    stroke = .black
    buffer.append("0 g 0 G\n")
  }
}
