internal import Documents

/// Makes a document of an HTML tree.
struct HTMLConversion {
  let tree: HTMLTree
  let limits: DocumentLimits
  var resources: Resources
  var notes = ExportNotes()
  /// Subtracted from headings where the first level is the document's title.
  var headingShift = 0
  /// The items of sections of footnotes, by id.
  var footnotes: [String: Int] = [:]
  var placedNotes: Set<String> = []
  /// In an archive of files: this file's path, the pictures and the notes of all by path.
  var base = ""
  var pictures: [String: Resource] = [:]
  var notesElsewhere: [String: Note] = [:]

  /// A footnote in another file.
  struct Note {
    var tree: HTMLTree
    var item: Int
  }

  init(_ tree: HTMLTree, resources: Resources, limits: DocumentLimits) {
    self.tree = tree
    self.resources = resources
    self.limits = limits
    if tree.flattened > 0 {
      notes.warn("depth", "\(tree.flattened) elements were nested too deep and were laid flat")
    }
    footnotes = Self.footnotes(in: tree)
  }

  /// For one note of another file.
  private init(note: Note, _ other: HTMLConversion) {
    tree = note.tree
    limits = other.limits
    resources = other.resources
    base = other.base
    pictures = other.pictures
  }

  /// The blocks of a note that stands in another file.
  mutating func blocks(of note: Note) -> [Block] {
    var other = HTMLConversion(note: note, self)
    let blocks = other.noteBlocks(note.item)
    resources = other.resources
    return blocks
  }

  /// The items of sections of footnotes, by id.
  static func footnotes(in tree: HTMLTree) -> [String: Int] {
    var footnotes: [String: Int] = [:]
    tree.walk(0) { node in
      let element = tree.nodes[node]
      let types = (element.attributes["epub:type"] ?? "").split(separator: " ")
      let isNotes =
        element.attributes["role"] == "doc-endnotes" || element.attributes.has("footnotes")
        || types.contains { ["footnotes", "endnotes", "rearnotes", "footnote"].contains($0) }
      guard isNotes else { return true }
      if let id = element.attributes["id"], element.name == "aside" || element.name == "li" { footnotes[id] = node }
      tree.walk(node) { item in
        let element = tree.nodes[item]
        if element.name == "li" || element.name == "aside", let id = element.attributes["id"] { footnotes[id] = item }
        return true
      }
      return false
    }
    return footnotes
  }

  mutating func readHead(into document: inout Document) {
    if let html = tree.first("html") {
      let attributes = tree.nodes[html].attributes
      document.metadata.language = (attributes["lang"] ?? attributes["xml:lang"]).flatMap { $0.isEmpty ? nil : $0 }
      if let direction = attributes["dir"].flatMap(TextDirection.init(rawValue:)),
        direction != TextDirection(language: document.metadata.effectiveLanguage)
      {
        document.metadata.direction = direction
      }
    }
    if let title = tree.first("title") { document.metadata.title = Self.collapsed(tree.text(of: title)) }
    tree.walk(0) { node in
      guard tree.nodes[node].name == "meta" else { return tree.nodes[node].name != "body" }
      let attributes = tree.nodes[node].attributes
      guard let name = attributes["name"]?.lowercased(), let content = attributes["content"], !content.isEmpty else {
        return true
      }
      switch name {
      case "author": document.metadata.authors.append(Author(content))
      case "description": document.metadata.summary = content
      case "keywords": document.metadata.keywords += content.split(separator: ",").map { Self.collapsed(String($0)) }
      case "date", "dcterms.created": document.metadata.date = DocumentDate(content)
      case "publisher", "dcterms.publisher": document.metadata.publisher = content
      case "subject", "dcterms.subject": document.metadata.subject = content
      case "rights", "dcterms.rights": document.metadata.rights = content
      case "identifier", "dcterms.identifier": document.metadata.identifier = content
      case "version": document.metadata.version = content
      default: break
      }
      return true
    }
    if let header = tree.nodes.indices.first(where: { tree.nodes[$0].attributes.has("document-title") }) {
      headingShift = 1
      tree.walk(header) { node in
        if tree.nodes[node].attributes.has("subtitle") {
          document.metadata.subtitle = Self.collapsed(tree.text(of: node))
        }
        return true
      }
    } else if tree.nodes.contains(where: { $0.attributes["name"] == "generated-title" }) {
      document.metadata.title = nil
    }
  }

