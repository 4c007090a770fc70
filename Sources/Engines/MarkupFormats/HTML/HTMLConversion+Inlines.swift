internal import Documents

extension HTMLConversion {
  mutating func inlines(in index: Int) -> [Inline] {
    inlines(tree.children(of: index), depth: 0)
  }

  /// Running text; white space at the ends and before line breaks is dropped.
  mutating func inlines(_ nodes: [Int], depth: Int) -> [Inline] {
    var result: [Inline] = []
    for node in nodes { append(node, to: &result, depth: depth) }
    guard depth == 0 else { return result }
    InlineSpace.trim(&result)
    return result
  }

  private mutating func append(_ index: Int, to result: inout [Inline], depth: Int) {
    let node = tree.nodes[index]
    if node.isText {
      let text = InlineSpace.collapsed(node.text)
      guard text.utf8.contains(0x0A) else { return add(text, to: &result) }
      for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        if index > 0 { result.append(.softBreak) }
        add(String(line), to: &result)
      }
      return
    }
    guard depth < limits.depth else {
      let text = Self.collapsed(tree.text(of: index))
      if !text.isEmpty { result.append(.text(text)) }
      return
    }
    switch node.name {
    case "br": result.append(.lineBreak)
    case "wbr": result.append(.text("\u{200B}"))
    case "img": result.append(.image(image(index)))
    case "math": result.append(.math(tex(index)))
    case "svg": svg(index, &result)
    case "input", "style", "script": break
    case "a": link(index, &result, depth: depth)
    case "sup":
      // The mark of a footnote is its link.
      let children = tree.children(of: index)
      if children.count == 1, tree.nodes[children[0]].attributes["role"] == "doc-noteref" {
        return append(children[0], to: &result, depth: depth + 1)
      }
      result.append(.superscript(inlines(children, depth: depth + 1)))
    case "code", "kbd", "samp", "tt": result.append(.code(tree.text(of: index)))
    case "p", "div", "li", "td", "th", "dt", "dd":
      result += inlines(tree.children(of: index), depth: depth + 1)
    default:
      if HTMLElements.ignored.contains(node.name) { return }
      let inner = inlines(tree.children(of: index), depth: depth + 1)
      if node.name == "span", let name = node.attributes["data-variable"] { return result.append(.variable(name)) }
      if node.name == "span", let source = node.attributes["data-source"] {
        return result.append(.image(Image(source, alternative: node.attributes["data-alt"] ?? "")))
      }
      if node.name == "span", node.attributes.has("citation"), let text = node.attributes["data-cite"],
        let citation = MarkdownCitation.parse(text)
      {
        return result.append(.citation(citation))
      }
      if let inline = InlineTag.inline(node.name, "", inner) ?? InlineTag.styled(node.name, node.attributes, inner) {
        result.append(inline)
      } else {
        result += inner
      }
    }
  }

  /// Text next to text becomes one.
  private func add(_ text: String, to result: inout [Inline]) {
    guard !text.isEmpty else { return }
    if case .text(let before)? = result.last {
      result[result.count - 1] = .text(
        before.last == " " && text.first == " " ? before + text.dropFirst() : before + text)
    } else {
      result.append(.text(text))
    }
  }

  private mutating func link(_ index: Int, _ result: inout [Inline], depth: Int) {
    let node = tree.nodes[index]
    guard var target = node.attributes["href"], HTMLAddresses.isSafe(target) else {
      let inner = inlines(tree.children(of: index), depth: depth + 1)
      if let id = node.attributes["id"] ?? node.attributes["name"], inner.isEmpty || !id.isEmpty {
        result.append(.span(Span(inner, attributes: Attributes(id: id))))
      } else {
        result += inner
      }
      return
    }
    if node.attributes["role"] == "doc-backlink" { return }
    if !base.isEmpty, !target.contains("://"), let fragment = target.firstIndex(of: "#") {
      // A place in another file of the same archive.
      let folder = base.split(separator: "/").dropLast().joined(separator: "/")
      let file = target[..<fragment].isEmpty ? base : EPUBArchive.resolve(target, in: folder)
      let id = String(target[target.index(after: fragment)...])
      if file != base, let note = notesElsewhere["\(file)#\(id)"] {
        let name = note.tree.nodes[note.item].attributes["data-note"] ?? id
        guard placedNotes.insert(name).inserted else {
          return result.append(.reference(Reference(name, form: .footnote)))
        }
        return result.append(.footnote(Footnote(id: name, blocks(of: note))))
      }
      target = "#" + id
    }
    if target.hasPrefix("#"), let item = footnotes[String(target.dropFirst())] {
      let id = tree.nodes[item].attributes["data-note"] ?? String(target.dropFirst())
      guard placedNotes.insert(id).inserted, placedNotes.count < 100_000, depth < 8 else {
        return result.append(.reference(Reference(id, form: .footnote)))
      }
      return result.append(.footnote(Footnote(id: id, noteBlocks(item))))
    }
    let inner = inlines(tree.children(of: index), depth: depth + 1)
    if target.hasPrefix("#"), let form = node.attributes["data-reference"].flatMap(Reference.Form.init(rawValue:)) {
      let isOwn = node.attributes["data-own"] != nil
      return result.append(.reference(Reference(String(target.dropFirst()), form: form, isOwn ? inner : [])))
    }
    var attributes = node.attributes.documentAttributes
    attributes.pairs = []
    result.append(.link(Link(target, title: node.attributes["title"], inner, attributes: attributes)))
  }

  mutating func noteBlocks(_ item: Int) -> [Block] {
    var blocks = blocks(in: item, depth: 1)
    // The way back left a space behind.
    if case .paragraph(var paragraph)? = blocks.last {
      InlineSpace.trim(&paragraph.inlines)
      if paragraph.inlines.isEmpty { blocks.removeLast() } else { blocks[blocks.count - 1] = .paragraph(paragraph) }
    }
    return blocks
  }

  mutating func image(_ index: Int) -> Image {
    let attributes = tree.nodes[index].attributes
    var source = attributes["src"] ?? ""
    if source.hasPrefix("data:") {
      if let decoded = DataAddress.decode(source) {
        if let name = attributes["data-name"], !name.isEmpty, resources[name] == nil {
          resources.add(Resource(name, mediaType: decoded.mediaType, decoded.bytes))
          source = name
        } else if let name = attributes["data-name"], resources[name]?.bytes == decoded.bytes {
          source = name
        } else {
          source = resources.add(decoded.bytes, mediaType: decoded.mediaType)
        }
      } else {
        notes.warn("image", "an image's data address cannot be read; use base64 and name the media type")
        source = ""
      }
    } else {
      source = pictureName(source, attributes["data-name"])
    }
    let isDecorative = attributes["role"] == "presentation"
    if attributes["alt"] == nil { notes.warn("alternative-text", "an image has no alternative text", merging: true) }
    var own = attributes.documentAttributes
    own.pairs = []
    return Image(
      source, alternative: attributes["alt"] ?? "", title: attributes["title"], width: length("width", attributes),
      height: length("height", attributes), isDecorative: isDecorative, attributes: own)
  }

  /// The name of a picture of the archive; it joins the resources when it is used.
  private mutating func pictureName(_ source: String, _ name: String?) -> String {
    let folder = base.split(separator: "/").dropLast().joined(separator: "/")
    guard !base.isEmpty, let picture = pictures[EPUBArchive.resolve(source, in: folder)] else { return source }
    var wanted = name.flatMap { $0.isEmpty ? nil : $0 } ?? picture.name
    if let taken = resources[wanted], taken.bytes != picture.bytes { wanted = "\(resources.all.count + 1)-\(wanted)" }
    resources.add(Resource(wanted, mediaType: picture.mediaType, picture.bytes))
    return wanted
  }

  private func length(_ name: String, _ attributes: HTMLAttributes) -> Length? {
    let style = attributes["style"] ?? ""
    for rule in style.split(separator: ";") {
      let parts = rule.split(separator: ":", maxSplits: 1)
      if parts.count == 2, parts[0].filter({ $0 != " " }) == name { return Length(String(parts[1])) }
    }
    return attributes[name].flatMap { Length($0) }
  }

  /// The formula in the language of TeX, where an annotation says it; else its characters.
  func tex(_ index: Int) -> String {
    if let text = tree.nodes[index].attributes["data-tex"] { return text }
    var found: String?
    tree.walk(index) { node in
      let element = tree.nodes[node]
      if element.name == "annotation", element.attributes["encoding"]?.lowercased() == "application/x-tex" {
        found = tree.text(of: node)
      }
      return found == nil
    }
    return found ?? Self.collapsed(tree.text(of: index))
  }

  private mutating func svg(_ index: Int, _ result: inout [Inline]) {
    let title = tree.first("title", in: index).map { Self.collapsed(tree.text(of: $0)) } ?? ""
    notes.warn("svg", "a drawing inside the text is left out; give it as an image", merging: true)
    if !title.isEmpty { result.append(.text(title)) }
  }
}
