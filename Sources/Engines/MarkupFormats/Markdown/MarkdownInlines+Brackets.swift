internal import Documents

extension MarkdownInlines {
  mutating func openBracket(isImage: Bool, from start: Int) {
    let node = addText(start, position, merging: false)
    nodes[Int(node)].payload = 0
    if !brackets.isEmpty { brackets[brackets.count - 1].hasBracketAfter = true }
    brackets.append(Bracket(node: node, delimiter: lastDelimiter, isImage: isImage, position: position))
  }

  mutating func closeBracket() {
    let start = position
    position += 1
    guard let opener = brackets.last else {
      addText(start, position)
      return
    }
    guard opener.isActive || opener.isImage else {
      brackets.removeLast()
      addText(start, position)
      return
    }
    if let target = inlineTarget() ?? referencedTarget(opener, closedAt: start) {
      targets.append(target)
      let kind: Node.Kind = opener.isImage ? .image : .link
      finish(opener, Node(kind: kind, payload: Int32(targets.count - 1)))
      if !opener.isImage { deactivateLinks() }
      return
    }
    position = start + 1
    if footnoteReference(opener, closedAt: start) { return }
    if !opener.isImage, dialect.contains(.documents), byte(opener.position) == UInt8(ascii: "@") {
      if citation(opener, closedAt: start) { return }
    }
    if !opener.isImage, dialect.contains(.attributes), byte(position) == UInt8(ascii: "{"),
      MarkdownAttributes.parse(text, at: position) != nil
    {
      finish(opener, Node(kind: .span))
      return
    }
    brackets.removeLast()
    addText(start, position)
  }

  /// Wraps what stands behind the opening bracket and drops the bracket itself.
  private mutating func finish(_ opener: Bracket, _ node: Node) {
    let index = wrap(node, after: opener.node, before: -1)
    processDelimiters(above: opener.delimiter)
    brackets.removeLast()
    unlink(opener.node)
    takeAttributes(index)
  }

  /// Links hold no links.
  private mutating func deactivateLinks() {
    for index in brackets.indices.reversed() where !brackets[index].isImage {
      guard brackets[index].isActive else { return }
      brackets[index].isActive = false
    }
  }

  /// `(destination "title")` at the present place.
  private mutating func inlineTarget() -> Target? {
    let start = position
    guard byte(position) == UInt8(ascii: "("), position < text.count else { return nil }
    var index = skipSpace(position + 1)
    guard let destination = MarkdownScan.destination(text, at: index) else {
      position = start
      return nil
    }
    index = destination.end
    var title: String?
    let titleStart = skipSpace(index)
    if titleStart > index, let range = MarkdownScan.title(text, at: titleStart) {
      title = MarkdownScan.unescaped(text, range.lowerBound + 1..<range.upperBound - 1)
      index = range.upperBound
    }
    index = skipSpace(index)
    guard byte(index) == UInt8(ascii: ")"), index < text.count else {
      position = start
      return nil
    }
    position = index + 1
    return Target(destination: destination.text(text), title: title)
  }

  private func skipSpace(_ start: Int) -> Int {
    var index = start
    while index < text.count, MarkdownBlocks.isSpace(text[index]) { index += 1 }
    return index
  }

  /// `[label]` behind the bracket, or the bracket's own text as label.
  private mutating func referencedTarget(_ opener: Bracket, closedAt close: Int) -> Target? {
    var range = opener.position..<close
    var end = position
    if let label = MarkdownScan.label(text, at: position) {
      end = label.upperBound
      if label.count > 2 { range = label.lowerBound + 1..<label.upperBound - 1 }
      if label.count == 2, opener.hasBracketAfter { return nil }
    } else if opener.hasBracketAfter {
      return nil
    }
    guard range.count <= 1_000, !references.isEmpty,
      let reference = references[MarkdownLabel.normalized(text[range])]
    else { return nil }
    expansion -= reference.destination.utf8.count + (reference.title?.utf8.count ?? 0)
    guard expansion >= 0 else { return nil }
    position = end
    return Target(destination: reference.destination, title: reference.title)
  }

  private mutating func footnoteReference(_ opener: Bracket, closedAt close: Int) -> Bool {
    guard dialect.contains(.footnotes), byte(opener.position) == UInt8(ascii: "^"), close > opener.position + 1 else {
      return false
    }
    let range = opener.position + 1..<close
    guard footnotes.contains(MarkdownLabel.normalized(text[range])) else { return false }
    dropChildren(of: opener)
    if opener.isImage { add(Node(kind: .text, start: opener.position - 2, end: opener.position - 1, payload: 0)) }
    add(Node(kind: .footnote, start: range.lowerBound, end: range.upperBound))
    return true
  }

  /// Takes away the opening bracket and everything behind it.
  private mutating func dropChildren(of opener: Bracket) {
    while nodes[0].lastChild != opener.node, nodes[0].lastChild >= 0 { unlink(nodes[0].lastChild) }
    unlink(opener.node)
    while lastDelimiter >= 0, lastDelimiter != opener.delimiter {
      lastDelimiter = delimiters[Int(lastDelimiter)].previous
    }
    if lastDelimiter >= 0 { delimiters[Int(lastDelimiter)].next = -1 }
    brackets.removeLast()
  }

  /// `[@key, p. 12; @other]`.
  private mutating func citation(_ opener: Bracket, closedAt close: Int) -> Bool {
    let content = String(decoding: text[opener.position..<close], as: UTF8.self)
    guard MarkdownCitation.parse(content) != nil else { return false }
    dropChildren(of: opener)
    addString(content, .citation)
    return true
  }

  /// `^[text]`: the note stands where its mark is.
  mutating func inlineNote(_ start: Int) -> Bool {
    guard failedNotes < 50 else { return false }
    var index = position + 1
    var open = 1
    let end = min(text.count, position + 4_000)
    while index < end {
      switch text[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "["): open += 1
      case UInt8(ascii: "]"): open -= 1
      default: break
      }
      if open == 0 { break }
      index += 1
    }
    guard open == 0, index > position + 1 else {
      failedNotes += 1
      return false
    }
    add(Node(kind: .note, start: position + 1, end: index))
    position = index + 1
    return true
  }
}
