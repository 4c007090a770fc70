internal import Documents
internal import XML

/// Finds the watermark in a header: a shape with a text along a path.
enum OfficeWatermarkReader {
  static func watermark(_ header: XMLNode) -> Watermark? {
    guard let shape = header.descendant("shape"), let text = shape.first("textpath")?["string"], !text.isEmpty else {
      return nil
    }
    var watermark = Watermark(.text(text))
    if let color = shape["fillcolor"].flatMap({ Color(String($0.prefix(7))) }) { watermark.color = color }
    if let opacity = shape.first("fill")?["opacity"] {
      watermark.opacity = opacity.hasPrefix(".") ? Double("0" + opacity) ?? 0.5 : Double(opacity) ?? 0.5
    }
    for part in (shape["style"] ?? "").split(separator: ";") where part.hasPrefix("rotation:") {
      if let angle = Double(part.dropFirst(9)) { watermark.angle = angle == 0 ? 0 : 360 - angle }
    }
    return watermark
  }
}
