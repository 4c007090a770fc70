internal import Documents

/// Turns the nodes of a part into pieces: sections reach over runs, paragraphs or rows, whatever their tags enclose.
struct WordPlan {
  let prefix: String
  let part: String
  /// Inside of a section: what stands there may come several times.
  private var depth = 0

  init(prefix: String, part: String) {
    self.prefix = prefix
    self.part = part
  }

  mutating func pieces(_ nodes: [WordNode]) throws(DocumentError) -> [WordPiece] {
    var pieces: [WordPiece] = []
    var index = 0
    while index < nodes.count {
      let node = nodes[index]
      if node.tagCount == 0 {
        addPlain(node, &pieces)
        index += 1
        continue
      }
      if let tag = node.tag, !Self.opens(tag) {
        try add(tag, node, &pieces)
        index += 1
        continue
      }
      let balance = try Self.balance(node)
      if let closing = balance.closings.first { throw Self.closesNothing(closing.name, part) }
      if let opening = balance.openings.first {
        let end = try self.end(of: opening, balance.openings.count, nodes, index)
        let (field, isInverted) = opening.section
        depth += 1
        let inner = try self.pieces(region(nodes, index, end.index, opening.number, end.number))
        depth -= 1
        pieces.append(.section(field, isInverted: isInverted, inner))
        index = end.index + 1
      } else if node.name == prefix + "tr", let opening = try Self.overCells(node) {
        var row = node
        // The later one first: the number of the other stays.
        row.removeTag(opening.closing)
        row.removeTag(opening.opening.number)
        let (field, isInverted) = opening.opening.section
        depth += 1
        let inner = try self.pieces([row])
        depth -= 1
        pieces.append(.section(field, isInverted: isInverted, inner))
        index += 1
      } else {
        try addElement(node, &pieces)
        index += 1
      }
    }
    return pieces
  }

  // MARK: Elements

  private func addPlain(_ node: WordNode, _ pieces: inout [WordPiece]) {
    if depth > 0, node.name == prefix + "bookmarkStart" || node.name == prefix + "bookmarkEnd" { return }
    guard node.has({ isCounted($0) }) else {
      var bytes: [UInt8] = []
      node.append(to: &bytes)
      return Self.append(bytes, &pieces)
    }
    addTag(node, &pieces)
    for child in node.children { addPlain(child, &pieces) }
    Self.append(node.end, &pieces)
  }

  /// What would come twice with the same number if it stood in a section.
  private func isCounted(_ name: String) -> Bool {
    name.hasSuffix(":docPr")
      || depth > 0
        && (name == prefix + "p" || name == prefix + "tr" || name == prefix + "bookmarkStart"
          || name == prefix + "bookmarkEnd")
  }

  /// The start tag: the number of a drawing is given anew, those of paragraphs and rows are left out.
  private func addTag(_ node: WordNode, _ pieces: inout [WordPiece]) {
    if node.name.hasSuffix(":docPr"), let (before, after) = Self.cut(node.start, " id=") {
      Self.append(before + Array(" id=\"".utf8), &pieces)
      pieces.append(.drawing)
      Self.append(Array("\"".utf8) + after, &pieces)
    } else if depth > 0, node.name == prefix + "p" || node.name == prefix + "tr" {
      var tag = node.start
      for name in [" w14:paraId=", " w14:textId="] {
        if let (before, after) = Self.cut(tag, name) { tag = before + after }
      }
      Self.append(tag, &pieces)
    } else {
      Self.append(node.start, &pieces)
    }
  }

  /// The tag before and behind an attribute.
  private static func cut(_ tag: [UInt8], _ name: String) -> ([UInt8], [UInt8])? {
    guard let start = WordText.find(name, in: tag, from: 0) else { return nil }
    let value = start + name.utf8.count
    guard value < tag.count, let end = tag[(value + 1)...].firstIndex(of: tag[value]) else { return nil }
    return (Array(tag[..<start]), Array(tag[(end + 1)...]))
  }

  private mutating func addElement(_ node: WordNode, _ pieces: inout [WordPiece]) throws(DocumentError) {
    var own: [WordPiece] = []
    addTag(node, &own)
    let inner = try self.pieces(node.children)
    let local = node.name.dropFirst(prefix.utf8.count)
    if ["tc", "hdr", "ftr", "footnote", "endnote", "comment", "txbxContent"].contains(local) {
      own.append(.paragraphs(inner))
    } else {
      own += inner
    }
    Self.append(node.end, &own)
    if local == "tbl" {
      pieces.append(.table(own))
    } else {
      for piece in own {
        if case .bytes(let bytes) = piece { Self.append(bytes, &pieces) } else { pieces.append(piece) }
      }
    }
  }

  private func add(_ tag: TemplateTag, _ run: WordNode, _ pieces: inout [WordPiece]) throws(DocumentError) {
    switch tag {
    case .remark, .opening: break
    case .closing(let name, _): throw Self.closesNothing(name, part)
    case .field(let field):
      var bytes = run.start
      for property in run.children { property.append(to: &bytes) }
      Self.append(bytes + Array("<\(prefix)t xml:space=\"preserve\">".utf8), &pieces)
      pieces.append(.field(field))
      Self.append(Array("</\(prefix)t>".utf8) + run.end, &pieces)
    }
  }

