internal import Documents
internal import XML

/// What the styles and numberings of a document mean.
struct DOCXStyleSheet {
  struct Style {
    var name = ""
    var base: String?
    var outline: Int?
    var numbering: (instance: Int?, level: Int)?
    var marks: RunStyle.Marks = []
    var isParagraph = true
  }

  struct Level {
    var format = "decimal"
    var text = ""
    var start = 1
  }

  private(set) var styles: [String: Style] = [:]
  private(set) var language: String?
  /// Whether text is justified unless a paragraph says otherwise.
  private(set) var isJustified = false
  private var abstracts: [Int: [Int: Level]] = [:]
  private var instances: [Int: (abstract: Int, starts: [Int: Int])] = [:]

  init(styles: XMLNode?, numbering: XMLNode?) {
    let normal = styles?.all("style").first { $0.local("type") == "paragraph" && $0.local("default") != nil }
    for node in styles?.all("style") ?? [] {
      guard let id = node.local("styleId") else { continue }
      var style = Style()
      style.name = node.first("name")?.local("val") ?? id
      style.base = node.first("basedOn")?.local("val")
      style.outline = node.first("pPr/outlineLvl")?.local("val").flatMap { Int($0) }
      style.isParagraph = node.local("type") != "character"
      if let own = node.first("pPr/numPr") {
        style.numbering = (
          own.first("numId")?.local("val").flatMap { Int($0) }, own.first("ilvl")?.local("val").flatMap { Int($0) } ?? 0
        )
      }
      if !style.isParagraph { style.marks = OfficeStyleNames.marks(style.name) }
      self.styles[id] = style
    }
    isJustified = [styles?.first("docDefaults/pPrDefault/pPr/jc"), normal?.first("pPr/jc")].contains {
      $0?.local("val") == "both"
    }
    let lang = styles?.first("docDefaults/rPrDefault/rPr/lang")
    language = lang?.local("val") ?? lang?.local("eastAsia") ?? lang?.local("bidi")
    read(numbering)
  }

  private mutating func read(_ numbering: XMLNode?) {
    for node in numbering?.all("abstractNum") ?? [] {
      guard let id = node.local("abstractNumId").flatMap({ Int($0) }) else { continue }
      var levels: [Int: Level] = [:]
      for level in node.all("lvl") {
        guard let index = level.local("ilvl").flatMap({ Int($0) }) else { continue }
        levels[index] = Level(
          format: level.first("numFmt")?.local("val") ?? "decimal", text: level.first("lvlText")?.local("val") ?? "",
          start: level.first("start")?.local("val").flatMap { Int($0) } ?? 1)
      }
      abstracts[id] = levels
    }
    for node in numbering?.all("num") ?? [] {
      guard let id = node.local("numId").flatMap({ Int($0) }),
        let abstract = node.first("abstractNumId")?.local("val").flatMap({ Int($0) })
      else { continue }
      var starts: [Int: Int] = [:]
      for override in node.all("lvlOverride") {
        if let level = override.local("ilvl").flatMap({ Int($0) }),
          let start = override.first("startOverride")?.local("val").flatMap({ Int($0) })
        {
          starts[level] = start
        }
      }
      instances[id] = (abstract, starts)
    }
  }

  /// The role of a paragraph's style, its own or the nearest that says one.
  func role(_ id: String?) -> OfficeParagraph.Role {
    var next = id
    var steps = 0
    while let id = next, steps < 20 {
      let style = styles[id]
      if let role = OfficeStyleNames.role(style?.name ?? id) { return role }
      if let outline = style?.outline, (0..<6).contains(outline) { return .heading(outline + 1, isListed: true) }
      next = style?.base
      steps += 1
    }
    return .body
  }

  /// The numbering of a paragraph: its own, or its style's.
  func numbering(_ id: String?) -> (instance: Int?, level: Int)? {
    var next = id
    var steps = 0
    while let id = next, steps < 20, let style = styles[id] {
      if let numbering = style.numbering { return numbering }
      next = style.base
      steps += 1
    }
    return nil
  }

  func marker(_ instance: Int, level: Int) -> OfficeParagraph.Marker? {
    guard instance > 0, let found = instances[instance], let form = abstracts[found.abstract]?[level] else {
      return nil
    }
    var marker = OfficeParagraph.Marker(level: min(max(level, 0), 20), marker: .bullet, isDone: nil, group: instance)
    let delimiter: List.Marker.Delimiter =
      form.text.hasPrefix("(") ? .parentheses : form.text.hasSuffix(")") ? .parenthesis : .period
    let style: NumberStyle
    switch form.format {
    case "none": return nil
    case "bullet":
      if form.text == "☐" || form.text == "☒" || form.text == "☑" { marker.isDone = form.text != "☐" }
      // All bullets of a level are one list: nothing counts.
      marker.group = -1
      return marker
    case "lowerLetter": style = .lowerLetter
    case "upperLetter": style = .upperLetter
    case "lowerRoman": style = .lowerRoman
    case "upperRoman": style = .upperRoman
    default: style = .decimal
    }
    marker.marker = .ordered(start: found.starts[level] ?? form.start, style: style, delimiter: delimiter)
    return marker
  }
}
