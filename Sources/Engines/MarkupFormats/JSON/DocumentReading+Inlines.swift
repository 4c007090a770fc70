internal import Documents
internal import JSON

extension DocumentReading {
  mutating func optionalInlines(_ json: JSONCursor) throws -> [Inline] {
    try json.ifPresent.map { try inlines($0) } ?? []
  }

  /// A string is plain text, an array holds strings and objects.
  mutating func inlines(_ json: JSONCursor, depth: Int = 0) throws -> [Inline] {
    if let text = try json.value().string { return text.isEmpty ? [] : [.text(text)] }
    guard depth < options.limits.depth else {
      throw DocumentError(
        .limit, "more than \(options.limits.depth) inlines inside each other",
        at: DocumentError.Location(pointer: json.pointer))
    }
    var inlines: [Inline] = []
    for element in try json.elements() {
      if let text = try element.value().string {
        if !text.isEmpty { inlines.append(.text(text)) }
      } else {
        inlines.append(try inline(element, depth: depth))
      }
    }
    return inlines
  }

  private mutating func inline(_ json: JSONCursor, depth: Int) throws -> Inline {
    let kind = try json["type"].choice(Inline.Kind.self)
    func text() throws(JSONError) -> String {
      try json.allow("type", "text")
      return try json["text"].string()
    }
    switch kind {
    case .text: return .text(try text())
    case .code: return .code(try text())
    case .strong, .emphasis, .strike, .underline, .superscript, .subscript, .smallCaps:
      try json.allow("type", "content")
      let inner = try inlines(json["content"], depth: depth + 1)
      switch kind {
      case .strong: return .strong(inner)
      case .emphasis: return .emphasis(inner)
      case .strike: return .strike(inner)
      case .underline: return .underline(inner)
      case .superscript: return .superscript(inner)
      case .subscript: return .subscript(inner)
      default: return .smallCaps(inner)
      }
    case .link:
      try json.allow("type", "target", "title", "content", "id", "class", "lang", "dir", "data")
      let target = try json["target"].string()
      guard HTMLAddresses.isSafe(target) else {
        throw json["target"].failure("this address could run something; use http, https, mailto, tel or #id")
      }
      return .link(
        Link(
          target, title: try json["title"].ifPresent?.string(), try inlines(json["content"], depth: depth + 1),
          attributes: try attributes(json)))
    case .reference:
      try json.allow("type", "target", "form", "content")
      return .reference(
        Reference(
          try json["target"].string(), form: try json["form"].ifPresent?.choice() ?? .label,
          try optionalInlines(json["content"])))
    case .citation:
      try json.allow("type", "items", "inText")
      var items: [Citation.Item] = []
      for item in try json["items"].elements() {
        try item.allow("key", "locator")
        items.append(Citation.Item(try item["key"].string(), locator: try item["locator"].ifPresent?.string()))
      }
      return .citation(Citation(items, isInText: try json["inText"].ifPresent?.bool() ?? false))
    case .footnote:
      try json.allow("type", "id", "blocks")
      return .footnote(Footnote(id: try json["id"].string(), try blocks(json["blocks"], depth: depth + 1)))
    case .image: return .image(try image(json))
    case .math:
      try json.allow("type", "tex")
      return .math(try json["tex"].string())
    case .lineBreak, .softBreak:
      try json.allow("type")
      return kind == .lineBreak ? .lineBreak : .softBreak
    case .span:
      try json.allow("type", "content", "id", "class", "lang", "dir", "data")
      return .span(Span(try inlines(json["content"], depth: depth + 1), attributes: try attributes(json)))
    case .variable:
      try json.allow("type", "name")
      return .variable(try json["name"].string())
    case .raw:
      try json.allow("type", "format", "text")
      return .raw(RawInline(format: try json["format"].string(), try json["text"].string()))
    }
  }

  mutating func image(_ json: JSONCursor) throws -> Image {
    if let name = try json.value().string { return Image(try source(name, json)) }
    try json.allow(
      "type", "source", "alt", "title", "width", "height", "decorative", "id", "class", "lang", "dir", "data")
    return Image(
      try source(try json["source"].string(), json["source"]), alternative: try json["alt"].ifPresent?.string() ?? "",
      title: try json["title"].ifPresent?.string(), width: try json["width"].ifPresent.map(DocumentSettings.length),
      height: try json["height"].ifPresent.map(DocumentSettings.length),
      isDecorative: try json["decorative"].ifPresent?.bool() ?? false, attributes: try attributes(json))
  }

  private mutating func source(_ name: String, _ json: JSONCursor) throws -> String {
    guard name.hasPrefix("data:") else { return name }
    guard let decoded = DataAddress.decode(name) else {
      throw json.failure("the data address cannot be read; use data:image/png;base64,…")
    }
    return document.resources.add(decoded.bytes, mediaType: decoded.mediaType)
  }
}
