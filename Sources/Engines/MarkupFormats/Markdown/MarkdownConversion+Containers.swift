internal import Documents

extension MarkdownConversion {
  mutating func quote(_ index: Int32, _ attributes: Attributes) -> Block {
    guard dialect.contains(.containers), let callout = callout(index, attributes) else {
      return .quote(Quote(children(of: index), attributes: attributes))
    }
    return .callout(callout)
  }

  /// `[!NOTE] title` in the first line of a quote.
  private mutating func callout(_ index: Int32, _ attributes: Attributes) -> Callout? {
    let first = structure.nodes[Int(index)].firstChild
    guard first >= 0 else { return nil }
    let node = structure.nodes[Int(first)]
    let content = structure.content
    guard node.kind == .paragraph, node.end - node.start > 3, content[node.start] == UInt8(ascii: "["),
      content[node.start + 1] == UInt8(ascii: "!"),
      let close = content[node.start..<min(node.end, node.start + 24)].firstIndex(of: UInt8(ascii: "]")),
      let form = CalloutForms.form(named: text(node.start + 2, close))
    else { return nil }
    let line = content[close..<node.end].firstIndex(of: 0x0A) ?? node.end
    var titleStart = close + 1
    while titleStart < line, MarkdownBlocks.isSpace(content[titleStart]) { titleStart += 1 }
    let title = titleStart < line ? inlines(titleStart, line) : []
    var blocks: [Block] = []
    if line + 1 < node.end {
      let origin = Attributes(origin: Origin(line: Int(node.line) + 1))
      blocks.append(.paragraph(Paragraph(inlines(line + 1, node.end), attributes: origin)))
    }
    var child = node.next
    while child >= 0 {
      convert(child, into: &blocks, isTight: false)
      child = structure.nodes[Int(child)].next
    }
    return Callout(form, title: title, blocks, attributes: attributes)
  }

  mutating func list(_ index: Int32, _ node: MarkdownNode, _ attributes: Attributes) -> Block {
    var items: [ListItem] = []
    var child = node.firstChild
    while child >= 0 {
      let item = structure.nodes[Int(child)]
      items.append(
        ListItem(children(of: child, isTight: node.isTight), isDone: item.task == 0 ? nil : item.task == 2))
      child = item.next
    }
    let marker: List.Marker
    switch node.mark {
    case UInt8(ascii: "."): marker = .ordered(start: Int(node.number), style: .decimal, delimiter: .period)
    case UInt8(ascii: ")"): marker = .ordered(start: Int(node.number), style: .decimal, delimiter: .parenthesis)
    default: marker = .bullet
    }
    return .list(List(marker, isTight: node.isTight, items: items, attributes: attributes))
  }

  mutating func definitions(_ index: Int32, _ node: MarkdownNode, _ attributes: Attributes) -> Block {
    var entries: [DefinitionList.Entry] = []
    var child = node.firstChild
    while child >= 0 {
      let part = structure.nodes[Int(child)]
      if part.kind == .term {
        if entries.last.map({ !$0.definitions.isEmpty }) ?? true { entries.append(.init(terms: [], definitions: [])) }
        entries[entries.count - 1].terms.append(inlines(part.start, part.end))
      } else if !entries.isEmpty {
        entries[entries.count - 1].definitions.append(children(of: child, isTight: node.isTight))
      }
      child = part.next
    }
    return .definitions(DefinitionList(entries: entries, attributes: attributes))
  }

  mutating func table(_ index: Int32, _ node: MarkdownNode, _ attributes: Attributes) -> Block {
    let count = Int(node.number)
    let columns = (0..<count).map { column in
      switch structure.table.alignments[node.infoStart + column] {
      case 1: TableColumn(alignment: .start)
      case 2: TableColumn(alignment: .center)
      case 3: TableColumn(alignment: .end)
      default: TableColumn()
      }
    }
    var rows: [TableRow] = []
    var child = node.firstChild
    while child >= 0 {
      let row = structure.nodes[Int(child)]
      var cells: [TableCell] = []
      cells.reserveCapacity(count)
      for cell in row.infoStart..<row.infoEnd {
        let range = structure.table.cells[cell]
        cells.append(TableCell(inlines(range.start, range.end)))
      }
      while cells.count < count { cells.append(TableCell([Inline]())) }
      rows.append(TableRow(cells))
      child = row.next
    }
    var header: [TableRow] = []
    if let first = rows.first {
      rows.removeFirst()
      // A header of empty cells is how Markdown writes a table without one.
      if !dialect.contains(.documents) || first.cells.contains(where: { !$0.blocks.isEmpty }) { header = [first] }
    }
    return .table(Table(columns: columns, header: header, rows: rows, attributes: attributes))
  }

  /// `::: warning Title`, `::: notes`, `::: {.class #id}`.
  mutating func division(_ index: Int32, _ node: MarkdownNode, _ attributes: Attributes, into blocks: inout [Block]) {
    var words = String(decoding: structure.source[node.infoStart..<node.infoEnd], as: UTF8.self)[...]
    while words.last == ":" || words.last == " " { words.removeLast() }
    words = words.drop { $0 == " " }
    var attributes = attributes
    if let brace = words.firstIndex(of: "{"), let found = MarkdownAttributes.parse(String(words[brace...])) {
      attributes = found.attributes
      attributes.origin = Origin(line: Int(node.line))
      words = words[..<brace]
    }
    let name = words.prefix { $0 != " " }.lowercased()
    let title = words.dropFirst(name.count).drop { $0 == " " }
    let inner = children(of: index)
    if let form = CalloutForms.form(named: name) {
      return blocks.append(.callout(Callout(form, title: inlines(of: String(title)), inner, attributes: attributes)))
    }
    if name == "center" || name == "right" || name == "justify" {
      let alignment = TextAlignment(rawValue: name == "right" ? "end" : name) ?? .center
      return blocks += inner.map { block in
        guard case .paragraph(var paragraph) = block else { return block }
        paragraph.alignment = alignment
        return .paragraph(paragraph)
      }
    }
    let role = Division.Role(rawValue: name)
    if role == nil, !name.isEmpty { attributes.classes.insert(name, at: 0) }
    var layout: SectionLayout?
    if let columns = attributes["columns"].flatMap({ Int($0) }), (1...12).contains(columns) {
      layout = SectionLayout(columns: columns)
      attributes.pairs.removeAll { $0.name == "columns" }
    }
    if attributes.has("landscape") {
      var page = document.page
      page.isLandscape = true
      layout = layout ?? SectionLayout()
      layout?.page = page
      attributes.classes.removeAll { $0 == "landscape" }
    }
    blocks.append(.division(Division(role ?? .group, layout: layout, inner, attributes: attributes)))
  }

  private mutating func inlines(of text: String) -> [Inline] {
    var text = text
    return text.withUTF8 { inlines($0) }
  }
}
