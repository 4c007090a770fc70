internal import Documents

/// Where a block stands in a Word document.
struct DOCXPlace: OfficePlace {
  static let quoteIndent = 360
  static let definitionIndent = 480

  /// Twentieths of a point that containers add on the left, lists not counted.
  var indent = 0
  /// How many lists it is in.
  var listDepth = 0
  /// The numbering instance and level that the next paragraph carries: the first of a list item.
  var marker: (instance: Int, level: Int)?
  var isTight = false
  var quoteDepth = 0
  var callout: Callout.Form?
  var alignment: TextAlignment?
  var isInTable = false
  /// The style that a paragraph of no other kind takes.
  var style: String?
  var run = RunStyle()
  /// The width there is, in points.
  var width: Double

  init(width: Double) {
    self.width = width
  }

  mutating func take(style: String) { self.style = style }

  var direction: TextDirection? { run.direction }

  static func calloutStyle(_ form: Callout.Form) -> String {
    "Callout" + form.rawValue.prefix(1).uppercased() + form.rawValue.dropFirst()
  }

  static func calloutColor(_ form: Callout.Form, _ theme: Theme) -> Color {
    switch form {
    case .note, .information: theme.colors.accent
    case .tip, .success: Color(0x1E7B46)
    case .important: Color(0x6F42C1)
    case .warning: Color(0x9A5B00)
    case .caution, .danger: Color(0xB3261E)
    }
  }

  /// The box around a callout's paragraphs. Neighbours with the same box are drawn as one.
  static func calloutBox(_ color: Color) -> String {
    let fill = color.mixed(with: .white, 0.92).hexadecimal
    return """
      <w:pBdr><w:top w:val="single" w:sz="4" w:space="6" w:color="\(fill)"/>\
      <w:left w:val="single" w:sz="24" w:space="8" w:color="\(color.hexadecimal)"/>\
      <w:bottom w:val="single" w:sz="4" w:space="6" w:color="\(fill)"/>\
      <w:right w:val="single" w:sz="4" w:space="8" w:color="\(fill)"/></w:pBdr>\
      <w:shd w:val="clear" w:color="auto" w:fill="\(fill)"/>
      """
  }
}
