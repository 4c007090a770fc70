internal import Documents

/// Brings each tag of a Word template into a run of its own: the word processor cuts them wherever spelling, revisions
/// or formats change. A merge field of Word becomes a tag.
struct WordTagJoining {
  let prefix: String
  let part: String

  /// A text of a paragraph, and how to find it.
  private struct Segment {
    let path: [Int]
    var text: [UInt8]
    let original: [UInt8]
  }

  func join(_ nodes: inout [WordNode]) throws(DocumentError) {
    for index in nodes.indices { try join(&nodes[index]) }
  }

  private func join(_ node: inout WordNode) throws(DocumentError) {
    if node.name == prefix + "p" {
      try takeMergeFields(&node)
      var segments: [Segment] = []
      gather(node, [], &segments)
      // Texts in boxes inside of the paragraph are paragraphs of their own.
      try joinInner(&node)
      try joinText(&segments)
      for segment in segments where segment.text != segment.original {
        set(&node, segment.path[...], segment.text)
      }
      try split(&node)
    } else {
      for index in node.children.indices { try join(&node.children[index]) }
    }
    node.count()
  }

  private func joinInner(_ node: inout WordNode) throws(DocumentError) {
    for index in node.children.indices {
      if node.children[index].name == prefix + "p" {
        try join(&node.children[index])
      } else {
        try joinInner(&node.children[index])
      }
    }
  }

  private func gather(_ node: WordNode, _ path: [Int], _ segments: inout [Segment]) {
    for (index, child) in node.children.enumerated() where child.name != prefix + "p" {
      if child.name == prefix + "t" {
        let text = Array(WordText.decode(child.children).utf8)
        segments.append(Segment(path: path + [index], text: text, original: text))
      } else {
        gather(child, path + [index], &segments)
      }
    }
  }

  /// A tag that begins in one text and ends in another moves to where it begins.
  private func joinText(_ segments: inout [Segment]) throws(DocumentError) {
    var index = 0
    var from = 0
    while index < segments.count {
      guard let start = WordText.find("{{", in: segments[index].text, from: from) ?? half(segments[index...], from)
      else {
        index += 1
        from = 0
        continue
      }
      var end = WordText.find("}}", in: segments[index].text, from: start)
      while end == nil {
        guard let next = segments[(index + 1)...].firstIndex(where: { !$0.text.isEmpty }) else {
          throw TemplateTag.error(
            "'{{' is never closed by '}}' in '\(String(decoding: segments[index].text[start...].prefix(60), as: UTF8.self))'",
            .init(part: part))
        }
        segments[index].text.append(segments[next].text.removeFirst())
        end = WordText.find("}}", in: segments[index].text, from: start)
      }
      from = (end ?? start) + 2
    }
  }

  /// A brace at the end of a text whose other half begins the next.
  private func half(_ segments: ArraySlice<Segment>, _ from: Int) -> Int? {
    guard let text = segments.first?.text, text.count > from, text.last == UInt8(ascii: "{"),
      segments.dropFirst().first(where: { !$0.text.isEmpty })?.text.first == UInt8(ascii: "{")
    else { return nil }
    return text.count - 1
  }

  private func set(_ node: inout WordNode, _ path: ArraySlice<Int>, _ text: [UInt8]) {
    guard let first = path.first else {
      node.start = Array("<\(prefix)t xml:space=\"preserve\">".utf8)
      node.end = Array("</\(prefix)t>".utf8)
      node.children = [.text(WordText.encode(String(decoding: text, as: UTF8.self)))]
      return
    }
    set(&node.children[first], path.dropFirst(), text)
  }

  /// Runs with tags are cut into runs without, and runs that are a tag.
  private func split(_ node: inout WordNode) throws(DocumentError) {
    var made: [WordNode] = []
    for child in node.children {
      var child = child
      if child.tag != nil || child.name == prefix + "p" {
        made.append(child)
      } else if child.name == prefix + "r" {
        made += try cut(child)
      } else {
        try split(&child)
        made.append(child)
      }
    }
    node.children = made
    node.count()
  }