  private static func append(_ bytes: [UInt8], _ pieces: inout [WordPiece]) {
    if case .bytes(let before)? = pieces.last {
      pieces[pieces.count - 1] = .bytes(before + bytes)
    } else {
      pieces.append(.bytes(bytes))
    }
  }

  // MARK: Sections

  private struct Opening {
    let tag: TemplateTag
    /// Among the tags of its node.
    let number: Int

    var section: (TemplateField, Bool) {
      if case .opening(let field, let isInverted) = tag { return (field, isInverted) }
      return (TemplateField(path: [], filters: [], place: .init(), name: ""), false)
    }
  }

  private struct Closing {
    let name: String
    let number: Int
  }

  private static func opens(_ tag: TemplateTag) -> Bool { if case .opening = tag { true } else { false } }

  private static func closesNothing(_ name: String, _ part: String) -> DocumentError {
    TemplateTag.error("'{{/\(name)}}' closes nothing", .init(part: part))
  }

  /// The tags that have no partner in the node.
  private static func balance(
    _ node: WordNode
  ) throws(DocumentError) -> (openings: [Opening], closings: [Closing]) {
    var tags: [TemplateTag] = []
    node.gather(&tags)
    var openings: [Opening] = []
    var closings: [Closing] = []
    for (number, tag) in tags.enumerated() {
      switch tag {
      case .opening: openings.append(Opening(tag: tag, number: number))
      case .closing(let name, let place):
        if let last = openings.popLast() {
          guard name.isEmpty || name == last.section.0.name else {
            throw TemplateTag.error("'{{/\(name)}}' closes '\(last.section.0.name)'", place)
          }
        } else {
          closings.append(Closing(name: name, number: number))
        }
      case .field, .remark: break
      }
    }
    return (openings, closings)
  }

  /// Where the first of the openings of a node is closed: in which node, and by which of its tags.
  private func end(
    of opening: Opening, _ count: Int, _ nodes: [WordNode], _ start: Int
  ) throws(DocumentError) -> (index: Int, number: Int) {
    let (field, _) = opening.section
    var open = count
    for index in nodes.indices.dropFirst(start + 1) where nodes[index].tagCount > 0 {
      let balance = try Self.balance(nodes[index])
      if balance.closings.count >= open {
        let closing = balance.closings[open - 1]
        guard closing.name.isEmpty || closing.name == field.name else {
          throw TemplateTag.error("'{{/\(closing.name)}}' closes '\(field.name)'", .init(part: part))
        }
        guard balance.openings.isEmpty, balance.closings.count == open else {
          throw TemplateTag.error(
            "what follows '{{/\(closing.name)}}' begins or ends another section; put it in a paragraph of its own",
            .init(part: part))
        }
        return (index, closing.number)
      }
      open += balance.openings.count - balance.closings.count
    }
    throw TemplateTag.error(
      "'{{#\(field.name)}}' is not closed where it was opened: both must stand in the same text, cell or row",
      field.place)
  }

  /// What a section encloses: without its tags, and without a paragraph or a row that held nothing else.
  private func region(
    _ nodes: [WordNode], _ start: Int, _ end: Int, _ opening: Int, _ closing: Int
  ) throws(DocumentError) -> [WordNode] {
    var region: [WordNode] = []
    for index in start...end {
      var node = nodes[index]
      if index == start || index == end {
        if node.tag != nil { continue }
        guard node.name != prefix + "tbl" else {
          throw TemplateTag.error("a section begins in a table and ends outside of it", .init(part: part))
        }
        node.removeTag(index == start ? opening : closing)
        if isEmptied(node) { continue }
      }
      region.append(node)
    }
    return region
  }

  private func isEmptied(_ node: WordNode) -> Bool {
    let local = node.name.dropFirst(prefix.utf8.count)
    return (local == "p" || local == "tr") && node.tagCount == 0 && !showsSomething(node)
  }

  private func showsSomething(_ node: WordNode) -> Bool {
    guard node.name.hasPrefix(prefix) else { return node.children.contains { showsSomething($0) } }
    switch node.name.dropFirst(prefix.utf8.count) {
    case "t": return WordText.decode(node.children).contains { !$0.isWhitespace }
    case "tab", "br", "drawing", "pict", "object", "sym", "sectPr", "fldChar", "fldSimple": return true
    default: return node.children.contains { showsSomething($0) }
    }
  }

  /// A section that begins in one cell of a row and ends in another takes the whole row.
  private static func overCells(
    _ row: WordNode
  ) throws(DocumentError) -> (opening: Opening, closing: Int)? {
    var before = 0
    var first: Opening?
    var open = 0
    for cell in row.children where cell.tagCount > 0 {
      let balance = try balance(cell)
      if let start = first {
        if balance.closings.count >= open { return (start, before + balance.closings[open - 1].number) }
        open += balance.openings.count - balance.closings.count
      } else if let start = balance.openings.first {
        first = Opening(tag: start.tag, number: before + start.number)
        open = balance.openings.count
      }
      before += cell.tagCount
    }
    return nil
  }
}
