/// Namespaces and types of PresentationML.
enum PPTXNames {
  static let type = "application/vnd.openxmlformats-officedocument.presentationml"
  static let spaces: StaticString =
    "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\""
  static let width = 12_192_000
  static let height = 6_858_000

  static func transform(_ place: PPTXSlide.Rectangle, _ element: String = "a:xfrm") -> String {
    "<\(element)><a:off x=\"\(OfficeMeasures.emu(place.x))\" y=\"\(OfficeMeasures.emu(place.y))\"/><a:ext cx=\"\(OfficeMeasures.emu(place.width))\" cy=\"\(OfficeMeasures.emu(place.height))\"/></\(element)>"
  }
}
