internal import Documents
internal import PDF
internal import Typesetting

extension PDFComposition {
  /// Running text on its way to a paragraph: how it looks now, and which element it belongs to.
  struct Run {
    var look: PDFStyles.Look
    var size: Double
    var color: TypeColor
    var rise = 0.0
    var isUnderlined = false
    var isStruck = false
    var background: TypeColor?
    var link: Int32 = -1
    var hyphenates: Bool
    var element: StructureTree.Node?
    /// The leaf of the element that text goes to; none yet, or one before another child.
    var leaf: Int32 = -1
  }

  func run(_ family: PDFStyles.Family = .body, size: Double, color: Color, in element: StructureTree.Node?) -> Run {
    Run(
      look: PDFStyles.Look(family: family, language: language), size: size, color: TypeColor(color),
      hyphenates: false, element: element)
  }

  func bodyRun(_ element: StructureTree.Node?) -> Run {
    var run = run(size: theme.sizes.body, color: theme.colors.text, in: element)
    run.hyphenates = features.hyphenates
    return run
  }

  func style(_ run: inout Run) throws -> TextStyle {
    if run.leaf < 0, let element = run.element { run.leaf = pdf.structure.leaf(of: element).index }
    var style = TextStyle(stack: try styles.stack(run.look), size: run.size, color: run.color)
    style.rise = run.rise
    style.isUnderlined = run.isUnderlined
    style.isStruck = run.isStruck
    style.background = run.background
    style.link = run.link
    style.mark = run.leaf
    style.hyphenation = run.hyphenates ? run.look.language : ""
    return style
  }

  func append(_ inlines: [Inline], _ run: inout Run, to text: inout ParagraphText) throws {
    for inline in inlines { try append(inline, &run, to: &text) }
  }

  /// The inlines with a change that ends with them.
  private func append(
    _ inlines: [Inline], _ run: inout Run, to text: inout ParagraphText, _ change: (inout Run) -> Void
  ) throws {
    var inner = run
    change(&inner)
    if inner.leaf < 0 { _ = try style(&inner) }
    try append(inlines, &inner, to: &text)
    run.leaf = inner.leaf
  }

  private func append(_ inline: Inline, _ run: inout Run, to text: inout ParagraphText) throws {
    switch inline {
    case .text(let part): text.append(part, try style(&run))
    case .strong(let inlines): try append(inlines, &run, to: &text) { $0.look.isBold = true }
    case .emphasis(let inlines): try append(inlines, &run, to: &text) { $0.look.isItalic.toggle() }
    case .strike(let inlines): try append(inlines, &run, to: &text) { $0.isStruck = true }
    case .underline(let inlines): try append(inlines, &run, to: &text) { $0.isUnderlined = true }
    case .superscript(let inlines):
      try append(inlines, &run, to: &text) { run in
        run.rise += run.size * 0.36
        run.size *= 0.68
      }
    case .subscript(let inlines):
      try append(inlines, &run, to: &text) { run in
        run.rise -= run.size * 0.16
        run.size *= 0.68
      }
    case .smallCaps(let inlines): try appendSmallCaps(inlines, &run, to: &text)
    case .code(let part):
      try append([.text(part)], &run, to: &text) { run in
        run.look.family = .code
        run.size *= 0.9
        run.hyphenates = false
        run.background = TypeColor(theme.colors.codeBackground)
      }
    case .link(let link): try append(link, &run, to: &text)
    case .reference(let reference): try append(reference, &run, to: &text)
    case .citation(let citation): text.append(document.text(of: citation), try style(&run))
    case .footnote(let note): try append(note, &run, to: &text)
    case .image(let image): try append(image, &run, to: &text)
    case .math(let tex): try appendMath(tex, &run, to: &text)
    case .lineBreak: text.append("\n", try style(&run))
    case .softBreak: text.append(" ", try style(&run))
    case .span(let span): try append(span, &run, to: &text)
    case .variable(let name): text.append(variable(name), try style(&run))
    case .raw(let raw): notes.lose("raw text of \(raw.format)", "left out")
    }
  }

  func variable(_ name: String) -> String {
    document.value(ofVariable: name) ?? ""
  }

