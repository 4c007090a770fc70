internal import Documents

extension HTMLConversion {
  mutating func list(_ index: Int, _ attributes: Attributes, depth: Int) -> List {
    let node = tree.nodes[index]
    var attributes = attributes
    attributes.classes.removeAll { $0 == "task-list" || $0 == "loose" }
    var items: [ListItem] = []
    var isTight = !node.attributes.has("loose")
    for child in tree.children(of: index) where !tree.nodes[child].isText {
      guard tree.nodes[child].name == "li" else {
        if HTMLElements.isBlock(tree.nodes[child].name) {
          items.append(ListItem(blocks(in: child, depth: depth + 1, isTight: true)))
        }
        continue
      }
      let isDone = task(child)
      var content = blocks(in: child, depth: depth + 1, isTight: true)
      if content.contains(where: { if case .paragraph(let text) = $0 { !text.isPlain } else { false } }) {
        isTight = false
      }
      if isDone != nil { Self.dropLeadingSpace(&content) }
      items.append(ListItem(content, isDone: isDone))
    }
    var marker = List.Marker.bullet
    if node.name == "ol" {
      let style: NumberStyle =
        switch node.attributes["type"] {
        case "a": .lowerLetter
        case "A": .upperLetter
        case "i": .lowerRoman
        case "I": .upperRoman
        default: .decimal
        }
      let delimiter = node.attributes["data-delimiter"].flatMap(List.Marker.Delimiter.init(rawValue:)) ?? .period
      marker = .ordered(
        start: node.attributes["start"].flatMap { Int($0) } ?? 1, style: style, delimiter: delimiter)
    }
    if !isTight {
      items = items.map { item in
        var item = item
        item.blocks = item.blocks.map { block in
          guard case .paragraph(var paragraph) = block else { return block }
          paragraph.isPlain = false
          return .paragraph(paragraph)
        }
        return item
      }
    }
    return List(marker, isTight: isTight, items: items, attributes: attributes)
  }

  /// The check box in front of an item.
  private func task(_ index: Int) -> Bool? {
    var result: Bool?
    var isFirst = true
    tree.walk(index) { node in
      let element = tree.nodes[node]
      if element.name == "input", element.attributes["type"] == "checkbox", isFirst {
        result = element.attributes["checked"] != nil
        isFirst = false
      } else if element.isText, element.text.contains(where: { !$0.isWhitespace }) {
        isFirst = false
      } else if element.name == "ul" || element.name == "ol" {
        return false
      }
      return isFirst
    }
    return result
  }

  private static func dropLeadingSpace(_ blocks: inout [Block]) {
    guard case .paragraph(var paragraph)? = blocks.first, case .text(let text)? = paragraph.inlines.first else {
      return
    }
    paragraph.inlines[0] = .text(String(text.drop { $0 == " " }))
    blocks[0] = .paragraph(paragraph)
  }

  mutating func definitions(_ index: Int, _ attributes: Attributes, depth: Int) -> DefinitionList {
    var entries: [DefinitionList.Entry] = []
    var parts: [Int] = []
    for child in tree.children(of: index) {
      // Groups in a div are allowed.
      if tree.nodes[child].name == "div" { parts += tree.children(of: child) } else { parts.append(child) }
    }
    for part in parts {
      switch tree.nodes[part].name {
      case "dt":
        if entries.last.map({ !$0.definitions.isEmpty }) ?? true { entries.append(.init(terms: [], definitions: [])) }
        entries[entries.count - 1].terms.append(inlines(in: part))
      case "dd":
        if entries.isEmpty { entries.append(.init(terms: [], definitions: [])) }
        entries[entries.count - 1].definitions.append(blocks(in: part, depth: depth + 1, isTight: true))
      default: break
      }
    }
    return DefinitionList(entries: entries, attributes: attributes)
  }

  mutating func quote(_ index: Int, _ attributes: Attributes, depth: Int) -> Quote {
    var attribution: [Inline] = []
    var content: [Block] = []
    for child in tree.children(of: index) {
      if tree.nodes[child].name == "footer" { attribution = inlines(in: child) }
    }
    content = blocks(in: index, depth: depth + 1)
    if !attribution.isEmpty, let last = content.last, case .paragraph(let paragraph) = last,
      paragraph.inlines == attribution
    {
      content.removeLast()
    }
    return Quote(content, attribution: attribution, attributes: attributes)
  }

