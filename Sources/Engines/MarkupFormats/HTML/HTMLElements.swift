internal import Documents

/// What elements are.
enum HTMLElements {
  static func isBlock(_ name: String) -> Bool { blocks.contains(name) }

  static func mayHoldBlocks(_ name: String) -> Bool {
    !["svg", "math", "ruby", "audio", "video", "canvas", "object", "select"].contains(name)
  }

  private static let blocks: Set<String> = [
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header",
    "hgroup", "hr", "html", "li", "listing", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "xmp", "script", "style", "template", "title", "noscript",
  ]

  /// Elements whose contents are no part of the text.
  static let ignored: Set<String> = [
    "script", "style", "template", "head", "title", "iframe", "object", "embed", "noscript", "select", "button",
    "textarea", "canvas", "audio", "video", "noembed", "noframes", "datalist",
  ]

  static func alignment(_ attributes: HTMLAttributes) -> TextAlignment? {
    for name in attributes.classes where name.hasPrefix("align-") {
      if let alignment = TextAlignment(rawValue: String(name.dropFirst(6))) { return alignment }
    }
    var value = attributes["align"]
    if value == nil, let style = attributes["style"]?.lowercased() {
      for rule in style.split(separator: ";") {
        let parts = rule.split(separator: ":", maxSplits: 1)
        if parts.count == 2, parts[0].filter({ $0 != " " }) == "text-align" {
          value = String(parts[1].filter { $0 != " " })
        }
      }
    }
    switch value?.lowercased() {
    case "left", "start": return .start
    case "center", "middle": return .center
    case "right", "end": return .end
    case "justify": return .justify
    default: return nil
    }
  }
}