  /// Capitals of a smaller size for lower case letters: the fonts need no feature of their own.
  private func appendSmallCaps(_ inlines: [Inline], _ run: inout Run, to text: inout ParagraphText) throws {
    for inline in inlines {
      guard case .text(let part) = inline else {
        try append(inline, &run, to: &text)
        continue
      }
      var small = ""
      var large = ""
      func flush() throws {
        if !large.isEmpty { text.append(large, try style(&run)) }
        if !small.isEmpty { try append([.text(small)], &run, to: &text) { $0.size *= 0.8 } }
        small = ""
        large = ""
      }
      for character in part {
        if character.isLowercase {
          small += character.uppercased()
        } else {
          if !small.isEmpty { try flush() }
          large.append(character)
        }
      }
      try flush()
    }
  }

  private func append(_ link: Link, _ run: inout Run, to text: inout ParagraphText) throws {
    let target: PDFTarget = link.internalTarget.map { .place($0) } ?? .address(link.target)
    let description = link.title ?? link.inlines.plainText
    try appendLinked(link.inlines, target, description.isEmpty ? link.target : description, &run, to: &text)
  }

  func appendLinked(
    _ inlines: [Inline], _ target: PDFTarget, _ description: String, _ run: inout Run, to text: inout ParagraphText,
    colored: Bool = true
  ) throws {
    guard let parent = run.element else { return try append(inlines, &run, to: &text) }
    var inner = run
    inner.element = pdf.structure.add(.link, to: parent)
    inner.leaf = -1
    if let element = inner.element { inner.link = resources.link(target, description, element) }
    if colored {
      inner.color = TypeColor(theme.colors.accent)
      inner.isUnderlined = true
    }
    try append(inlines, &inner, to: &text)
    run.leaf = -1
  }

  private func append(_ reference: Reference, _ run: inout Run, to text: inout ParagraphText) throws {
    let shown = ReferenceText(outline: outline, wording: wording, noteNumbers: noteNumbers)
      .text(of: reference, page: knownPages[reference.target])
    let inlines = shown.map { [Inline.text($0)] } ?? reference.inlines
    try appendLinked(inlines, .place(reference.target), inlines.plainText, &run, to: &text)
  }

  private func append(_ span: Span, _ run: inout Run, to text: inout ParagraphText) throws {
    if let id = span.attributes.id { text.append(InlineObject(.anchor(resources.anchor(id))), try style(&run)) }
    guard let spoken = span.attributes.language, spoken != run.look.language, let parent = run.element else {
      return try append(span.inlines, &run, to: &text)
    }
    var details = StructureAttributes()
    details.language = spoken
    var inner = run
    inner.element = pdf.structure.add(.span, to: parent, details)
    inner.leaf = -1
    inner.look.language = spoken
    try append(span.inlines, &inner, to: &text)
    run.leaf = -1
  }

  /// The number of a note in the text; the note itself goes to the foot of the page.
  private func append(_ note: Footnote, _ run: inout Run, to text: inout ParagraphText) throws {
    let number = noteNumbers[note.id] ?? noteNumbers.count + 1
    let isNew = noteNumbers[note.id] == nil
    noteNumbers[note.id] = number
    let name = "note-\(note.id)"
    guard let parent = run.element else { return }
    var mark = run
    mark.element = pdf.structure.add(.reference, to: parent)
    mark.leaf = -1
    mark.rise += run.size * 0.36
    mark.size *= 0.68
    try appendLinked([.text(String(number))], .place(name), "\(wording.footnotes) \(number)", &mark, to: &text)
    run.leaf = -1
    guard isNew else { return }
    var details = StructureAttributes()
    details.identifier = name
    let element = pdf.structure.add(.note, to: parent, details)
    let content = try setNote(note, number, name, element)
    text.append(InlineObject(.note(content)), try style(&run))
  }