  mutating func code(_ index: Int, _ attributes: Attributes) -> CodeBlock {
    var attributes = attributes
    var classes = tree.nodes[index].attributes.classes
    if let inner = tree.first("code", in: index) { classes += tree.nodes[inner].attributes.classes }
    let language = classes.first { $0.hasPrefix("language-") }.map { String($0.dropFirst(9)) }
    let isNumbered = classes.contains("numbered")
    attributes.classes.removeAll { $0.hasPrefix("language-") || $0 == "numbered" }
    var text = tree.text(of: index)
    if text.first == "\n" { text.removeFirst() }
    if text.last == "\n" { text.removeLast() }
    return CodeBlock(text, language: language, showsLineNumbers: isNumbered, attributes: attributes)
  }

  mutating func figure(_ index: Int, _ attributes: Attributes, _ blocks: inout [Block], depth: Int) {
    var attributes = attributes
    let node = tree.nodes[index]
    var caption: [Inline] = []
    for child in tree.children(of: index) where tree.nodes[child].name == "figcaption" {
      caption = captionInlines(child)
    }
    if let data = node.attributes["data-chart"], var chart = try? ChartCoding.chart(parsing: data) {
      attributes.classes.removeAll { $0 == "chart" }
      chart.caption = caption
      chart.attributes = Self.withoutMade(attributes, node)
      return blocks.append(.chart(chart))
    }
    attributes = Self.withoutMade(attributes, node)
    let alignment = HTMLElements.alignment(node.attributes)
    attributes.classes.removeAll { $0.hasPrefix("align-") }
    for child in tree.children(of: index) {
      switch tree.nodes[child].name {
      case "pre":
        var code = self.code(child, tree.nodes[child].attributes.documentAttributes)
        code.caption = caption
        code.attributes = attributes
        return blocks.append(.code(code))
      case "table":
        var table = self.table(child, tree.nodes[child].attributes.documentAttributes, depth: depth + 1)
        if table.caption.isEmpty { table.caption = caption }
        return blocks.append(.table(table))
      default: break
      }
    }
    if tree.first("img", in: index) == nil, tree.first("figcaption", in: index) != nil {
      for child in tree.children(of: index) {
        guard let source = tree.nodes[child].attributes["data-source"] else { continue }
        let image = Image(source, alternative: tree.nodes[child].attributes["data-alt"] ?? "")
        return blocks.append(.figure(Figure(image, caption: caption, alignment: alignment, attributes: attributes)))
      }
    }
    if let image = tree.first("img", in: index) {
      return blocks.append(
        .figure(Figure(self.image(image), caption: caption, alignment: alignment, attributes: attributes)))
    }
    blocks += self.blocks(in: index, depth: depth + 1)
  }

  /// Ids that a writer made are not the document's.
  private static func withoutMade(_ attributes: Attributes, _ node: HTMLTree.Node) -> Attributes {
    var attributes = attributes
    if node.attributes["data-anchor"] == "auto" { attributes.id = nil }
    return attributes
  }

  /// Without the number that a writer put in front.
  mutating func captionInlines(_ index: Int) -> [Inline] {
    let children = tree.children(of: index).filter { tree.nodes[$0].attributes["data-made"] == nil }
    return inlines(children, depth: 0)
  }

  mutating func table(_ index: Int, _ attributes: Attributes, depth: Int) -> Table {
    var table = Table(columns: [], rows: [], attributes: Self.withoutMade(attributes, tree.nodes[index]))
    var headerFlags: [[Bool]] = []
    for child in tree.children(of: index) {
      switch tree.nodes[child].name {
      case "caption": table.caption = captionInlines(child)
      case "colgroup":
        for column in tree.children(of: child) where tree.nodes[column].name == "col" {
          guard table.columns.count < limits.columns else { break }
          table.columns.append(self.column(tree.nodes[column]))
        }
      case "thead": table.header += rows(child, depth: depth).map(\.row)
      case "tfoot": table.footer += rows(child, depth: depth).map(\.row)
      case "tbody":
        for row in rows(child, depth: depth) {
          table.rows.append(row.row)
          headerFlags.append(row.flags)
        }
      case "tr":
        let row = self.row(child, depth: depth)
        // Rows of headings alone at the top are the header.
        if table.rows.isEmpty, !row.flags.isEmpty, row.flags.allSatisfy({ $0 }), table.header.isEmpty {
          table.header.append(row.row)
        } else {
          table.rows.append(row.row)
          headerFlags.append(row.flags)
        }
      default: break
      }
    }
    let all = table.header + table.rows + table.footer
    let count = min(all.map { $0.cells.reduce(0) { $0 + $1.columnSpan } }.max() ?? 0, limits.columns)
    while table.columns.count < count { table.columns.append(TableColumn()) }
    if !headerFlags.isEmpty, headerFlags.allSatisfy({ $0.first == true }) {
      table.headerColumns = headerFlags.map { $0.prefix { $0 }.count }.min() ?? 0
    }
    liftAlignments(&table)
    return table
  }

