internal import Documents

/// The attributes of one element, names in lower case; the first of a name counts.
struct HTMLAttributes {
  private(set) var all: [Variable] = []

  subscript(name: String) -> String? { all.first { $0.name == name }?.value }

  mutating func add(_ name: String, _ value: String) {
    if self[name] == nil { all.append(Variable(name, value)) }
  }

  var classes: [String] {
    self["class"]?.split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == "\t" }).map(String.init) ?? []
  }

  func has(_ name: String) -> Bool { classes.contains(name) }

  /// What of them a document keeps: id, classes, language, direction and `data-` pairs.
  var documentAttributes: Attributes {
    guard !all.isEmpty else { return .none }
    var attributes = Attributes()
    for attribute in all {
      switch attribute.name {
      case "id": attributes.id = attribute.value.isEmpty ? nil : attribute.value
      case "class": attributes.classes = classes
      case "lang", "xml:lang": attributes.language = attribute.value.isEmpty ? nil : attribute.value
      case "dir": attributes.direction = TextDirection(rawValue: attribute.value.lowercased())
      default:
        if attribute.name.hasPrefix("data-x-") {
          attributes.pairs.append(Variable(String(attribute.name.dropFirst(7)), attribute.value))
        }
      }
    }
    return attributes
  }

  /// Of one tag's text.
  static func parse(_ tag: String) -> HTMLAttributes {
    var tag = tag
    return tag.withUTF8 { bytes in
      var tokenizer = HTMLTokenizer(bytes)
      if case .start(_, let attributes, _)? = tokenizer.next() { return attributes }
      return HTMLAttributes()
    }
  }
}
