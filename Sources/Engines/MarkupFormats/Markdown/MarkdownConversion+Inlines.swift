internal import Documents

extension MarkdownConversion {
  /// Inlines deeper than this are laid flat.
  private static let maximumDepth = 64

  mutating func inlines(_ start: Int, _ end: Int) -> [Inline] {
    guard start < end else { return [] }
    return structure.content.withUnsafeBufferPointer { content in
      inlines(UnsafeBufferPointer(rebasing: content[start..<end]))
    }
  }

  mutating func inlines(_ text: UnsafeBufferPointer<UInt8>) -> [Inline] {
    guard !text.isEmpty else { return [] }
    inlines.parse(text)
    var result: [Inline] = []
    let root = inlines.nodes[0].firstChild
    if root >= 0, inlines.nodes[Int(root)].next < 0, inlines.nodes[Int(root)].kind == .text {
      let node = inlines.nodes[Int(root)]
      append(String(decoding: text[node.start..<node.end], as: UTF8.self), to: &result, isInLink: false)
      return result
    }
    // Notes have leaves of their own: what is read now must outlast them.
    let parsed = MarkdownInlineTree(inlines, text)
    unclosedTags.removeAll()
    result = convert(parsed, root, depth: 0, isInLink: false)
    return result
  }

  private mutating func append(_ text: String, to result: inout [Inline], isInLink: Bool) {
    guard !text.isEmpty else { return }
    if !isInLink, dialect.contains(.autolinks), let parts = MailLinks.split(text) {
      result += parts
    } else {
      result.append(.text(text))
    }
  }

  private mutating func convert(
    _ tree: MarkdownInlineTree, _ first: Int32, depth: Int, isInLink: Bool, until end: Int32 = -1
  ) -> [Inline] {
    var result: [Inline] = []
    var pending: [UInt8] = []
    var index = first
    while index >= 0, index != end {
      let node = tree.nodes[Int(index)]
      if node.kind == .text || node.kind == .string {
        if node.kind == .text {
          pending.append(contentsOf: tree.text[node.start..<node.end])
        } else {
          pending.append(contentsOf: tree.strings[Int(node.payload)].utf8)
        }
        index = node.next
        continue
      }
      if !pending.isEmpty {
        append(String(decoding: pending, as: UTF8.self), to: &result, isInLink: isInLink)
        pending.removeAll(keepingCapacity: true)
      }
      if node.kind == .html, options.rawHTML != .keep {
        index = html(tree, index, depth: depth, isInLink: isInLink, end: end, &result)
        continue
      }
      if depth >= Self.maximumDepth {
        flatten(tree, node, &result)
      } else {
        convert(tree, node, depth: depth, isInLink: isInLink, &result)
      }
      index = node.next
    }
    if !pending.isEmpty { append(String(decoding: pending, as: UTF8.self), to: &result, isInLink: isInLink) }
    return result
  }

  private mutating func convert(
    _ tree: MarkdownInlineTree, _ node: MarkdownInlines.Node, depth: Int, isInLink: Bool, _ result: inout [Inline]
  ) {
    func attributes() -> Attributes {
      node.attributes >= 0 ? tree.attributes[Int(node.attributes)] : .none
    }
    switch node.kind {
    case .text, .string: break
    case .softBreak: result.append(.softBreak)
    case .lineBreak: result.append(.lineBreak)
    case .code:
      let code = tree.strings[Int(node.payload)]
      if node.attributes >= 0, let raw = attributes().pairs.first(where: { $0.name == "raw" }) {
        result.append(.raw(RawInline(format: raw.value, code)))
      } else {
        result.append(node.attributes >= 0 ? .span(Span([.code(code)], attributes: attributes())) : .code(code))
      }
    case .html:
      result.append(.raw(RawInline(format: "html", String(decoding: tree.text[node.start..<node.end], as: UTF8.self))))
    case .emphasis:
      result.append(.emphasis(convert(tree, node.firstChild, depth: depth + 1, isInLink: isInLink)))
    case .strong: result.append(.strong(convert(tree, node.firstChild, depth: depth + 1, isInLink: isInLink)))
    case .strike: result.append(.strike(convert(tree, node.firstChild, depth: depth + 1, isInLink: isInLink)))
    case .link:
      let target = tree.targets[Int(node.payload)]
      let inner = convert(tree, node.firstChild, depth: depth + 1, isInLink: true)
      result.append(link(target, inner, attributes()))
    case .image:
      let target = tree.targets[Int(node.payload)]
      let inner = convert(tree, node.firstChild, depth: depth + 1, isInLink: true)
      result.append(image(target, alternative: inner.plainText, attributes()))
    case .footnote: result.append(footnote(String(decoding: tree.text[node.start..<node.end], as: UTF8.self)))
    case .note:
      unnamedNotes += 1
      let id = "note-\(unnamedNotes)"
      noteDepth += 1
      let range = node.start..<node.end
      let inner = noteDepth > 8 ? [] : inlines(UnsafeBufferPointer(rebasing: tree.text[range]))
      noteDepth -= 1
      result.append(.footnote(Footnote(id: id, [.paragraph(Paragraph(inner))])))
    case .math: result.append(.math(tree.strings[Int(node.payload)]))
    case .citation:
      if let citation = MarkdownCitation.parse(tree.strings[Int(node.payload)]) { result.append(.citation(citation)) }
    case .span:
      let inner = convert(tree, node.firstChild, depth: depth + 1, isInLink: isInLink)
      result.append(span(inner, attributes()))
    }
  }

