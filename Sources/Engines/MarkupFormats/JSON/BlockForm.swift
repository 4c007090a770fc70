internal import Documents
internal import JSON

/// Blocks as JSON; what is usual is left out.
enum BlockForm {
  static func write(_ blocks: [Block], _ json: inout JSONWriter) {
    json.beginArray()
    for block in blocks { write(block, &json) }
    json.endArray()
  }

  static func write(_ sources: [BibliographySource], _ json: inout JSONWriter) {
    json.key("sources")
    json.beginArray()
    for source in sources {
      json.beginObject()
      json.member("key", source.key)
      if !source.authors.isEmpty {
        json.key("authors")
        json.beginArray()
        for author in source.authors { json.string(author) }
        json.endArray()
      }
      json.member("title", source.title)
      let rest = [
        ("container", source.container), ("publisher", source.publisher), ("year", source.year),
        ("volume", source.volume), ("pages", source.pages), ("url", source.url), ("doi", source.doi),
      ]
      for (name, value) in rest {
        guard let value else { continue }
        json.key(name)
        json.string(value)
      }
      json.endObject()
    }
    json.endArray()
  }

  static func write(_ attributes: Attributes, _ json: inout JSONWriter) {
    if let id = attributes.id { json.member("id", id) }
    if !attributes.classes.isEmpty {
      json.key("class")
      json.beginArray()
      for name in attributes.classes { json.string(name) }
      json.endArray()
    }
    if let language = attributes.language { json.member("lang", language) }
    if let direction = attributes.direction { json.member("dir", direction.rawValue) }
    if !attributes.pairs.isEmpty {
      json.key("data")
      json.beginObject()
      var seen: Set<String> = []
      for pair in attributes.pairs where seen.insert(pair.name).inserted {
        json.key(pair.name)
        json.string(pair.value)
      }
      json.endObject()
    }
  }

  static func write(_ block: Block, _ json: inout JSONWriter) {
    json.beginObject()
    json.member("type", block.kind.rawValue)
    write(block.attributes, &json)
    switch block {
    case .heading(let heading):
      json.member("level", heading.level)
      if !heading.isNumbered { json.member("numbered", false) }
      if !heading.isListed { json.member("listed", false) }
      InlineForm.member("content", heading.inlines, &json)
    case .paragraph(let paragraph):
      if let alignment = paragraph.alignment { json.member("align", alignment.rawValue) }
      if paragraph.isPlain { json.member("plain", true) }
      InlineForm.member("content", paragraph.inlines, &json)
    case .list(let list): write(list, &json)
    case .definitions(let list):
      json.key("entries")
      json.beginArray()
      for entry in list.entries {
        json.beginObject()
        json.key("terms")
        json.beginArray()
        for term in entry.terms { InlineForm.write(term, &json) }
        json.endArray()
        json.key("definitions")
        json.beginArray()
        for definition in entry.definitions { write(definition, &json) }
        json.endArray()
        json.endObject()
      }
      json.endArray()
    case .quote(let quote):
      if !quote.attribution.isEmpty { InlineForm.member("attribution", quote.attribution, &json) }
      json.key("blocks")
      write(quote.blocks, &json)
    case .code(let code):
      if let language = code.language { json.member("language", language) }
      if code.showsLineNumbers { json.member("lineNumbers", true) }
      if !code.caption.isEmpty { InlineForm.member("caption", code.caption, &json) }
      json.member("text", code.text)
    case .table(let table): write(table, &json)
    case .figure(let figure):
      json.key("image")
      json.beginObject()
      InlineForm.write(figure.image, &json)
      json.endObject()
      if !figure.caption.isEmpty { InlineForm.member("caption", figure.caption, &json) }
      if let alignment = figure.alignment { json.member("align", alignment.rawValue) }
    case .chart(let chart):
      ChartCoding.write(chart, &json)
      if !chart.caption.isEmpty { InlineForm.member("caption", chart.caption, &json) }
    case .math(let math):
      json.member("tex", math.tex)
      if math.isNumbered { json.member("numbered", true) }
    case .callout(let callout):
      json.member("form", callout.form.rawValue)
      if !callout.title.isEmpty { InlineForm.member("title", callout.title, &json) }
      json.key("blocks")
      write(callout.blocks, &json)
    case .division(let division):
      json.member("role", division.role.rawValue)
      if let layout = division.layout { write(layout, &json) }
      json.key("blocks")
      write(division.blocks, &json)
    case .rule: break
    case .pageBreak(let pageBreak):
      if pageBreak.target != .page { json.member("target", pageBreak.target.rawValue) }
    case .raw(let raw):
      json.member("format", raw.format)
      json.member("text", raw.text)
    case .contents(let contents):
      if !contents.title.isEmpty { InlineForm.member("title", contents.title, &json) }
      json.member("depth", contents.depth)
    case .listing(let listing):
      json.member("subject", listing.subject.rawValue)
      if !listing.title.isEmpty { InlineForm.member("title", listing.title, &json) }
    case .bibliography(let bibliography):
      if !bibliography.title.isEmpty { InlineForm.member("title", bibliography.title, &json) }
      if bibliography.listsAll { json.member("listsAll", true) }
    }
    json.endObject()
  }

