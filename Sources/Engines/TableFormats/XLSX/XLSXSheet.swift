/// What one sheet is to look like.
public struct XLSXSheet: Sendable {
  public struct Rule: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
      case greater(Double)
      case less(Double)
      case between(Double, Double)
      case contains(String)
      case colorScale(low: String, high: String)
      case dataBar(color: String)
    }

    public var column: String
    public var kind: Kind
    /// Six hexadecimal digits; of the cell's background, for kinds that have none of their own.
    public var fill: String

    public init(column: String, _ kind: Kind, fill: String = "FFEB9C") {
      self.column = column
      self.kind = kind
      self.fill = fill
    }
  }

  public struct Chart: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable { case bar, column, line, area, pie, scatter }

    public var kind: Kind
    public var title: String?
    /// The column along the axis.
    public var categories: String
    public var series: [String]

    public init(_ kind: Kind, title: String? = nil, categories: String, series: [String]) {
      self.kind = kind
      self.title = title
      self.categories = categories
      self.series = series
    }
  }

  public struct Image: Sendable, Hashable {
    /// PNG or JPEG.
    public var bytes: [UInt8]
    public var row: Int
    public var column: Int
    public var width: Int
    public var height: Int
    public var description: String

    /// - Parameters:
    ///   - row: from 0, the header is row 0. Sizes are in pixels.
    public init(_ bytes: [UInt8], row: Int, column: Int, width: Int, height: Int, description: String) {
      self.bytes = bytes
      self.row = row
      self.column = column
      self.width = width
      self.height = height
      self.description = description
    }
  }

  public var freezesHeader = true
  public var hasAutofilter = true
  /// Makes it a table of Excel's, in this style, such as `TableStyleMedium2`.
  public var tableStyle: String?
  /// By column name, in characters; others are measured on the first rows.
  public var widths: [String: Double] = [:]
  /// By column name, in Excel's language: `#,##0.00 [$€]`.
  public var numberFormats: [String: String] = [:]
  /// Columns behind the table's: a name, and a formula in which `{row}` is the row's number: `B{row}*C{row}`.
  public var formulas: [(name: String, formula: String)] = []
  /// Text columns whose values are addresses to be opened by a click.
  public var links: Set<String> = []
  public var rules: [Rule] = []
  /// By column name: the values a cell of it may have.
  public var choices: [String: [String]] = [:]
  public var charts: [Chart] = []
  public var images: [Image] = []
  /// Cells cannot be changed until the protection is lifted. It is a guard against mistakes, not against people.
  public var isProtected = false

  public init() {}
}
