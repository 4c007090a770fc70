internal import Documents

extension HTMLRendering {
  mutating func write(_ inlines: [Inline]) {
    for inline in inlines { write(inline) }
  }

  private mutating func element(_ tag: StaticString, _ inner: [Inline]) {
    output.write("<")
    output.write(tag)
    output.write(">")
    write(inner)
    output.write("</")
    output.write(tag)
    output.write(">")
  }

  private mutating func write(_ inline: Inline) {
    switch inline {
    case .text(let part): text(part)
    case .strong(let inner): element("strong", inner)
    case .emphasis(let inner): element("em", inner)
    case .strike(let inner): element("s", inner)
    case .underline(let inner): element("u", inner)
    case .superscript(let inner): element("sup", inner)
    case .subscript(let inner): element("sub", inner)
    case .smallCaps(let inner):
      output.write("<span class=\"smallcaps\">")
      write(inner)
      output.write("</span>")
    case .code(let code):
      output.write("<code>")
      text(code)
      output.write("</code>")
    case .link(let link): write(link)
    case .reference(let reference): write(reference)
    case .citation(let citation):
      output.write("<span class=\"citation\"")
      attribute("data-cite", String(MarkdownCitation.text(citation).dropFirst().dropLast()))
      output.write(">")
      text(document.text(of: citation))
      output.write("</span>")
    case .footnote(let note): noteMark(note.id, isFirst: true)
    case .image(let image): self.image(image)
    case .math(let tex):
      hasMath = true
      formula(tex, isBlock: false)
    case .lineBreak:
      output.write("<br")
      endVoid()
      output.write("\n")
    case .softBreak: output.write("\n")
    case .span(let span):
      output.write("<span")
      attributes(span.attributes)
      output.write(">")
      write(span.inlines)
      output.write("</span>")
    case .variable(let name):
      output.write("<span")
      attribute("data-variable", name)
      output.write(">")
      if let value = document.value(ofVariable: name) {
        text(value)
      } else {
        notes.lose("variable \(name)", "shown as nothing")
      }
      output.write("</span>")
    case .raw(let raw):
      if raw.format == "html", options.raw == .keep, syntax == .html {
        output.write(raw.text)
      } else {
        notes.lose("raw text of \(raw.format)", "left out")
      }
    }
  }

  private mutating func write(_ link: Link) {
    guard HTMLAddresses.isSafe(link.target) else {
      notes.warn("unsafe-link", "a link to '\(link.target.prefix(40))' could run something and is left out")
      return write(link.inlines)
    }
    var target = link.target
    if let anchor = link.internalTarget {
      guard outline.subject(of: anchor) != nil else {
        notes.warn("broken-link", "nothing has the id '\(anchor)'; the link to it is left out", merging: false)
        return write(link.inlines)
      }
      target = address(anchor)
    } else if target.isEmpty || target == "#" {
      return write(link.inlines)
    }
    output.write("<a href=\"")
    text(MarkupText.address(target))
    output.write("\"")
    if let title = link.title { attribute("title", title) }
    attributes(link.attributes)
    output.write(">")
    if link.inlines.isEmpty { text(link.target) } else { write(link.inlines) }
    output.write("</a>")
  }

  private mutating func write(_ reference: Reference) {
    if reference.form == .footnote { return noteMark(reference.target, isFirst: false) }
    guard outline.subject(of: reference.target) != nil else {
      notes.warn("broken-reference", "nothing has the id '\(reference.target)'")
      if reference.inlines.isEmpty { text(reference.target) } else { write(reference.inlines) }
      return
    }
    output.write("<a href=\"")
    text(MarkupText.address(address(reference.target)))
    output.write("\"")
    attribute("data-reference", reference.form.rawValue)
    if !reference.inlines.isEmpty { attribute("data-own", "yes") }
    output.write(">")
    if let words = ReferenceText(outline: outline, wording: wording).text(of: reference) {
      text(words.isEmpty ? reference.target : words)
    } else {
      write(reference.inlines)
    }
    output.write("</a>")
  }

  private mutating func noteMark(_ id: String, isFirst: Bool) {
    guard let number = outline.noteNumber(id) else {
      return notes.warn("broken-reference", "there is no footnote '\(id)'")
    }
    output.write("<sup><a href=\"")
    text(address("fn-\(number)"))
    output.write("\" role=\"doc-noteref\"")
    if syntax == .xhtml { output.write(" epub:type=\"noteref\"") }
    if isFirst { attribute("id", "fnref-\(number)") }
    output.write(">")
    output.write(number: number)
    output.write("</a></sup>")
  }

  mutating func image(_ image: Image) {
    guard let resource = document.resources[image.source] else {
      notes.warn("missing-image", "there is no picture '\(image.source.prefix(100))'; its text stands instead")
      output.write("<span class=\"missing-image\"")
      attribute("data-source", image.source)
      attribute("data-alt", image.alternative)
      output.write(">")
      text(image.alternative.isEmpty ? image.source : image.alternative)
      output.write("</span>")
      return
    }
    if image.alternative.isEmpty, !image.isDecorative {
      notes.warn(
        "alternative-text", "the picture '\(image.source)' has no alternative text; say what it shows", merging: true)
    }
    output.write("<img src=\"")
    if let imageAddress { text(imageAddress(resource)) } else { output.write(DataAddress.encode(resource)) }
    output.write("\"")
    attribute("alt", image.isDecorative ? "" : image.alternative)
    attribute("data-name", resource.name)
    if image.isDecorative { attribute("role", "presentation") }
    if let title = image.title { attribute("title", title) }
    let sizes = [image.width.map { "width:\($0)" }, image.height.map { "height:\($0)" }].compactMap { $0 }
    if !sizes.isEmpty { attribute("style", sizes.joined(separator: ";")) }
    attributes(image.attributes)
    endVoid()
  }
}
