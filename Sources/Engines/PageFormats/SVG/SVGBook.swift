internal import ByteIO
internal import Documents
internal import PDF
internal import Typesetting

/// The pages of a document as SVG: what each draws, and the glyphs and pictures that they use.
final class SVGBook {
  private struct Glyph: Hashable {
    let font: Int
    let glyph: Int
  }

  private struct Page {
    let width: Double
    let height: Double
    var body: [UInt8] = []
    var glyphs: Set<Int> = []
    var images: Set<Int> = []
  }

  /// Words stay text rather than become outlines.
  let keepsText: Bool
  /// The only page that is kept, from 0.
  let only: Int?
  private var numbers: [Glyph: Int] = [:]
  /// The outlines by number; nil draws nothing.
  private var outlines: [[UInt8]?] = []
  private var pages: [Page] = []
  private var current = Page(width: 0, height: 0)

  init(keepsText: Bool, only: Int?) {
    self.keepsText = keepsText
    self.only = only
  }

  var pageCount: Int { pages.count }

  /// The number of a glyph's outline; nil where it has none.
  func glyph(_ glyph: Int, _ font: ShaperFont) -> Int? {
    let key = Glyph(font: font.number, glyph: glyph)
    if let known = numbers[key] {
      guard outlines[known] != nil else { return nil }
      current.glyphs.insert(known)
      return known
    }
    let outline = font.outline(ofGlyph: glyph)
    numbers[key] = outlines.count
    outlines.append(outline.steps.isEmpty ? nil : Self.path(outline))
    guard !outline.steps.isEmpty else { return nil }
    current.glyphs.insert(outlines.count - 1)
    return outlines.count - 1
  }

  func appendName(_ number: Int, to buffer: inout ByteBuffer) {
    buffer.append("g")
    buffer.append(decimal: number)
  }

  func use(image number: Int) { current.images.insert(number) }

  func begin(page: Int, width: Double, height: Double) {
    while pages.count <= page { pages.append(Page(width: width, height: height)) }
  }

  /// More of a page, over what is there.
  func add(_ bytes: UnsafeRawBufferPointer, toPage page: Int) {
    if only == nil || only == page {
      pages[page].body.append(contentsOf: bytes)
      pages[page].glyphs.formUnion(current.glyphs)
      pages[page].images.formUnion(current.images)
    }
    current.glyphs.removeAll(keepingCapacity: true)
    current.images.removeAll(keepingCapacity: true)
  }

  /// Pages as one drawing, one below the other.
  func drawing(_ range: Range<Int>, title: String, language: String, images: [Int: Resource]) -> [UInt8] {
    let gap = range.count > 1 ? 12.0 : 0
    let width = range.map { pages[$0].width }.max() ?? 0
    let height = range.reduce(0) { $0 + pages[$1].height } + gap * Double(max(range.count - 1, 0))
    var output = ByteBuffer(reserving: 64_000)
    output.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
    output.append(pdf: width)
    output.append("pt\" height=\"")
    output.append(pdf: height)
    output.append("pt\" viewBox=\"0 0 ")
    output.append(pdf: width)
    output.append(" ")
    output.append(pdf: height)
    output.append("\" xml:lang=\"")
    output.append(escaped: language)
    output.append("\">\n<title>")
    output.append(escaped: title)
    output.append("</title>\n")
    appendDefinitions(range, images, to: &output)
    var top = 0.0
    for index in range {
      let page = pages[index]
      output.append("<g id=\"page-")
      output.append(decimal: index + 1)
      output.append("\" transform=\"matrix(1 0 0 -1 ")
      output.append(pdf: (width - page.width) / 2)
      output.append(" ")
      output.append(pdf: top + page.height)
      output.append(")\">\n<rect fill=\"#ffffff\" width=\"")
      output.append(pdf: page.width)
      output.append("\" height=\"")
      output.append(pdf: page.height)
      output.append("\"/>\n")
      output.append(page.body)
      output.append("</g>\n")
      top += page.height + gap
    }
    output.append("</svg>\n")
    return output.bytes
  }

  private func appendDefinitions(_ range: Range<Int>, _ images: [Int: Resource], to output: inout ByteBuffer) {
    var glyphs: Set<Int> = []
    var used: Set<Int> = []
    for index in range {
      glyphs.formUnion(pages[index].glyphs)
      used.formUnion(pages[index].images)
    }
    guard !glyphs.isEmpty || !used.isEmpty else { return }
    output.append("<defs>\n")
    for number in glyphs.sorted() {
      guard let outline = outlines[number] else { continue }
      output.append("<path id=\"")
      appendName(number, to: &output)
      output.append("\" d=\"")
      output.append(outline)
      output.append("\"/>\n")
    }
    for number in used.sorted() {
      guard let image = images[number] else { continue }
      output.append("<image id=\"i")
      output.append(decimal: number)
      output.append("\" width=\"1\" height=\"1\" preserveAspectRatio=\"none\" href=\"data:")
      output.append(escaped: image.mediaType)
      output.append(";base64,")
      output.append(Base64.encode(image.bytes))
      output.append("\"/>\n")
    }
    output.append("</defs>\n")
  }

  private static func path(_ outline: GlyphOutline) -> [UInt8] {
    var path = ByteBuffer(reserving: 400)
    func append(_ letter: StaticString, _ numbers: Float...) {
      path.append(letter)
      for (index, number) in numbers.enumerated() {
        if index > 0 { path.append(" ") }
        path.append(pdf: Double(number))
      }
    }
    for step in outline.steps {
      switch step {
      case .move(let x, let y): append("M", x, y)
      case .line(let x, let y): append("L", x, y)
      case .quadratic(let x1, let y1, let x, let y): append("Q", x1, y1, x, y)
      case .cubic(let x1, let y1, let x2, let y2, let x, let y): append("C", x1, y1, x2, y2, x, y)
      case .close: path.append("Z")
      }
    }
    return path.bytes
  }
}
