/// Set matter on its way to pages: strips one below the other.
public final class Galley {
  struct PlacedObject {
    var x: Double
    var object: InlineObject
  }

  // Unchecked as in `Shaper`.
  @exclusivity(unchecked) var strips: [Strip] = []
  @exclusivity(unchecked) var pieces: [PlacedPiece] = []
  @exclusivity(unchecked) var styles: [TextStyle] = []
  @exclusivity(unchecked) var objects: [PlacedObject] = []
  var decorations: [Decoration] = []
  var rows: [RowBox] = []
  /// The decoration that new strips get.
  public var decoration: Int32 = -1

  public init() {}

  public var isEmpty: Bool { strips.isEmpty }
  public var stripCount: Int { strips.count }

  /// The height of all strips with the spaces between them, the first one's left out.
  public var height: Double {
    var sum = 0.0
    for (index, strip) in strips.enumerated() { sum += strip.height + (index > 0 ? strip.spaceBefore : 0) }
    return sum
  }

  /// The numbers of a paragraph's styles in the galley begin here.
  func adopt(_ added: [TextStyle]) -> Int32 {
    if styles.count >= added.count, styles.suffix(added.count).elementsEqual(added) {
      return Int32(styles.count - added.count)
    }
    styles.append(contentsOf: added)
    return Int32(styles.count - added.count)
  }

  public func add(_ decoration: Decoration) -> Int32 {
    var decoration = decoration
    decoration.depth = decoration.parent >= 0 ? decorations[Int(decoration.parent)].depth + 1 : 0
    decorations.append(decoration)
    return Int32(decorations.count - 1)
  }

  /// The strip after which the last one came keeps to it.
  public func keepLastWithNext() {
    if !strips.isEmpty { strips[strips.count - 1].breakAfter = .forbidden }
  }

  public func gap(_ height: Double) {
    var strip = Strip(height: 0, baseline: 0, x: 0, spaceBefore: height, decoration: decoration)
    // What keeps to the next does so over a gap, too.
    strip.breakAfter = strips.last?.breakAfter ?? .allowed
    strips.append(strip)
  }

  public func startPage() {
    var strip = Strip(height: 0, baseline: 0, x: 0, spaceBefore: 0)
    strip.startsPage = true
    strip.breakAfter = .forbidden
    strips.append(strip)
  }

  public func startColumn() {
    var strip = Strip(height: 0, baseline: 0, x: 0, spaceBefore: 0)
    strip.startsColumn = true
    strip.breakAfter = .forbidden
    strips.append(strip)
  }

  /// An object on a line of its own.
  public func add(_ object: InlineObject, x: Double, spaceBefore: Double, keepsWithNext: Bool = false) {
    objects.append(PlacedObject(x: 0, object: object))
    var strip = Strip(
      height: object.ascent + object.descent, baseline: object.ascent, x: x, spaceBefore: spaceBefore,
      decoration: decoration)
    strip.objects = Int32(objects.count - 1)..<Int32(objects.count)
    strip.breakAfter = keepsWithNext ? .forbidden : .allowed
    strips.append(strip)
  }

  public func add(_ row: RowBox, spaceBefore: Double = 0, keepsWithNext: Bool = false) {
    rows.append(row)
    var strip = Strip(
      height: row.height, baseline: 0, x: 0, spaceBefore: spaceBefore, row: Int32(rows.count - 1),
      decoration: decoration)
    strip.breakAfter = keepsWithNext ? .forbidden : .allowed
    strip.hasNotes = row.cells.contains { $0.content.strips.contains(where: \.hasNotes) }
    strips.append(strip)
  }

  /// Matter that may stand elsewhere is mentioned here.
  public func add(_ box: FloatBox) {
    objects.append(PlacedObject(x: 0, object: InlineObject(.float(box))))
    var strip = Strip(height: 0, baseline: 0, x: 0, spaceBefore: 0)
    strip.objects = Int32(objects.count - 1)..<Int32(objects.count)
    strip.hasFloats = true
    // What keeps to the next does so over it, too.
    strip.breakAfter = strips.last?.breakAfter ?? .allowed
    strips.append(strip)
  }

  /// No float passes this place: a part of the text begins.
  public func settleFloats() {
    var strip = Strip(height: 0, baseline: 0, x: 0, spaceBefore: 0)
    strip.settlesFloats = true
    strip.breakAfter = .forbidden
    strips.append(strip)
  }

  /// What an anchor is called belongs to the next strip.
  public func anchor(_ anchor: Int32) {
    objects.append(PlacedObject(x: 0, object: InlineObject(.anchor(anchor))))
    var strip = Strip(height: 0, baseline: 0, x: 0, spaceBefore: 0, decoration: decoration)
    strip.objects = Int32(objects.count - 1)..<Int32(objects.count)
    strip.breakAfter = .forbidden
    strips.append(strip)
  }

  /// Enough to flow, and nothing in it waits for what comes next.
  public var isLargeEnough: Bool {
    strips.count > 60 && decoration < 0 && strips.last?.breakAfter == .allowed
  }

  /// All text of the galley belongs to one mark.
  func mark(all mark: Int32) {
    for index in styles.indices { styles[index].mark = mark }
  }

  /// Draws the first line alone, its baseline at a height.
  public func drawFirstLine(on surface: any PageSurface, _ shaper: Shaper, left: Double, baseline: Double) {
    guard let strip = strips.first else { return }
    StripDrawing(surface: surface, shaper: shaper).draw(strip, of: self, left: left, top: baseline + strip.baseline)
  }

  func removeAll() {
    strips.removeAll(keepingCapacity: true)
    pieces.removeAll(keepingCapacity: true)
    styles.removeAll(keepingCapacity: true)
    objects.removeAll(keepingCapacity: true)
    decorations.removeAll(keepingCapacity: true)
    rows.removeAll(keepingCapacity: true)
  }
}