  private func setNote(_ note: Footnote, _ number: Int, _ name: String, _ element: StructureTree.Node) throws -> Galley
  {
    let outer = (galley, frame, self.element, previousWasParagraph)
    galley = Galley()
    frame = Frame(left: 0, width: paginator.geometry.columnWidth)
    self.element = element
    cursor.suspend()
    defer {
      (galley, frame, self.element, previousWasParagraph) = outer
      cursor.resume()
    }
    let anchor = resources.anchor(name)
    var isFirst = true
    for block in note.blocks {
      guard isFirst, case .paragraph(let paragraph) = block else {
        try set(block)
        isFirst = false
        continue
      }
      isFirst = false
      var text = ParagraphText()
      var label = run(size: theme.sizes.small, color: theme.colors.text, in: pdf.structure.add(.label, to: element))
      text.append(InlineObject(.anchor(anchor)), try style(&label))
      text.append("\(number) ", try style(&label))
      let body = pdf.structure.add(.paragraph, to: element)
      var run = run(size: theme.sizes.small, color: theme.colors.text, in: body)
      try append(paragraph.inlines, &run, to: &text)
      var shape = ParagraphShape(leading: theme.sizes.small * 1.3)
      shape.direction = paragraphDirection
      typesetter.set(text, shape, left: frame.left, width: frame.width, into: galley)
    }
    return galley
  }

  private func append(_ image: Image, _ run: inout Run, to text: inout ParagraphText) throws {
    guard let placed = try picture(image) else {
      text.append(image.alternative.isEmpty ? "[\(image.source)]" : image.alternative, try style(&run))
      return
    }
    var size = extent(placed, image, fontSize: run.size)
    // In a line of text a picture is no higher than a few lines, unless it says so.
    if image.width == nil, image.height == nil, size.height > run.size * 6 {
      size = (size.width * run.size * 1.2 / size.height, run.size * 1.2)
    }
    var mark: Int32 = -1
    if !image.isDecorative, let parent = run.element {
      var details = StructureAttributes()
      details.alternative = image.alternative.isEmpty ? image.source : image.alternative
      mark = pdf.structure.leaf(of: pdf.structure.add(.figure, to: parent, details)).index
    }
    let drawing = ImageDrawing(number: placed.number, width: size.width, ascent: size.height)
    text.append(
      InlineObject(.drawing(drawing), width: size.width, ascent: size.height, mark: mark), try style(&run))
    run.leaf = -1
  }

  func picture(_ image: Image) throws -> PDFResources.PlacedImage? {
    guard let resource = document.resources[image.source] else {
      notes.warn(
        "missing-image", "The image “\(image.source)” is not among the document's files; its text stands instead.")
      return nil
    }
    do {
      return try resources.image(resource)
    } catch let error as PDFError where error.code == .image {
      notes.warn("image", "“\(image.source)”: \(error.message) Its text stands instead.")
      return nil
    }
  }

  func extent(_ placed: PDFResources.PlacedImage, _ image: Image, fontSize: Double) -> (width: Double, height: Double) {
    let density = document.resources[image.source].flatMap { PictureSize($0.bytes) }
    let natural = density?.extent ?? (width: Double(placed.width) * 0.75, height: Double(placed.height) * 0.75)
    let ratio = Double(placed.height) / Double(placed.width)
    var width = image.width?.points(of: frame.width, fontSize: fontSize)
    var height = image.height?.points(of: paginator.geometry.textHeight, fontSize: fontSize)
    if let known = width, height == nil { height = known * ratio }
    if let known = height, width == nil { width = known / ratio }
    var size = (width: width ?? natural.width, height: height ?? natural.height)
    if size.width > frame.width { size = (frame.width, size.height * frame.width / size.width) }
    let most = paginator.geometry.textHeight * 0.85
    if size.height > most { size = (size.width * most / size.height, most) }
    return size
  }

  private func appendMath(_ tex: String, _ run: inout Run, to text: inout ParagraphText) throws {
    let picture = try formula(tex, size: run.size, run.color, isDisplay: false)
    var mark: Int32 = -1
    if let parent = run.element {
      var details = StructureAttributes()
      details.alternative = tex
      mark = pdf.structure.leaf(of: pdf.structure.add(.formula, to: parent, details)).index
    }
    let object = InlineObject(
      .drawing(picture), width: picture.width, ascent: picture.ascent, descent: picture.descent, mark: mark)
    text.append(object, try style(&run))
    run.leaf = -1
  }

  var paragraphDirection: ParagraphShape.Direction {
    direction == .rightToLeft ? .rightToLeft : .automatic
  }
}