  /// What all cells of a column agree on is the column's.
  private func liftAlignments(_ table: inout Table) {
    dropColumnAlignments(&table)
    guard !table.hasSpans else { return }
    for column in table.columns.indices where table.columns[column].alignment == nil {
      let cells = (table.header + table.rows + table.footer).compactMap { row in
        column < row.cells.count ? row.cells[column] : nil
      }
      guard let first = cells.first?.alignment, cells.allSatisfy({ $0.alignment == first }) else { continue }
      table.columns[column].alignment = first
      for row in table.header.indices where column < table.header[row].cells.count {
        table.header[row].cells[column].alignment = nil
      }
      for row in table.rows.indices where column < table.rows[row].cells.count {
        table.rows[row].cells[column].alignment = nil
      }
      for row in table.footer.indices where column < table.footer[row].cells.count {
        table.footer[row].cells[column].alignment = nil
      }
    }
  }

  /// Cells need not repeat what their column says.
  private func dropColumnAlignments(_ table: inout Table) {
    guard table.columns.contains(where: { $0.alignment != nil }) else { return }
    func cleaned(_ rows: [TableRow], _ grid: [[TableGrid.Cell]]) -> [TableRow] {
      zip(rows, grid).map { row, placed in
        var row = row
        for (index, cell) in placed.enumerated() where index < row.cells.count && cell.column < table.columns.count {
          if row.cells[index].alignment == table.columns[cell.column].alignment { row.cells[index].alignment = nil }
        }
        return row
      }
    }
    let grid = TableGrid(table)
    table.header = cleaned(table.header, grid.header)
    table.rows = cleaned(table.rows, grid.rows)
    table.footer = cleaned(table.footer, grid.footer)
  }

  private func column(_ node: HTMLTree.Node) -> TableColumn {
    var column = TableColumn(alignment: HTMLElements.alignment(node.attributes))
    let style = node.attributes["style"] ?? ""
    let width =
      node.attributes["width"]
      ?? style.split(separator: ";").first { $0.hasPrefix("width:") }.map { String($0.dropFirst(6)) }
    if let length = width.flatMap({ Length($0) }), length.value > 0 {
      column.width = length.unit == .percent ? .fraction(min(length.value / 100, 1)) : .fixed(length)
    }
    return column
  }

  private mutating func rows(_ index: Int, depth: Int) -> [(row: TableRow, flags: [Bool])] {
    var rows: [(row: TableRow, flags: [Bool])] = []
    for child in tree.children(of: index) where tree.nodes[child].name == "tr" { rows.append(row(child, depth: depth)) }
    return rows
  }

  private mutating func row(_ index: Int, depth: Int) -> (row: TableRow, flags: [Bool]) {
    var cells: [TableCell] = []
    var flags: [Bool] = []
    for child in tree.children(of: index) {
      let node = tree.nodes[child]
      guard node.name == "td" || node.name == "th", cells.count < limits.columns else { continue }
      let span = node.attributes["colspan"].flatMap { Int($0) } ?? 1
      let rowSpan = node.attributes["rowspan"].flatMap { Int($0) } ?? 1
      cells.append(
        TableCell(
          blocks(in: child, depth: depth + 1, isTight: true), columnSpan: min(max(span, 1), limits.columns),
          rowSpan: min(max(rowSpan, 1), 65_534), alignment: HTMLElements.alignment(node.attributes)))
      flags.append(node.name == "th")
    }
    return (TableRow(cells), flags)
  }
}
