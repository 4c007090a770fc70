internal import Documents
internal import JSON

/// Fills a template of text with one row of data.
struct TemplateRendering {
  private(set) var text = ""
  private let values: TemplateValues
  private let escaping: TemplateEscaping
  /// Between the lines of front matter, which is no Markdown.
  private var isInFront = false

  init(_ values: TemplateValues, _ escaping: TemplateEscaping) {
    self.values = values
    self.escaping = escaping
  }

  mutating func render(_ parts: [Template.Part], in scopes: [JSONValue], at index: Int?) throws(DocumentError) {
    let values = values
    for part in parts {
      switch part {
      case .text(let piece): add(piece)
      case .field(let field):
        let shown = try values.show(field, in: scopes, at: index)
        let isText = !isInFront && !field.filters.contains { $0.name == "raw" }
        text += isText ? escaping.apply(to: shown) : shown
      case .section(let field, let isInverted, let inner):
        try values.each(field, isInverted: isInverted, in: scopes, at: index) {
          (scopes, index) throws(DocumentError) in try render(inner, in: scopes, at: index)
        }
      }
    }
  }

  private mutating func add(_ piece: String) {
    if escaping == .markdown {
      var rest = piece[...]
      if text.isEmpty, rest.hasPrefix("---\n") || rest.hasPrefix("---\r\n") {
        isInFront = true
        rest = rest.dropFirst(3)
      }
      if isInFront, Self.endsFront(rest) { isInFront = false }
    }
    text += piece
  }

  private static func endsFront(_ piece: Substring) -> Bool {
    piece.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().contains {
      $0.utf8.starts(with: "---".utf8)
    }
  }
}
