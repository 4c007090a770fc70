/// Along which a variable font changes: weight, width, slant.
public struct FontAxis: Hashable, Sendable {
  public let tag: FontTag
  public let least: Double
  public let normal: Double
  public let most: Double

  public func clamped(_ value: Double) -> Double { min(max(value, least), most) }

  /// The axes that a `fvar` table tells.
  static func all(in table: FontBytes) -> [FontAxis] {
    let start = table.u16(4)
    let size = table.u16(10)
    guard size >= 20 else { return [] }
    return (0..<min(table.u16(8), 64)).compactMap { index in
      let entry = start + index * size
      let (least, normal, most) = (fixed(table, entry + 4), fixed(table, entry + 8), fixed(table, entry + 12))
      guard least <= normal, normal <= most else { return nil }
      return FontAxis(tag: FontTag(UInt32(table.u32(entry))), least: least, normal: normal, most: most)
    }
  }

  private static func fixed(_ table: FontBytes, _ place: Int) -> Double {
    Double(Int32(truncatingIfNeeded: table.u32(place))) / 65_536
  }
}

/// A place on the axes of a variable font.
public struct FontLocation: Hashable, Sendable {
  public struct Coordinate: Hashable, Sendable {
    public let tag: FontTag
    public let value: Double
  }

  /// Those that differ from the font's own, in the order of its axes.
  public let coordinates: [Coordinate]

  public static let normal = FontLocation(coordinates: [])

  init(coordinates: [Coordinate]) {
    self.coordinates = coordinates
  }

  /// The place that comes nearest to a style. An upright font leans where it can.
  init(_ axes: [FontAxis], _ style: FontStyle, isItalic: Bool) {
    let hasItalic = axes.contains { $0.tag == "ital" }
    coordinates = axes.compactMap { axis in
      var value = axis.normal
      if axis.tag == "wght" { value = axis.clamped(Double(style.weight)) }
      if style.isItalic, !isItalic {
        if axis.tag == "ital" { value = axis.most }
        if axis.tag == "slnt", !hasItalic { value = axis.least }
      }
      return value == axis.normal ? nil : Coordinate(tag: axis.tag, value: value)
    }
  }

  subscript(_ tag: FontTag) -> Double? { coordinates.first { $0.tag == tag }?.value }
}
