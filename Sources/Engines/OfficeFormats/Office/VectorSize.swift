internal import Documents
internal import XML

/// The size of an SVG picture.
enum VectorSize {
  /// Width and height in points; nil where the file is no SVG or says no size.
  static func extent(_ bytes: [UInt8]) -> (width: Double, height: Double)? {
    let root = RootElement()
    // The reader is stopped behind the root's start tag by an error of its own.
    try? XMLReader.read(bytes, handler: root)
    guard root.name == "svg" else { return nil }
    let box = (root.viewBox ?? "").split(whereSeparator: { $0 == " " || $0 == "," }).compactMap { Double($0) }
    let width = root.width.flatMap { Length($0) }.map { $0.points() } ?? 0
    let height = root.height.flatMap { Length($0) }.map { $0.points() } ?? 0
    guard width < 1e6, height < 1e6 else { return nil }
    if width > 0, height > 0 { return (width, height) }
    guard box.count == 4, box[2] > 0, box[3] > 0, box[2] < 1e6, box[3] < 1e6 else { return nil }
    if width > 0 { return (width, width * box[3] / box[2]) }
    return (box[2] * 0.75, box[3] * 0.75)
  }

  private struct Seen: Error {}

  private final class RootElement: XMLHandler {
    var name = ""
    var width: String?
    var height: String?
    var viewBox: String?

    func start(_ tag: borrowing XMLStartTag) throws {
      name = tag.name.local
      width = tag.attribute("width")
      height = tag.attribute("height")
      viewBox = tag.attribute("viewBox")
      throw Seen()
    }
  }
}