  private static func write(_ list: List, _ json: inout JSONWriter) {
    if case .ordered(let start, let style, let delimiter) = list.marker {
      json.member("ordered", true)
      if start != 1 { json.member("start", start) }
      if style != .decimal { json.member("style", style.rawValue) }
      if delimiter != .period { json.member("delimiter", delimiter.rawValue) }
    }
    if !list.isTight { json.member("tight", false) }
    json.key("items")
    json.beginArray()
    for item in list.items {
      json.beginObject()
      if let isDone = item.isDone { json.member("done", isDone) }
      json.key("blocks")
      write(item.blocks, &json)
      json.endObject()
    }
    json.endArray()
  }

  private static func write(_ table: Table, _ json: inout JSONWriter) {
    json.key("columns")
    json.beginArray()
    for column in table.columns {
      json.beginObject()
      if let alignment = column.alignment { json.member("align", alignment.rawValue) }
      switch column.width {
      case .automatic: break
      case .fraction(let share):
        json.key("width")
        json.number(share)
      case .fixed(let length): json.member("width", length.description)
      }
      json.endObject()
    }
    json.endArray()
    rows("header", table.header, &json)
    rows("rows", table.rows, &json)
    rows("footer", table.footer, &json)
    if table.headerColumns > 0 { json.member("headerColumns", table.headerColumns) }
    if !table.caption.isEmpty { InlineForm.member("caption", table.caption, &json) }
  }

  private static func rows(_ name: StaticString, _ rows: [TableRow], _ json: inout JSONWriter) {
    guard !rows.isEmpty else { return }
    json.key(name)
    json.beginArray()
    for row in rows {
      json.beginArray()
      for cell in row.cells { write(cell, &json) }
      json.endArray()
    }
    json.endArray()
  }

  private static func write(_ cell: TableCell, _ json: inout JSONWriter) {
    // Plain running text needs no object around it.
    if cell.columnSpan == 1, cell.rowSpan == 1, cell.alignment == nil {
      if cell.blocks.isEmpty { return json.string("") }
      if cell.blocks.count == 1, case .paragraph(let paragraph) = cell.blocks[0], paragraph.isPlain,
        paragraph.alignment == nil, paragraph.attributes.isEmpty
      {
        return InlineForm.write(paragraph.inlines, &json)
      }
    }
    json.beginObject()
    if cell.columnSpan > 1 { json.member("columnSpan", cell.columnSpan) }
    if cell.rowSpan > 1 { json.member("rowSpan", cell.rowSpan) }
    if let alignment = cell.alignment { json.member("align", alignment.rawValue) }
    json.key("blocks")
    write(cell.blocks, &json)
    json.endObject()
  }

  private static func write(_ layout: SectionLayout, _ json: inout JSONWriter) {
    json.key("layout")
    json.beginObject()
    if let page = layout.page {
      json.key("page")
      SettingsForm.write(page, &json)
    }
    if let running = layout.running {
      json.key("header")
      SettingsForm.write(running.header, &json)
      json.key("footer")
      SettingsForm.write(running.footer, &json)
    }
    if let columns = layout.columns { json.member("columns", columns) }
    if let first = layout.firstPage { json.member("firstPage", first) }
    if let style = layout.pageStyle { json.member("pageStyle", style.rawValue) }
    json.endObject()
  }
}
