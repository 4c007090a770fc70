/// Shapes and lines of text together: a chart, a formula.
///
/// The origin is the left end of the baseline; y grows upwards.
public struct Picture: Drawing {
  enum Item {
    case path(VectorPath, x: Double, y: Double)
    /// The first line of a galley, its baseline at y.
    case text(Galley, x: Double, y: Double)
  }

  public var width: Double
  public var ascent: Double
  public var descent: Double
  private let typesetter: Typesetter
  private(set) var items: [Item] = []

  public init(_ typesetter: Typesetter, width: Double, ascent: Double, descent: Double = 0) {
    self.typesetter = typesetter
    self.width = width
    self.ascent = ascent
    self.descent = descent
  }

  public mutating func add(_ path: VectorPath, x: Double = 0, y: Double = 0) {
    items.append(.path(path, x: x, y: y))
  }

  /// A line of text; `x` is its left end, middle or right end.
  public mutating func add(_ words: String, _ style: TextStyle, x: Double, y: Double, _ anchor: Anchor = .start) {
    guard !words.isEmpty else { return }
    var text = ParagraphText()
    text.append(words, style)
    let width = typesetter.width(of: text)
    let galley = Galley()
    typesetter.set(text, ParagraphShape(leading: style.size), left: 0, width: width + 1, into: galley)
    let left =
      switch anchor {
      case .start: x
      case .middle: x - width / 2
      case .end: x - width
      }
    items.append(.text(galley, x: left, y: y))
  }

  /// Another picture with its baseline's left end at (x, y).
  public mutating func add(_ picture: Picture, x: Double, y: Double) {
    for item in picture.items {
      switch item {
      case .path(let path, let left, let bottom): items.append(.path(path, x: x + left, y: y + bottom))
      case .text(let galley, let left, let bottom): items.append(.text(galley, x: x + left, y: y + bottom))
      }
    }
  }

  public enum Anchor: Sendable {
    case start, middle, end
  }

  public func draw(on surface: any PageSurface, x: Double, y: Double, mark: Int32) {
    for item in items {
      switch item {
      case .path(let path, let left, let bottom): surface.path(path, x: x + left, y: y + bottom, mark: mark)
      case .text(let galley, let left, let bottom):
        galley.mark(all: mark)
        galley.drawFirstLine(on: surface, typesetter.shaper, left: x + left, baseline: y + bottom)
      }
    }
    surface.bounds(mark, left: x, bottom: y - descent, right: x + width, top: y + ascent)
  }
}
