internal import Documents
internal import JSON

extension DocumentReading {
  mutating func blocks(_ json: JSONCursor, depth: Int) throws -> [Block] {
    guard depth < options.limits.depth else {
      throw DocumentError(
        .limit, "more than \(options.limits.depth) blocks inside each other",
        at: DocumentError.Location(pointer: json.pointer))
    }
    var blocks: [Block] = []
    for (index, element) in try json.elements().enumerated() {
      if depth == 0, index % 64 == 0 { try control.checkpoint(.reading, done: index, of: 0) }
      // A string is a paragraph.
      if let text = try element.value().string {
        blocks.append(.paragraph(text))
      } else {
        blocks.append(try block(element, depth: depth))
      }
    }
    return blocks
  }

  private static let shared = ["type", "id", "class", "lang", "dir", "data"]

  /// Refuses fields that the kind of block does not have.
  private func allow(_ json: JSONCursor, _ names: String...) throws(JSONError) {
    try json.allow(Self.shared + names)
  }

  private mutating func block(_ json: JSONCursor, depth: Int) throws -> Block {
    let kind = try json["type"].choice(Block.Kind.self)
    let attributes = try self.attributes(json)
    switch kind {
    case .heading:
      try allow(json, "level", "content", "numbered", "listed")
      return .heading(
        Heading(
          level: try json["level"].integer(in: 1...6), try inlines(json["content"]),
          isNumbered: try json["numbered"].ifPresent?.bool() ?? true,
          isListed: try json["listed"].ifPresent?.bool() ?? true, attributes: attributes))
    case .paragraph:
      try allow(json, "content", "align", "plain")
      return .paragraph(
        Paragraph(
          try inlines(json["content"]), alignment: try json["align"].ifPresent?.choice(),
          isPlain: try json["plain"].ifPresent?.bool() ?? false, attributes: attributes))
    case .list:
      try allow(json, "ordered", "start", "style", "delimiter", "tight", "items")
      return .list(try list(json, attributes, depth: depth))
    case .definitions:
      try allow(json, "entries")
      return .definitions(DefinitionList(entries: try entries(json["entries"], depth: depth), attributes: attributes))
    case .quote:
      try allow(json, "blocks", "attribution")
      return .quote(
        Quote(
          try blocks(json["blocks"], depth: depth + 1), attribution: try optionalInlines(json["attribution"]),
          attributes: attributes))
    case .code:
      try allow(json, "text", "language", "caption", "lineNumbers")
      return .code(
        CodeBlock(
          try json["text"].string(), language: try json["language"].ifPresent?.string(),
          caption: try optionalInlines(json["caption"]),
          showsLineNumbers: try json["lineNumbers"].ifPresent?.bool() ?? false, attributes: attributes))
    case .table:
      try allow(json, "columns", "header", "rows", "footer", "headerColumns", "caption")
      return .table(try table(json, attributes, depth: depth))
    case .figure:
      try allow(json, "image", "caption", "align")
      return .figure(
        Figure(
          try image(json["image"]), caption: try optionalInlines(json["caption"]),
          alignment: try json["align"].ifPresent?.choice(), attributes: attributes))
    case .chart:
      var chart = try ChartCoding.chart(json)
      chart.caption = try optionalInlines(json["caption"])
      chart.attributes = attributes
      return .chart(chart)
    case .math:
      try allow(json, "tex", "numbered")
      return .math(
        MathBlock(
          try json["tex"].string(), isNumbered: try json["numbered"].ifPresent?.bool() ?? false,
          attributes: attributes))
    case .callout:
      try allow(json, "form", "title", "blocks")
      return .callout(
        Callout(
          try json["form"].choice(), title: try optionalInlines(json["title"]),
          try blocks(json["blocks"], depth: depth + 1), attributes: attributes))
    case .division:
      try allow(json, "role", "layout", "blocks")
      return .division(
        Division(
          try json["role"].ifPresent?.choice() ?? .group,
          layout: try json["layout"].ifPresent.map { try DocumentSettings.layout($0) },
          try blocks(json["blocks"], depth: depth + 1), attributes: attributes))
    case .rule:
      try allow(json)
      return .rule(Rule(attributes: attributes))
    case .pageBreak:
      try allow(json, "target")
      return .pageBreak(PageBreak(try json["target"].ifPresent?.choice() ?? .page, attributes: attributes))
    case .raw:
      try allow(json, "format", "text")
      return .raw(RawBlock(format: try json["format"].string(), try json["text"].string(), attributes: attributes))
    case .contents:
      try allow(json, "title", "depth")
      return .contents(
        TableOfContents(
          title: try optionalInlines(json["title"]), depth: try json["depth"].ifPresent?.integer(in: 1...6) ?? 3,
          attributes: attributes))
    case .listing:
      try allow(json, "subject", "title")
      return .listing(
        Listing(try json["subject"].choice(), title: try optionalInlines(json["title"]), attributes: attributes))
    case .bibliography:
      try allow(json, "title", "listsAll")
      return .bibliography(
        Bibliography(
          title: try optionalInlines(json["title"]), listsAll: try json["listsAll"].ifPresent?.bool() ?? false,
          attributes: attributes))
    }
  }

