/// How a document looks: fonts, sizes, colours and spaces that every format translates into its own.
public struct Theme: Sendable, Hashable {
  public struct Fonts: Sendable, Hashable {
    /// Families in order of preference; the last is a generic name: `serif`, `sans-serif`, `monospace`.
    public var body: [String]
    public var heading: [String]
    public var code: [String]

    public init(body: [String], heading: [String], code: [String]) {
      self.body = body
      self.heading = heading
      self.code = code
    }
  }

  public struct Sizes: Sendable, Hashable {
    /// In points.
    public var body: Double
    public var title: Double
    /// Of headings of level 1 to 6.
    public var headings: [Double]
    public var code: Double
    /// Captions, footnotes, headers and footers.
    public var small: Double
    /// From line to line, as a multiple of the size.
    public var lineHeight: Double
    /// Between paragraphs, in points.
    public var paragraphGap: Double
    /// At the start of a paragraph that follows another, in points.
    public var firstLineIndent: Double

    public init(
      body: Double, title: Double, headings: [Double], code: Double, small: Double, lineHeight: Double,
      paragraphGap: Double, firstLineIndent: Double
    ) {
      self.body = body
      self.title = title
      self.headings = headings
      self.code = code
      self.small = small
      self.lineHeight = lineHeight
      self.paragraphGap = paragraphGap
      self.firstLineIndent = firstLineIndent
    }

    public func heading(_ level: Int) -> Double {
      headings.isEmpty ? body : headings[min(max(level, 1), headings.count) - 1]
    }
  }

  public struct Colors: Sendable, Hashable {
    public var text: Color
    public var background: Color
    public var heading: Color
    /// Links, rules, marks.
    public var accent: Color
    /// Secondary text: captions, headers and footers.
    public var muted: Color
    public var line: Color
    public var codeBackground: Color
    public var tableHeader: Color
    public var tableHeaderText: Color
    /// Every second row; nil is none.
    public var tableStripe: Color?
    /// Of the series of charts, in order.
    public var series: [Color]

    public init(
      text: Color, background: Color = .white, heading: Color, accent: Color, muted: Color, line: Color,
      codeBackground: Color, tableHeader: Color, tableHeaderText: Color, tableStripe: Color?, series: [Color]
    ) {
      self.text = text
      self.background = background
      self.heading = heading
      self.accent = accent
      self.muted = muted
      self.line = line
      self.codeBackground = codeBackground
      self.tableHeader = tableHeader
      self.tableHeaderText = tableHeaderText
      self.tableStripe = tableStripe
      self.series = series
    }
  }

  public enum TableRules: String, Sendable, Hashable, CaseIterable {
    case none, horizontal, grid
    /// Above, below and under the header only.
    case booktabs
  }

  public var name: String
  public var fonts: Fonts
  public var sizes: Sizes
  public var colors: Colors
  public var tableRules: TableRules
  public var isJustified: Bool
  /// A line under headings of the first level.
  public var hasHeadingRule: Bool
  /// The title stands in the middle.
  public var centersTitle: Bool

  public init(
    name: String, fonts: Fonts, sizes: Sizes, colors: Colors, tableRules: TableRules, isJustified: Bool = false,
    hasHeadingRule: Bool = false, centersTitle: Bool = false
  ) {
    self.name = name
    self.fonts = fonts
    self.sizes = sizes
    self.colors = colors
    self.tableRules = tableRules
    self.isJustified = isJustified
    self.hasHeadingRule = hasHeadingRule
    self.centersTitle = centersTitle
  }
}
