internal import ByteIO
internal import Documents
internal import JSON
internal import XML

/// A document on its way to XML.
struct XMLDocumentRendering: ~Copyable {
  private var xml: XMLWriter

  init(_ sink: any ByteSink) {
    xml = XMLWriter(to: sink, options: .init(illegalCharacters: .replace))
  }

  mutating func write(_ document: Document, _ control: ExportControl) throws {
    try xml.declaration()
    try xml.start("document")
    try xml.namespace("https://export-ia.org/document/1")
    try xml.start("settings")
    for member in SettingsForm.members(of: document) {
      let value = try JSONValue(parsing: member.json)
      try xml.start("setting")
      try xml.attribute("name", member.name)
      try xml.text(value.string ?? String(decoding: member.json, as: UTF8.self))
      try xml.end()
    }
    try xml.end()
    for resource in document.resources.all {
      try xml.start("resource")
      try xml.attribute("name", resource.name)
      try xml.attribute("type", resource.mediaType)
      try xml.text(Base64.encode(resource.bytes))
      try xml.end()
    }
    for source in document.sources {
      try xml.start("source")
      try xml.attribute("key", source.key)
      try xml.text(source.line)
      try xml.end()
    }
    try xml.start("body")
    for (index, block) in document.blocks.enumerated() {
      try control.checkpoint(.writing, done: index, of: document.blocks.count)
      try write(block)
    }
    try xml.end()
    try xml.end()
    try xml.finish()
  }

  private mutating func write(_ blocks: [Block]) throws { for block in blocks { try write(block) } }

  private mutating func attribute(_ name: StaticString, _ value: String?) throws {
    if let value { try xml.attribute(name, value) }
  }

  private mutating func attributes(_ attributes: Attributes) throws {
    try attribute("id", attributes.id)
    if !attributes.classes.isEmpty { try xml.attribute("class", attributes.classes.joined(separator: " ")) }
    try attribute("lang", attributes.language)
    try attribute("dir", attributes.direction?.rawValue)
    if !attributes.pairs.isEmpty {
      try xml.attribute("data", attributes.pairs.map { "\($0.name)=\($0.value)" }.joined(separator: ";"))
    }
  }

  private mutating func element(_ name: StaticString, _ inlines: [Inline]) throws {
    guard !inlines.isEmpty else { return }
    try xml.start(name)
    try write(inlines)
    try xml.end()
  }

  private mutating func write(_ block: Block) throws {
    try xml.start(named: block.kind.rawValue)
    try attributes(block.attributes)
    switch block {
    case .heading(let heading):
      try xml.attribute("level", String(heading.level))
      if !heading.isNumbered { try xml.attribute("numbered", "false") }
      if !heading.isListed { try xml.attribute("listed", "false") }
      try write(heading.inlines)
    case .paragraph(let paragraph):
      try attribute("align", paragraph.alignment?.rawValue)
      try write(paragraph.inlines)
    case .list(let list):
      if case .ordered(let start, let style, let delimiter) = list.marker {
        try xml.attribute("ordered", "true")
        try xml.attribute("start", String(start))
        try xml.attribute("style", style.rawValue)
        try xml.attribute("delimiter", delimiter.rawValue)
      }
      try xml.attribute("tight", list.isTight ? "true" : "false")
      for item in list.items {
        try xml.start("item")
        try attribute("done", item.isDone.map { $0 ? "true" : "false" })
        try write(item.blocks)
        try xml.end()
      }
    case .definitions(let list):
      for entry in list.entries {
        try xml.start("entry")
        for term in entry.terms {
          try xml.start("term")
          try write(term)
          try xml.end()
        }
        for definition in entry.definitions {
          try xml.start("definition")
          try write(definition)
          try xml.end()
        }
        try xml.end()
      }
    case .quote(let quote):
      try write(quote.blocks)
      try element("attribution", quote.attribution)
    case .code(let code):
      try attribute("language", code.language)
      if code.showsLineNumbers { try xml.attribute("lineNumbers", "true") }
      try element("caption", code.caption)
      try xml.start("text")
      try xml.text(code.text)
      try xml.end()
    case .table(let table): try write(table)
    case .figure(let figure):
      try attribute("align", figure.alignment?.rawValue)
      try write(figure.image)
      try element("caption", figure.caption)
    case .chart(let chart):
      try xml.attribute("form", chart.form.rawValue)
      try xml.start("text")
      try xml.text(ChartCoding.text(chart))
      try xml.end()
      try element("caption", chart.caption)
    case .math(let math):
      if math.isNumbered { try xml.attribute("numbered", "true") }
      try xml.text(math.tex)
    case .callout(let callout):
      try xml.attribute("form", callout.form.rawValue)
      try element("title", callout.title)
      try write(callout.blocks)
    case .division(let division):
      try xml.attribute("role", division.role.rawValue)
      try attribute("columns", division.layout?.columns.map(String.init))
      try write(division.blocks)
    case .rule: break
    case .pageBreak(let pageBreak): try xml.attribute("target", pageBreak.target.rawValue)
    case .raw(let raw):
      try xml.attribute("format", raw.format)
      try xml.text(raw.text)
    case .contents(let contents):
      try xml.attribute("depth", String(contents.depth))
      try element("title", contents.title)
    case .listing(let listing):
      try xml.attribute("subject", listing.subject.rawValue)
      try element("title", listing.title)
    case .bibliography(let bibliography): try element("title", bibliography.title)
    }
    try xml.end()
  }

