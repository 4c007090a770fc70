/// Where text stands on a page, in points.
public struct PageGeometry: Sendable, Equatable {
  public var width: Double
  public var height: Double
  public var top: Double
  public var bottom: Double
  public var left: Double
  public var right: Double
  public var columns = 1
  public var columnGap = 18.0

  public init(width: Double, height: Double, top: Double, bottom: Double, left: Double, right: Double) {
    self.width = width
    self.height = height
    self.top = top
    self.bottom = bottom
    self.left = left
    self.right = right
  }

  public var textWidth: Double { max(width - left - right, 36) }
  public var textHeight: Double { max(height - top - bottom, 36) }
  public var columnWidth: Double { (textWidth - columnGap * Double(columns - 1)) / Double(columns) }
}
