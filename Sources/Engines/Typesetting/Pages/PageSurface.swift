/// What pages are drawn on. Coordinates are points from the page's lower left corner.
///
/// Decoration (`fill`, `stroke`) lies below all text of its page, in the order of `depth`.
public protocol PageSurface: AnyObject {
  /// While it is set, text is drawn as decoration: a table's head on its second page.
  var drawsDecoration: Bool { get set }
  /// One line of text: `x` is its left end, `y` its baseline.
  func text(
    _ pieces: UnsafeBufferPointer<PlacedPiece>, _ styles: UnsafeBufferPointer<TextStyle>, _ shaper: Shaper,
    x: Double, y: Double)
  func fill(x: Double, y: Double, width: Double, height: Double, color: TypeColor, depth: Int)
  func stroke(fromX x: Double, y: Double, toX endX: Double, y endY: Double, width: Double, color: TypeColor, depth: Int)
  /// Lines and areas of a picture, which belong to the mark.
  func path(_ path: VectorPath, x: Double, y: Double, mark: Int32)
  func image(_ number: Int, x: Double, y: Double, width: Double, height: Double, mark: Int32)
  /// The box of what a mark drew.
  func bounds(_ mark: Int32, left: Double, bottom: Double, right: Double, top: Double)
  func link(_ link: Int32, left: Double, bottom: Double, right: Double, top: Double)
  /// A place that others point at.
  func anchor(_ anchor: Int32, top: Double)
  /// A number that is not known yet, with its right end at `x`.
  func lateText(_ number: Int32, _ style: TextStyle, x: Double, y: Double, mark: Int32)
}
