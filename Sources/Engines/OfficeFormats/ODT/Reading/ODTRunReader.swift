internal import Documents
internal import XML

/// Reads the running text of one paragraph.
struct ODTRunReader {
  private let source: ODTSource
  private let isInNote: Bool
  var runs = OfficeRuns()
  private(set) var anchors: [String] = []
  private(set) var blocks: [Block] = []
  private(set) var formulas: [String] = []
  private(set) var sequence: (name: String, end: Int)?
  private var marks: [String: Int] = [:]
  private var isAfterSpace = true
  private let isSpan: Bool

  init(_ source: ODTSource, isInNote: Bool, isSpan: Bool) {
    self.source = source
    self.isInNote = isInNote
    self.isSpan = isSpan
  }

  mutating func read(_ content: [XMLNode.Content], _ style: RunStyle = RunStyle(), link: Link? = nil) throws {
    for item in content {
      switch item {
      case .text(let text): add(text, style, link)
      case .element(let node): try read(node, style, link)
      }
    }
  }

  /// White space folds into one space.
  private mutating func add(_ text: String, _ style: RunStyle, _ link: Link?) {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r" {
        if !isAfterSpace { result.append(" ") }
        isAfterSpace = true
      } else {
        result.append(scalar)
        isAfterSpace = false
      }
    }
    runs.text(String(result), style, link: link)
  }

  private mutating func put(_ text: String, _ style: RunStyle, _ link: Link?, isAfterSpace: Bool) {
    runs.text(text, style, link: link)
    self.isAfterSpace = isAfterSpace
  }

  private mutating func put(_ inline: Inline, _ style: RunStyle, _ link: Link?) {
    runs.add(inline, style, link: link)
    isAfterSpace = false
  }

  private mutating func read(_ node: XMLNode, _ style: RunStyle, _ link: Link?) throws {
    switch node.name.local {
    case "span":
      try read(
        node.content, source.sheet.run(node.local("style-name"), style, documentLanguage: source.language), link: link)
    case "a":
      let target = node.local("href") ?? ""
      try read(node.content, style, link: link ?? Link(target, title: node.local("title"), []))
    case "s":
      put(
        String(repeating: " ", count: min(max(node.local("c").flatMap { Int($0) } ?? 1, 0), 10_000)), style, link,
        isAfterSpace: false)
    case "tab": put("\t", style, link, isAfterSpace: true)
    case "line-break":
      runs.add(.lineBreak, style, link: link)
      isAfterSpace = true
    case "note": try note(node)
    case "note-ref":
      let name = node.local("ref-name") ?? ""
      put(.reference(Reference(source.noteNames[name] ?? name, form: .footnote)), RunStyle(), nil)
    case "bookmark", "reference-mark": if let name = node.local("name") { anchors.append(name) }
    case "bookmark-start", "reference-mark-start":
      guard let name = node.local("name") else { return }
      marks[name] = runs.count
      anchors.append(name)
      runs.seal()
    case "bookmark-end", "reference-mark-end":
      guard isSpan, let name = node.local("name"), let start = marks[name], start > 0, start < runs.count else {
        return
      }
      let inner = runs.take(from: start)
      runs.add(.span(Span(OfficeRuns.nested(inner[...]), attributes: Attributes(id: name))), RunStyle(), link: link)
      anchors.removeAll { $0 == name }
    case "bookmark-ref", "reference-ref", "sequence-ref": reference(node, style, link)
    case "sequence":
      put(node.text, style, link, isAfterSpace: false)
      runs.seal()
      sequence = ((node.local("name") ?? "").split(separator: "_").joined(separator: " "), runs.count)
    case "page-number": put(.variable("page"), style, link)
    case "page-count": put(.variable("pages"), style, link)
    case "chapter": put(.variable("section"), style, link)
    case "frame": try frame(node, style, link)
    case "custom-shape", "text-box", "annotation", "annotation-end", "soft-page-break", "change", "change-start",
      "change-end":
      if node.name.local == "annotation" { source.notes.warn("comment", "comments were left out", merging: true) }
    default: try read(node.content, style, link: link)
    }
  }

  private mutating func reference(_ node: XMLNode, _ style: RunStyle, _ link: Link?) {
    let target = node.local("ref-name") ?? ""
    let text = node.text
    let wording = source.wording
    switch node.local("reference-format") {
    case "page": put(.reference(Reference(target, form: .page)), style, link)
    case "number", "chapter", "number-no-superior", "number-all-superior":
      if let last = runs.pieces.last, case .text(let before) = last.content, before.hasSuffix(wording.section + " ") {
        _ = runs.take(from: runs.count - 1)
        runs.text(
          String(before.dropLast(wording.section.count + 1)), RunStyle(marks: last.marks, language: last.language),
          link: last.link)
        put(.reference(Reference(target)), style, link)
      } else {
        put(.reference(Reference(target, form: .number)), style, link)
      }
    default:
      let isLabel =
        [wording.figure, wording.table, wording.listing].contains { text.hasPrefix($0) } || text.hasPrefix("(")
      put(.reference(Reference(target, form: isLabel ? .label : .title)), style, link)
    }
  }

  private mutating func note(_ node: XMLNode) throws {
    guard !isInNote else { return }
    var reader = ODTBlockReader(source, isInNote: true)
    for child in node.first("note-body")?.elements ?? [] { try reader.add(child) }
    let id = node.local("id") ?? "note-\(source.noteNames.count + 1)"
    source.noteNames[id] = id
    put(.footnote(Footnote(id: id, reader.finish())), RunStyle(), nil)
  }

  private mutating func frame(_ node: XMLNode, _ style: RunStyle, _ link: Link?) throws {
    let description = node.first("desc")?.text ?? ""
    if let reference = node.first("object")?.local("href") {
      let found = try source.object(reference)
      if let tex = found.tex {
        formulas.append(tex)
        put(.math(tex), style, link)
      } else if var chart = found.chart {
        if chart.description != description, !description.isEmpty { chart.alternative = description }
        blocks.append(.chart(chart))
      }
      return
    }
    if let reference = node.first("image")?.local("href") {
      guard !reference.contains("://"), let name = source.picture(reference) else {
        return source.notes.warn("missing-image", "a picture is not in the file, and nothing is fetched", merging: true)
      }
      var image = Image(name, alternative: description, title: node.first("title")?.text)
      image.isDecorative = description.isEmpty && node.first("title") == nil
      let width = node.local("width").flatMap { Length($0) }?.points() ?? 0
      let height = node.local("height").flatMap { Length($0) }?.points() ?? 0
      OfficeImageSize.set(&image, width: width, height: height, source.resources[name])
      return put(.image(image), style, link)
    }
    guard let box = node.first("text-box") else { return }
    var reader = ODTBlockReader(source, isInNote: isInNote)
    for child in box.elements { try reader.add(child) }
    blocks += reader.finish()
  }
}
