internal import Documents

extension LaTeXRendering {
  mutating func write(_ inlines: [Inline]) {
    for inline in inlines { write(inline) }
  }

  private mutating func command(_ name: StaticString, _ inner: [Inline]) {
    output.write(name)
    output.write("{")
    write(inner)
    output.write("}")
  }

  private mutating func write(_ inline: Inline) {
    switch inline {
    case .text(let part): text(part)
    case .strong(let inner): command("\\textbf", inner)
    case .emphasis(let inner): command("\\emph", inner)
    case .strike(let inner): command("\\sout", inner)
    case .underline(let inner): command("\\uline", inner)
    case .superscript(let inner): command("\\textsuperscript", inner)
    case .subscript(let inner): command("\\textsubscript", inner)
    case .smallCaps(let inner): command("\\textsc", inner)
    case .code(let code):
      output.write("\\texttt{")
      output.write(LaTeXText.escaped(code, keepingSpaces: true))
      output.write("}")
    case .link(let link):
      if let anchor = link.internalTarget {
        output.write("\\hyperref[\(LaTeXText.label(anchor))]{")
      } else {
        output.write("\\href{\(LaTeXText.address(link.target))}{")
      }
      write(link.inlines)
      output.write("}")
    case .reference(let reference): write(reference)
    case .citation(let citation): text(document.text(of: citation))
    case .footnote(let note):
      cursor.suspend()
      let outer = isInArgument
      isInArgument = true
      output.write("\\footnote{")
      for (index, block) in note.blocks.enumerated() {
        if index > 0 { output.write("\\par ") }
        if case .paragraph(let paragraph) = block { write(paragraph.inlines) } else { write(block) }
      }
      output.write("}")
      isInArgument = outer
      cursor.resume()
    case .image(let image): self.image(image)
    case .math(let tex):
      output.write("\\(")
      output.write(LaTeXText.formula(tex))
      output.write("\\)")
    case .lineBreak: output.write("\\newline{}")
    case .softBreak: output.write("\n")
    case .span(let span):
      if let id = span.attributes.id {
        output.write("\\phantomsection")
        label(id)
      }
      write(span.inlines)
    case .variable(let name):
      if name == "page" { output.write("\\thepage{}") } else { text(document.value(ofVariable: name) ?? "") }
    case .raw(let raw):
      if raw.format == "latex" || raw.format == "tex", options.raw == .keep {
        output.write(raw.text)
      } else {
        notes.lose("raw text of \(raw.format)", "left out")
      }
    }
  }

  private mutating func write(_ reference: Reference) {
    if reference.form == .footnote {
      if let number = outline.noteNumber(reference.target) { output.write("\\textsuperscript{\(number)}") }
      return
    }
    if reference.form == .page, reference.inlines.isEmpty {
      return output.write("\\pageref{\(LaTeXText.label(reference.target))}")
    }
    output.write("\\hyperref[\(LaTeXText.label(reference.target))]{")
    if let words = ReferenceText(outline: outline, wording: wording).text(of: reference) {
      text(words)
    } else {
      write(reference.inlines)
    }
    output.write("}")
  }

  mutating func image(_ image: Image) {
    guard let resource = document.resources[image.source] else {
      notes.warn("missing-image", "there is no picture '\(image.source.prefix(100))'; its text stands instead")
      return text(image.alternative)
    }
    guard ["image/png", "image/jpeg"].contains(resource.mediaType) else {
      notes.lose("picture of an unusual kind", "its text stands instead; use PNG or JPEG")
      return text(image.alternative)
    }
    notes.lose("pictures", "named in the text; put the files beside it")
    var settings: [String] = []
    if let width = image.width {
      settings.append(width.unit == .percent ? "width=\(width.value / 100)\\linewidth" : "width=\(width.points())bp")
    }
    if let height = image.height, height.unit != .percent { settings.append("height=\(height.points())bp") }
    if settings.isEmpty {
      let most = document.page.textExtent.width
      let own = PictureSize(resource.bytes)?.extent.width ?? most
      settings.append(own < most ? "width=\(own)bp" : "width=\\linewidth,height=0.8\\textheight,keepaspectratio")
    }
    let name = resource.name.filter { $0.isLetter || $0.isNumber || "-_./ ".contains($0) }
    output.write("\\IfFileExists{\(name)}{\\includegraphics[\(settings.joined(separator: ","))]{\(name)}}{")
    text("[\(image.alternative.isEmpty ? name : image.alternative)]")
    output.write("}")
  }
}
