internal import Documents
internal import PDF
internal import Typesetting

extension PDFComposition {
  func set(_ list: List) throws {
    var details = StructureAttributes()
    let size = theme.sizes.body
    var number = 0
    var labels: [String] = []
    switch list.marker {
    case .bullet:
      details.listNumbering = list.items.contains { $0.isDone != nil } ? StructureAttributes.ListNumbering.none : .disc
      let bullet = ["•", "–", "∗"][listDepth % 3]
      labels = list.items.map { item in item.isDone.map { $0 ? "☑" : "☐" } ?? bullet }
    case .ordered(let start, let style, let delimiter):
      details.listNumbering = numbering(style)
      number = start
      for _ in list.items {
        let text = style.text(number)
        switch delimiter {
        case .period: labels.append(text + ".")
        case .parenthesis: labels.append(text + ")")
        case .parentheses: labels.append("(" + text + ")")
        }
        number += 1
      }
    }
    let node = child(.list, details)
    let indent = try labelWidth(labels, size)
    listDepth += 1
    defer { listDepth -= 1 }
    for (index, item) in list.items.enumerated() {
      try set(item, labels[index], node, indent, isTight: list.isTight)
      if !list.isTight { galley.gap(2) }
    }
    if list.isTight, listDepth == 1 { galley.gap(theme.sizes.paragraphGap > 0 ? theme.sizes.paragraphGap : size * 0.5) }
  }

  private func numbering(_ style: NumberStyle) -> StructureAttributes.ListNumbering {
    switch style {
    case .decimal: .decimal
    case .lowerLetter: .lowerAlpha
    case .upperLetter: .upperAlpha
    case .lowerRoman: .lowerRoman
    case .upperRoman: .upperRoman
    }
  }

  /// Room for the widest label of the list.
  private func labelWidth(_ labels: [String], _ size: Double) throws -> Double {
    guard let longest = labels.max(by: { $0.count < $1.count }) else { return size * 1.5 }
    var text = ParagraphText()
    var run = run(size: size, color: theme.colors.text, in: nil)
    text.append(longest, try style(&run))
    return max(typesetter.width(of: text) + size * 0.6, size * 1.5)
  }

  private func set(
    _ item: ListItem, _ label: String, _ list: StructureTree.Node, _ indent: Double, isTight: Bool
  ) throws {
    let node = pdf.structure.add(.listItem, to: list)
    let labelNode = pdf.structure.add(.label, to: node)
    let body = pdf.structure.add(.listBody, to: node)
    try inside(body) {
      guard case .paragraph(let paragraph)? = item.blocks.first else {
        // A label without text beside it stands alone.
        var text = ParagraphText()
        var run = run(size: theme.sizes.body, color: theme.colors.text, in: labelNode)
        text.append(label, try style(&run))
        var line = shape(theme.sizes.body)
        line.keepsWithNext = !item.blocks.isEmpty
        typesetter.set(text, line, left: frame.left, width: frame.width, into: galley)
        return try indented(indent) { try set(item.blocks) }
      }
      var text = ParagraphText()
      var mark = run(size: theme.sizes.body, color: theme.colors.text, in: labelNode)
      let labelStyle = try style(&mark)
      var measured = ParagraphText()
      measured.append(label, labelStyle)
      let width = typesetter.width(of: measured)
      text.append(label, labelStyle)
      text.append(InlineObject(.space, width: max(indent - width, 2)), labelStyle)
      var run = bodyRun(child(.paragraph))
      run.look.language = language
      if let id = paragraph.attributes.id {
        text.append(InlineObject(.anchor(resources.anchor(id))), try style(&run))
      }
      try append(paragraph.inlines, &run, to: &text)
      var line = shape(theme.sizes.body)
      line.startIndent = indent
      line.firstIndent = -indent
      line.alignment = theme.isJustified || features.justifies ? .justified : .start
      line.spaceAfter = paragraph.isPlain || isTight ? 1.5 : theme.sizes.paragraphGap
      set(text, line, in: run.element)
      try indented(indent) { try set(Array(item.blocks.dropFirst())) }
    }
  }

  func set(_ list: DefinitionList) throws {
    var details = StructureAttributes()
    details.listNumbering = StructureAttributes.ListNumbering.none
    let node = child(.list, details)
    for entry in list.entries {
      let item = pdf.structure.add(.listItem, to: node)
      let label = pdf.structure.add(.label, to: item)
      for term in entry.terms {
        var line = shape(theme.sizes.body)
        line.keepsWithNext = true
        var run = run(size: theme.sizes.body, color: theme.colors.text, in: label)
        run.look.isBold = true
        try set(term, run, line)
      }
      let body = pdf.structure.add(.listBody, to: item)
      try inside(body) {
        try indented(18) {
          for definition in entry.definitions { try set(definition) }
        }
      }
      galley.gap(3)
    }
  }
}