  mutating func body() -> [Block] {
    let root = tree.nodes.indices.first { tree.nodes[$0].name == "body" } ?? 0
    return blocks(in: root, depth: 0)
  }

  // MARK: Blocks

  /// Blocks and, between them, running text as paragraphs.
  mutating func blocks(in index: Int, depth: Int, isTight: Bool = false) -> [Block] {
    var blocks: [Block] = []
    var run: [Int] = []
    for child in tree.children(of: index) {
      if HTMLElements.isBlock(tree.nodes[child].name) || containsBlock(child) {
        endRun(&run, &blocks, isTight: isTight)
        append(child, to: &blocks, depth: depth)
      } else {
        run.append(child)
      }
    }
    endRun(&run, &blocks, isTight: isTight)
    return blocks
  }

  private func containsBlock(_ index: Int) -> Bool {
    guard !tree.nodes[index].isText, HTMLElements.mayHoldBlocks(tree.nodes[index].name) else { return false }
    var found = false
    tree.walk(index) { node in
      if HTMLElements.isBlock(tree.nodes[node].name) { found = true }
      return !found
    }
    return found
  }

  private mutating func endRun(_ run: inout [Int], _ blocks: inout [Block], isTight: Bool) {
    guard !run.isEmpty else { return }
    defer { run = [] }
    let inlines = self.inlines(run, depth: 0)
    guard !inlines.isEmpty else { return }
    blocks.append(.paragraph(Paragraph(inlines, isPlain: isTight)))
  }

  private mutating func append(_ index: Int, to blocks: inout [Block], depth: Int) {
    let node = tree.nodes[index]
    guard depth < limits.depth else {
      let text = Self.collapsed(tree.text(of: index))
      if !text.isEmpty { blocks.append(.paragraph(text)) }
      return
    }
    var attributes = node.attributes.documentAttributes
    switch node.name {
    case "p":
      let inlines = self.inlines(in: index)
      guard !inlines.isEmpty else { return }
      let alignment = HTMLElements.alignment(node.attributes)
      if alignment != nil { attributes.classes.removeAll { $0.hasPrefix("align-") } }
      if inlines.count == 1, case .image(let image) = inlines[0], !image.isDecorative, attributes.isEmpty {
        return blocks.append(.figure(Figure(image)))
      }
      blocks.append(.paragraph(Paragraph(inlines, alignment: alignment, attributes: attributes)))
    case "h1", "h2", "h3", "h4", "h5", "h6":
      heading(index, Int(node.name.utf8.last ?? 0x31) - 0x30, attributes, &blocks)
    case "ul", "ol", "menu", "dir": blocks.append(.list(list(index, attributes, depth: depth)))
    case "dl": blocks.append(.definitions(definitions(index, attributes, depth: depth)))
    case "blockquote": blocks.append(.quote(quote(index, attributes, depth: depth)))
    case "pre", "xmp", "listing": blocks.append(.code(code(index, attributes)))
    case "table": blocks.append(.table(table(index, attributes, depth: depth)))
    case "figure": figure(index, attributes, &blocks, depth: depth)
    case "hr":
      if node.attributes.has("page-break") {
        let target = node.attributes["data-target"].flatMap(PageBreak.Target.init(rawValue:)) ?? .page
        blocks.append(.pageBreak(PageBreak(target)))
      } else {
        blocks.append(.rule(Rule(attributes: attributes)))
      }
    case "header":
      if !node.attributes.has("document-title") { blocks += self.blocks(in: index, depth: depth + 1) }
    case "nav": nav(index, &blocks, depth: depth)
    case "section", "aside", "div", "article", "main", "body", "html":
      container(index, attributes, &blocks, depth: depth)
    case "math": blocks.append(.math(MathBlock(tex(index), attributes: attributes)))
    default:
      if HTMLElements.ignored.contains(node.name) { return }
      blocks += self.blocks(in: index, depth: depth + 1)
    }
  }