  private func cut(_ run: WordNode) throws(DocumentError) -> [WordNode] {
    let properties = run.children.filter { $0.name == prefix + "rPr" }
    var made: [WordNode] = []
    var items: [WordNode] = []
    func flush() {
      guard !items.isEmpty else { return }
      made.append(WordNode(name: run.name, start: run.start, end: run.end, children: properties + items))
      items = []
    }
    var isCut = false
    for item in run.children where item.name != prefix + "rPr" {
      guard item.name == prefix + "t" else {
        items.append(item)
        continue
      }
      let text = Array(WordText.decode(item.children).utf8)
      var rest = 0
      while let start = WordText.find("{{", in: text, from: rest), let end = WordText.find("}}", in: text, from: start)
      {
        let tag = try TemplateTag(String(decoding: text[start + 2..<end], as: UTF8.self)[...], at: .init(part: part))
        if rest < start { items.append(plain(text[rest..<start])) }
        flush()
        made.append(run.holding(tag, properties))
        rest = end + 2
        isCut = true
      }
      if rest == 0 {
        items.append(item)
      } else if rest < text.count {
        items.append(plain(text[rest...]))
      }
    }
    guard isCut else {
      // Boxes in it may hold tags all the same.
      var run = run
      run.count()
      return [run]
    }
    flush()
    return made
  }

  private func plain(_ text: ArraySlice<UInt8>) -> WordNode {
    WordNode(
      name: prefix + "t", start: Array("<\(prefix)t xml:space=\"preserve\">".utf8), end: Array("</\(prefix)t>".utf8),
      children: [.text(WordText.encode(String(decoding: text, as: UTF8.self)))])
  }

  // MARK: Merge fields

  private func takeMergeFields(_ node: inout WordNode) throws(DocumentError) {
    var made: [WordNode] = []
    /// A field that begins with a character of its own: its runs, its instruction, and how deep others lie in it.
    var field: (runs: [WordNode], instruction: String, depth: Int)?
    for child in node.children {
      if var open = field {
        open.runs.append(child)
        open.instruction += instruction(child)
        open.depth += depth(child)
        guard open.depth <= 0 else {
          field = open
          continue
        }
        field = nil
        if let tag = try tag(open.instruction) {
          made.append(open.runs[0].holding(tag, properties(open.runs)))
        } else {
          made += open.runs
        }
      } else if child.name == prefix + "fldSimple", let tag = try tag(attribute("instr", child.start)) {
        let run = child.children.first { $0.name == prefix + "r" }
        let empty = WordNode(
          name: prefix + "r", start: Array("<\(prefix)r>".utf8), end: Array("</\(prefix)r>".utf8))
        made.append((run ?? empty).holding(tag, properties(run.map { [$0] } ?? [])))
      } else if child.name == prefix + "r", depth(child) > 0 {
        field = ([child], instruction(child), depth(child))
      } else {
        var child = child
        if child.name != prefix + "r", child.name != prefix + "p" { try takeMergeFields(&child) }
        made.append(child)
      }
    }
    if let field { made += field.runs }
    node.children = made
  }

  private func properties(_ runs: [WordNode]) -> [WordNode] {
    // Those of the result where there is one: the last run before the end shows it.
    let shown = runs.last { run in run.children.contains { $0.name == prefix + "t" } } ?? runs.first
    return shown?.children.filter { $0.name == prefix + "rPr" } ?? []
  }

  private func depth(_ node: WordNode) -> Int {
    var depth = 0
    for child in node.children where child.name == prefix + "fldChar" {
      switch attribute("fldCharType", child.start) {
      case "begin": depth += 1
      case "end": depth -= 1
      default: break
      }
    }
    return depth
  }

  private func instruction(_ node: WordNode) -> String {
    node.children.filter { $0.name == prefix + "instrText" }.map { WordText.decode($0.children) }.joined()
  }

  private func attribute(_ name: String, _ tag: [UInt8]) -> String {
    let mark = " \(prefix)\(name)="
    guard let start = WordText.find(mark, in: tag, from: 0), start + mark.utf8.count < tag.count else { return "" }
    let value = tag[(start + mark.utf8.count)...]
    guard let quote = value.first, let end = value.dropFirst().firstIndex(of: quote) else { return "" }
    return WordText.decode(String(decoding: value[(value.startIndex + 1)..<end], as: UTF8.self))
  }

  /// `MERGEFIELD Name \* Upper`: a field by that name.
  private func tag(_ instruction: String) throws(DocumentError) -> TemplateTag? {
    let words = WordText.words(instruction)
    guard words.first?.uppercased() == "MERGEFIELD", words.count > 1, !words[1].isEmpty else { return nil }
    var filters: [TemplateField.Filter] = []
    for (index, word) in words.enumerated() where word == "\\*" && index + 1 < words.count {
      switch words[index + 1].lowercased() {
      case "upper": filters.append(.init(name: "upper"))
      case "lower": filters.append(.init(name: "lower"))
      default: break
      }
    }
    return .field(TemplateField(path: [words[1]], filters: filters, place: .init(part: part), name: words[1]))
  }
}
