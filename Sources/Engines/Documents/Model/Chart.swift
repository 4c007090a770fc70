/// A chart from data, drawn as vectors in every format.
public struct Chart: Sendable, Hashable {
  public enum Form: String, Sendable, Hashable, CaseIterable {
    case bar, line, area, pie, scatter
  }

  public struct Series: Sendable, Hashable {
    public var name: String
    /// One for each category; nil is a gap.
    public var values: [Double?]
    /// Where the values of a scatter chart stand; as many as there are values.
    public var positions: [Double]

    public init(_ name: String, _ values: [Double?], positions: [Double] = []) {
      self.name = name
      self.values = values
      self.positions = positions
    }
  }

  public var form: Form
  public var title: String?
  public var categories: [String]
  public var series: [Series]
  public var horizontalAxis: String?
  public var verticalAxis: String?
  public var isStacked: Bool
  /// Bars that lie.
  public var isHorizontal: Bool
  public var showsLegend: Bool
  public var showsValues: Bool
  /// What the chart says, for those who cannot see it; nil is made from the data.
  public var alternative: String?
  public var caption: [Inline]
  public var width: Length?
  public var height: Length?
  public var attributes: Attributes

  public init(
    _ form: Form, title: String? = nil, categories: [String] = [], series: [Series], horizontalAxis: String? = nil,
    verticalAxis: String? = nil, isStacked: Bool = false, isHorizontal: Bool = false, showsLegend: Bool = true,
    showsValues: Bool = false, alternative: String? = nil, caption: [Inline] = [], width: Length? = nil,
    height: Length? = nil, attributes: Attributes = .none
  ) {
    self.form = form
    self.title = title
    self.categories = categories
    self.series = series
    self.horizontalAxis = horizontalAxis
    self.verticalAxis = verticalAxis
    self.isStacked = isStacked
    self.isHorizontal = isHorizontal
    self.showsLegend = showsLegend
    self.showsValues = showsValues
    self.alternative = alternative
    self.caption = caption
    self.width = width
    self.height = height
    self.attributes = attributes
  }
}
