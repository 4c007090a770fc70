internal import Documents
internal import Fonts
internal import Typesetting

/// The theme as the typesetter understands it.
final class PDFStyles {
  enum Family: Hashable {
    case body, heading, code
  }

  /// A style before the fonts are looked up.
  struct Look: Hashable {
    var family = Family.body
    var isBold = false
    var isItalic = false
    var language: String
  }

  let theme: Theme
  let shaper: Shaper
  private var stacks: [Look: Int] = [:]

  init(_ theme: Theme, _ shaper: Shaper) {
    self.theme = theme
    self.shaper = shaper
  }

  func stack(_ look: Look) throws -> Int {
    if let known = stacks[look] { return known }
    let families =
      switch look.family {
      case .body: theme.fonts.body
      case .heading: theme.fonts.heading
      case .code: theme.fonts.code
      }
    let style = FontStyle(weight: look.isBold ? 700 : 400, isItalic: look.isItalic)
    let number = try shaper.stack(FontRequest(families: families, style: style, language: look.language))
    stacks[look] = number
    return number
  }
}

extension TypeColor {
  init(_ color: Color) {
    self.init(red: color.red, green: color.green, blue: color.blue)
  }
}