  private mutating func write(_ table: Table) throws {
    if table.headerColumns > 0 { try xml.attribute("headerColumns", String(table.headerColumns)) }
    try element("caption", table.caption)
    for column in table.columns {
      try xml.start("column")
      try attribute("align", column.alignment?.rawValue)
      switch column.width {
      case .automatic: break
      case .fraction(let share): try xml.attribute("width", "\(share)")
      case .fixed(let length): try xml.attribute("width", length.description)
      }
      try xml.end()
    }
    try write("header", table.header)
    try write("rows", table.rows)
    try write("footer", table.footer)
  }

  private mutating func write(_ name: StaticString, _ rows: [TableRow]) throws {
    guard !rows.isEmpty else { return }
    try xml.start(name)
    for row in rows {
      try xml.start("row")
      for cell in row.cells {
        try xml.start("cell")
        if cell.columnSpan > 1 { try xml.attribute("columnSpan", String(cell.columnSpan)) }
        if cell.rowSpan > 1 { try xml.attribute("rowSpan", String(cell.rowSpan)) }
        try attribute("align", cell.alignment?.rawValue)
        try write(cell.blocks)
        try xml.end()
      }
      try xml.end()
    }
    try xml.end()
  }

  private mutating func write(_ inlines: [Inline]) throws {
    for inline in inlines { try write(inline) }
  }

  private mutating func write(_ image: Image) throws {
    try xml.start("image")
    try xml.attribute("source", image.source)
    try xml.attribute("alt", image.alternative)
    try attribute("title", image.title)
    try attribute("width", image.width?.description)
    try attribute("height", image.height?.description)
    if image.isDecorative { try xml.attribute("decorative", "true") }
    try attributes(image.attributes)
    try xml.end()
  }

  private mutating func write(_ inline: Inline) throws {
    if case .text(let text) = inline { return try xml.text(text) }
    if case .image(let image) = inline { return try write(image) }
    try xml.start(
      named: inline.kind == .code
        ? "code-text" : inline.kind == .math ? "formula" : inline.kind == .raw ? "raw-text" : inline.kind.rawValue)
    switch inline {
    case .code(let text), .math(let text): try xml.text(text)
    case .link(let link):
      try xml.attribute("target", link.target)
      try attribute("title", link.title)
      try attributes(link.attributes)
      try write(link.inlines)
    case .reference(let reference):
      try xml.attribute("target", reference.target)
      try xml.attribute("form", reference.form.rawValue)
      try write(reference.inlines)
    case .citation(let citation):
      try xml.attribute("keys", citation.items.map(\.key).joined(separator: " "))
      try xml.text(MarkdownCitation.text(citation))
    case .footnote(let note):
      try xml.attribute("id", note.id)
      try write(note.blocks)
    case .span(let span):
      try attributes(span.attributes)
      try write(span.inlines)
    case .variable(let name): try xml.attribute("name", name)
    case .raw(let raw):
      try xml.attribute("format", raw.format)
      try xml.text(raw.text)
    default: try write(inline.children)
    }
    try xml.end()
  }
}
