/// The paper and what of it is written on.
public struct PageSetup: Sendable, Hashable {
  public var size: PaperSize
  public var isLandscape: Bool
  public var margins: Margins
  public var columns: Int
  public var columnGap: Length
  /// Inner and outer margins change sides with every page.
  public var isTwoSided: Bool

  public struct Margins: Sendable, Hashable {
    public var top: Length
    public var bottom: Length
    /// Inner, where pages have two sides; else the side where lines start in left-to-right text.
    public var left: Length
    public var right: Length

    public init(top: Length, bottom: Length, left: Length, right: Length) {
      self.top = top
      self.bottom = bottom
      self.left = left
      self.right = right
    }

    public init(all length: Length) {
      self.init(top: length, bottom: length, left: length, right: length)
    }

    public static let standard = Margins(
      top: .millimetres(25), bottom: .millimetres(25), left: .millimetres(25), right: .millimetres(25))
  }

  public init(
    size: PaperSize = .a4, isLandscape: Bool = false, margins: Margins = .standard, columns: Int = 1,
    columnGap: Length = .millimetres(8), isTwoSided: Bool = false
  ) {
    self.size = size
    self.isLandscape = isLandscape
    self.margins = margins
    self.columns = max(columns, 1)
    self.columnGap = columnGap
    self.isTwoSided = isTwoSided
  }

  /// Width and height in points, turned as the page is.
  public var extent: (width: Double, height: Double) {
    let (width, height) = (size.width.points(), size.height.points())
    return isLandscape ? (height, width) : (width, height)
  }
}

extension PageSetup {
  /// Width and height between the margins, in points.
  package var textExtent: (width: Double, height: Double) {
    let extent = self.extent
    return (
      max(extent.width - margins.left.points(of: extent.width) - margins.right.points(of: extent.width), 36),
      max(extent.height - margins.top.points(of: extent.height) - margins.bottom.points(of: extent.height), 36)
    )
  }

  /// The width of one column, in points.
  package var columnWidth: Double {
    let width = textExtent.width
    guard columns > 1 else { return width }
    return max((width - columnGap.points(of: width) * Double(columns - 1)) / Double(columns), 18)
  }
}