  private mutating func heading(_ index: Int, _ level: Int, _ attributes: Attributes, _ blocks: inout [Block]) {
    var attributes = attributes
    let isListed = !attributes.has("unlisted")
    let isNumbered = !attributes.has("unnumbered")
    attributes.classes.removeAll { $0 == "unlisted" || $0 == "unnumbered" }
    let inlines = captionInlines(index)
    // An id that would be made again need not be kept.
    if let id = attributes.id, tree.nodes[index].attributes["data-anchor"] == "auto" {
      _ = id
      attributes.id = nil
    }
    blocks.append(
      .heading(
        Heading(
          level: max(level - headingShift, 1), inlines, isNumbered: isNumbered, isListed: isListed,
          attributes: attributes)))
  }

  private mutating func container(_ index: Int, _ attributes: Attributes, _ blocks: inout [Block], depth: Int) {
    let node = tree.nodes[index]
    let types = node.attributes["epub:type"]?.split(separator: " ") ?? []
    if node.attributes["role"] == "doc-endnotes" || node.attributes.has("footnotes")
      || types.contains(where: { ["footnotes", "endnotes", "rearnotes", "footnote"].contains($0) })
    {
      return
    }
    if node.attributes["role"] == "heading", let level = node.attributes["aria-level"].flatMap({ Int($0) }) {
      return heading(index, level, attributes, &blocks)
    }
    if node.attributes["role"] == "doc-bibliography" {
      return blocks.append(.bibliography(Bibliography(title: ownTitle(index))))
    }
    var attributes = attributes
    if attributes.classes.first == "callout", let form = attributes.classes.dropFirst().first.flatMap(CalloutForms.form)
    {
      attributes.classes.removeFirst(2)
      var title: [Inline] = []
      var inner: [Block] = []
      for child in tree.children(of: index) where !tree.nodes[child].isText {
        if tree.nodes[child].attributes.has("callout-title") {
          if tree.nodes[child].attributes["data-own"] != nil { title = inlines(in: child) }
        } else {
          append(child, to: &inner, depth: depth + 1)
        }
      }
      return blocks.append(.callout(Callout(form, title: title, inner, attributes: attributes)))
    }
    if attributes.classes.first == "math", node.name == "div", let math = tree.first("math", in: index) {
      attributes.classes.removeFirst()
      let isNumbered = attributes.has("numbered")
      attributes.classes.removeAll { $0 == "numbered" }
      return blocks.append(.math(MathBlock(tex(math), isNumbered: isNumbered, attributes: attributes)))
    }
    if let role = node.attributes["data-role"].flatMap(Division.Role.init(rawValue:)) {
      let inner = self.blocks(in: index, depth: depth + 1)
      return blocks.append(.division(Division(role, layout: layout(node), inner, attributes: attributes)))
    }
    if attributes.id != nil || attributes.language != nil {
      return blocks.append(
        .division(Division(.group, self.blocks(in: index, depth: depth + 1), attributes: attributes)))
    }
    blocks += self.blocks(in: index, depth: depth + 1)
  }

  private func layout(_ node: HTMLTree.Node) -> SectionLayout? {
    node.attributes["data-columns"].flatMap { Int($0) }.map { SectionLayout(columns: $0) }
  }

  private mutating func nav(_ index: Int, _ blocks: inout [Block], depth: Int) {
    let node = tree.nodes[index]
    if node.attributes["role"] == "doc-toc" {
      guard node.attributes["data-made"] == nil else { return }
      let depth = node.attributes["data-depth"].flatMap { Int($0) } ?? 3
      return blocks.append(.contents(TableOfContents(title: ownTitle(index), depth: depth)))
    }
    if let subject = node.attributes["data-listing"].flatMap(Listing.Subject.init(rawValue:)) {
      guard node.attributes["data-made"] == nil else { return }
      return blocks.append(.listing(Listing(subject, title: ownTitle(index))))
    }
    blocks += self.blocks(in: index, depth: depth + 1)
  }

  private mutating func ownTitle(_ index: Int) -> [Inline] {
    for child in tree.children(of: index) where tree.nodes[child].attributes["data-own"] != nil {
      return inlines(in: child)
    }
    return []
  }

  /// White space as one space, none at the ends.
  static func collapsed(_ text: String) -> String {
    text.split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\u{0C}" || $0 == "\r" })
      .joined(separator: " ")
  }
}
