extension Inline {
  /// Only the words; images say their text, notes and raw text nothing.
  public var plainText: String {
    var text = ""
    appendPlainText(to: &text)
    return text
  }

  func appendPlainText(to text: inout String) {
    switch self {
    case .text(let part), .code(let part), .math(let part): text += part
    case .image(let image): text += image.alternative
    case .lineBreak, .softBreak: text += " "
    case .variable(let name): text += "{\(name)}"
    case .footnote, .citation, .raw: break
    default: for child in children { child.appendPlainText(to: &text) }
    }
  }
}

extension [Inline] {
  /// Only the words; images say their text, notes and raw text nothing.
  public var plainText: String {
    if count == 1, case .text(let text) = self[0] { return text }
    var text = ""
    for inline in self { inline.appendPlainText(to: &text) }
    return text
  }
}
