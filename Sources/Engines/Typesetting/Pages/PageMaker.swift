/// Whoever makes pages of what the paginator places.
public protocol PageMaker: AnyObject {
  func beginPage(_ geometry: PageGeometry) throws -> any PageSurface
  /// The page is full: nothing more of the text comes onto it.
  func endPage() throws
}