  func attributes(_ json: JSONCursor) throws(JSONError) -> Attributes {
    var attributes = Attributes()
    attributes.id = try json["id"].ifPresent?.string()
    attributes.classes = try json["class"].ifPresent?.array() ?? []
    attributes.language = try json["lang"].ifPresent?.string()
    attributes.direction = try json["dir"].ifPresent?.choice()
    if let data = json["data"].ifPresent {
      for member in try data.members() { attributes.pairs.append(Variable(member.name, try member.value.string())) }
    }
    return attributes
  }

  private mutating func list(_ json: JSONCursor, _ attributes: Attributes, depth: Int) throws -> List {
    var marker = List.Marker.bullet
    if try json["ordered"].ifPresent?.bool() ?? false {
      marker = .ordered(
        start: try json["start"].ifPresent?.integer() ?? 1, style: try json["style"].ifPresent?.choice() ?? .decimal,
        delimiter: try json["delimiter"].ifPresent?.choice() ?? .period)
    }
    var items: [ListItem] = []
    for item in try json["items"].elements() {
      if let text = try item.value().string {
        items.append(ListItem([.paragraph(Paragraph([.text(text)], isPlain: true))]))
        continue
      }
      try item.allow("blocks", "done")
      items.append(
        ListItem(try blocks(item["blocks"], depth: depth + 1), isDone: try item["done"].ifPresent?.bool()))
    }
    return List(marker, isTight: try json["tight"].ifPresent?.bool() ?? true, items: items, attributes: attributes)
  }

  private mutating func entries(_ json: JSONCursor, depth: Int) throws -> [DefinitionList.Entry] {
    var entries: [DefinitionList.Entry] = []
    for entry in try json.elements() {
      try entry.allow("terms", "definitions")
      var terms: [[Inline]] = []
      for term in try entry["terms"].elements() { terms.append(try inlines(term)) }
      var definitions: [[Block]] = []
      for definition in try entry["definitions"].elements() {
        definitions.append(try blocks(definition, depth: depth + 1))
      }
      entries.append(.init(terms: terms, definitions: definitions))
    }
    return entries
  }

  private mutating func table(_ json: JSONCursor, _ attributes: Attributes, depth: Int) throws -> Table {
    var table = Table(columns: [], rows: [], attributes: attributes)
    table.header = try rows(json["header"], depth: depth)
    table.rows = try rows(json["rows"], depth: depth)
    table.footer = try rows(json["footer"], depth: depth)
    table.caption = try optionalInlines(json["caption"])
    if let columns = json["columns"].ifPresent {
      for column in try columns.elements() { table.columns.append(try self.column(column)) }
    }
    let count = (table.header + table.rows + table.footer).map { $0.cells.reduce(0) { $0 + $1.columnSpan } }.max() ?? 0
    guard max(count, table.columns.count) <= options.limits.columns else {
      throw DocumentError(
        .limit, "the table has more than \(options.limits.columns) columns",
        at: DocumentError.Location(pointer: json.pointer))
    }
    while table.columns.count < count { table.columns.append(TableColumn()) }
    table.headerColumns = try json["headerColumns"].ifPresent?.integer(in: 0...table.columns.count) ?? 0
    return table
  }

  private func column(_ json: JSONCursor) throws(JSONError) -> TableColumn {
    try json.allow("align", "width")
    var column = TableColumn(alignment: try json["align"].ifPresent?.choice())
    if let width = json["width"].ifPresent {
      if let share = try width.value().number {
        guard share > 0, share <= 1 else { throw width.failure("expected a share between 0 and 1, or text as '3cm'") }
        column.width = .fraction(share)
      } else {
        column.width = .fixed(try DocumentSettings.length(width))
      }
    }
    return column
  }

  private mutating func rows(_ json: JSONCursor, depth: Int) throws -> [TableRow] {
    guard let json = json.ifPresent else { return [] }
    var rows: [TableRow] = []
    for row in try json.elements() {
      var cells: [TableCell] = []
      for cell in try row.elements() { cells.append(try self.cell(cell, depth: depth)) }
      rows.append(TableRow(cells))
    }
    return rows
  }

  private mutating func cell(_ json: JSONCursor, depth: Int) throws -> TableCell {
    switch try json.value() {
    case .object:
      try json.allow("content", "blocks", "columnSpan", "rowSpan", "align")
      let span = try json["columnSpan"].ifPresent?.integer(in: 1...options.limits.columns) ?? 1
      let rowSpan = try json["rowSpan"].ifPresent?.integer(in: 1...65_534) ?? 1
      let alignment: TextAlignment? = try json["align"].ifPresent?.choice()
      if let blocks = json["blocks"].ifPresent {
        return TableCell(
          try self.blocks(blocks, depth: depth + 1), columnSpan: span, rowSpan: rowSpan, alignment: alignment)
      }
      return TableCell(
        try optionalInlines(json["content"]), columnSpan: span, rowSpan: rowSpan, alignment: alignment)
    case .integer(let value): return TableCell([.text(String(value))])
    case .number(let value): return TableCell([.text(Chart.text(value))])
    case .null: return TableCell([Inline]())
    default: return TableCell(try inlines(json))
    }
  }
}
