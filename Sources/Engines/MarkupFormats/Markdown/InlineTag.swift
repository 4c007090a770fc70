internal import Documents

/// Tags within running text that mean something to a document.
enum InlineTag {
  static let known: Set<String> = [
    "sub", "sup", "u", "ins", "s", "del", "strike", "b", "strong", "i", "em", "mark", "small", "kbd", "code", "samp",
    "var", "tt", "q", "span", "abbr", "cite", "bdo", "bdi", "a", "font", "big",
  ]

  /// The tag's name in lower case, of opening and closing tags.
  static func name(_ tag: String) -> String? {
    var rest = tag.dropFirst()
    if rest.first == "/" { rest = rest.dropFirst() }
    let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
    return name.isEmpty ? nil : name.lowercased()
  }

  /// Nil where the tag adds nothing to what is inside.
  static func inline(_ name: String, _ tag: String, _ inner: [Inline]) -> Inline? {
    switch name {
    case "sub": return .subscript(inner)
    case "sup": return .superscript(inner)
    case "u", "ins": return .underline(inner)
    case "s", "del", "strike": return .strike(inner)
    case "b", "strong": return .strong(inner)
    case "i", "em", "cite", "var": return .emphasis(inner)
    case "code", "samp", "tt", "kbd": return .code(inner.plainText)
    default: return styled(name, HTMLAttributes.parse(tag), inner)
    }
  }

  /// Elements that only their attributes, or a class, tell apart.
  static func styled(_ name: String, _ attributes: HTMLAttributes, _ inner: [Inline]) -> Inline? {
    switch name {
    case "q": return .span(Span([.text("“")] + inner + [.text("”")], attributes: Attributes(classes: ["quotation"])))
    case "mark": return .span(Span(inner, attributes: Attributes(classes: ["mark"])))
    case "a":
      guard let target = attributes["href"], HTMLAddresses.isSafe(target) else { return nil }
      return .link(Link(target, title: attributes["title"], inner))
    case "span", "abbr", "bdo", "bdi":
      let own = attributes.documentAttributes
      if own.classes == ["smallcaps"], own.id == nil, own.language == nil { return .smallCaps(inner) }
      return own.isEmpty ? nil : .span(Span(inner, attributes: own))
    default: return nil
    }
  }
}