  private func span(_ inner: [Inline], _ attributes: Attributes) -> Inline {
    if dialect.contains(.documents), attributes.id == nil, attributes.classes.count == 1, attributes.pairs.isEmpty,
      attributes.language == nil, attributes.direction == nil
    {
      switch attributes.classes[0] {
      case "smallcaps": return .smallCaps(inner)
      case "underline": return .underline(inner)
      case "variable": return .variable(inner.plainText)
      default: break
      }
    }
    return .span(Span(inner, attributes: attributes))
  }

  private func link(_ target: MarkdownInlines.Target, _ inner: [Inline], _ attributes: Attributes) -> Inline {
    if dialect.contains(.documents), target.destination.hasPrefix("#"), target.title == nil {
      let form = attributes.classes.count == 1 ? Reference.Form(rawValue: attributes.classes[0]) : nil
      if inner.isEmpty || form != nil {
        return .reference(Reference(String(target.destination.dropFirst()), form: form ?? .label, inner))
      }
    }
    return .link(Link(target.destination, title: target.title, inner, attributes: attributes))
  }

  private mutating func image(
    _ target: MarkdownInlines.Target, alternative: String, _ attributes: Attributes
  ) -> Inline {
    var attributes = attributes
    let width = attributes["width"].flatMap { Length($0) }
    let height = attributes["height"].flatMap { Length($0) }
    let isDecorative = attributes.has("decorative")
    attributes.pairs.removeAll { $0.name == "width" && width != nil || $0.name == "height" && height != nil }
    attributes.classes.removeAll { $0 == "decorative" }
    var source = target.destination
    if dialect.contains(.documents), source.hasPrefix("data:") {
      if let resource = DataAddress.decode(source) {
        source = document.resources.add(resource.bytes, mediaType: resource.mediaType)
      } else {
        notes.warn("image", "an image's data address cannot be read; use base64 and name the media type")
      }
    }
    return .image(
      Image(
        source, alternative: alternative, title: target.title, width: width, height: height,
        isDecorative: isDecorative, attributes: attributes))
  }

  private mutating func footnote(_ label: String) -> Inline {
    guard let index = structure.footnotes[MarkdownLabel.normalized(label.utf8)] else { return .text("[^\(label)]") }
    let node = structure.nodes[Int(index)]
    let id = String(decoding: structure.source[node.infoStart..<node.infoEnd], as: UTF8.self)
    guard placedNotes.insert(index).inserted else { return .reference(Reference(id, form: .footnote)) }
    guard noteDepth < 8 else {
      notes.warn("footnote", "footnotes inside footnotes end at the eighth level")
      return .reference(Reference(id, form: .footnote))
    }
    noteDepth += 1
    defer { noteDepth -= 1 }
    return .footnote(Footnote(id: id, children(of: index)))
  }

  /// The words of what lies too deep.
  private func flatten(_ tree: MarkdownInlineTree, _ node: MarkdownInlines.Node, _ result: inout [Inline]) {
    var words = ""
    var index = node.firstChild
    var open: [Int32] = []
    while true {
      guard index >= 0 else {
        guard let parent = open.popLast() else { break }
        index = parent
        continue
      }
      let inner = tree.nodes[Int(index)]
      switch inner.kind {
      case .text: words += String(decoding: tree.text[inner.start..<inner.end], as: UTF8.self)
      case .string, .code, .math: words += tree.strings[Int(inner.payload)]
      case .softBreak, .lineBreak: words += " "
      default: break
      }
      if inner.firstChild >= 0 {
        open.append(inner.next)
        index = inner.firstChild
      } else {
        index = inner.next
      }
    }
    if !words.isEmpty { result.append(.text(words)) }
  }

  // MARK: HTML

  /// A tag with its end among the siblings becomes what it means; others are left out. Returns where to go on.
  private mutating func html(
    _ tree: MarkdownInlineTree, _ index: Int32, depth: Int, isInLink: Bool, end: Int32, _ result: inout [Inline]
  ) -> Int32 {
    let node = tree.nodes[Int(index)]
    guard options.rawHTML == .clean, depth < Self.maximumDepth else { return node.next }
    let tag = String(decoding: tree.text[node.start..<node.end], as: UTF8.self)
    guard let name = InlineTag.name(tag) else { return node.next }
    if name == "br" {
      result.append(.lineBreak)
      return node.next
    }
    if name == "wbr" {
      result.append(.text("\u{200B}"))
      return node.next
    }
    guard InlineTag.known.contains(name), !unclosedTags.contains(name),
      let close = closing(tree, name, after: node.next, end)
    else {
      // One failure per name and text is enough: else a long row of tags would be searched again and again.
      if !tag.hasPrefix("</") { unclosedTags.insert(name) }
      if !tag.hasPrefix("</"), !tag.hasPrefix("<!--") {
        notes.warn("html", "the tag <\(name)> is left out, its text stays", merging: true)
      }
      return node.next
    }
    let inner = convert(
      tree, node.firstChild >= 0 ? node.firstChild : node.next, depth: depth + 1, isInLink: isInLink, until: close)
    if let inline = InlineTag.inline(name, tag, inner) { result.append(inline) } else { result += inner }
    return tree.nodes[Int(close)].next
  }

  private func closing(_ tree: MarkdownInlineTree, _ name: String, after first: Int32, _ end: Int32) -> Int32? {
    var index = first
    var open = 1
    var steps = 0
    while index >= 0, index != end, steps < 2_000 {
      steps += 1
      let node = tree.nodes[Int(index)]
      if node.kind == .html {
        let tag = String(decoding: tree.text[node.start..<node.end], as: UTF8.self)
        if InlineTag.name(tag) == name {
          open += tag.hasPrefix("</") ? -1 : 1
          if open == 0 { return index }
        }
      }
      index = node.next
    }
    return nil
  }
}
