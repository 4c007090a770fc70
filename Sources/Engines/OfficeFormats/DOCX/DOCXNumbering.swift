internal import Documents

/// The numbering definitions of a document: one abstract definition a kind of list, one instance a list that counts.
struct DOCXNumbering {
  private enum Kind: Hashable {
    case headings
    /// For headings that stay out of the numbering of their style.
    case none
    case bullets
    case task(isDone: Bool)
    case numbers(NumberStyle, List.Marker.Delimiter)
  }

  private struct Instance {
    let abstract: Int
    /// The level that begins with another number, and that number.
    var start: (level: Int, number: Int)?
  }

  static let headings = 1
  static let unnumbered = 2
  static let deepest = 8
  /// Twentieths of a point from level to level.
  static let step = 360

  private var kinds: [Kind] = []
  private var instances: [Instance] = []
  private var shared: [Kind: Int] = [:]
  private let headingDepth: Int
  private let topHeading: Int

  var isEmpty: Bool { instances.isEmpty }

  /// Where headings are numbered, the first instance is theirs and the second that of those that are not.
  init(headingDepth: Int, topHeading: Int) {
    self.headingDepth = headingDepth
    self.topHeading = topHeading
    if headingDepth > 0 {
      _ = instance(.headings)
      _ = instance(.none)
    }
  }

  private mutating func abstract(_ kind: Kind) -> Int {
    if let known = kinds.firstIndex(of: kind) { return known }
    kinds.append(kind)
    return kinds.count - 1
  }

  private mutating func instance(_ kind: Kind) -> Int {
    if let known = shared[kind] { return known }
    let abstract = abstract(kind)
    instances.append(Instance(abstract: abstract))
    shared[kind] = instances.count
    return instances.count
  }

  /// The number of the instance for a list at a level; a list that counts gets one of its own, so that it restarts.
  mutating func instance(for marker: List.Marker, level: Int) -> Int {
    guard case .ordered(let start, let style, let delimiter) = marker else { return instance(.bullets) }
    let abstract = abstract(.numbers(style, delimiter))
    instances.append(Instance(abstract: abstract, start: (min(level, Self.deepest), min(max(start, 0), 1_000_000_000))))
    return instances.count
  }

  mutating func instance(forTask isDone: Bool) -> Int { instance(.task(isDone: isDone)) }

  // MARK: Markup

  var markup: MarkupStream {
    var xml = MarkupStream()
    xml.put(OfficePackage.declaration)
    xml.put("<w:numbering xmlns:w=\"\(DOCXNames.main)\">")
    for (index, kind) in kinds.enumerated() {
      xml.put("<w:abstractNum w:abstractNumId=\"\(index)\"><w:multiLevelType w:val=\"multilevel\"/>")
      for level in 0...Self.deepest { append(level, of: kind, &xml) }
      xml.put("</w:abstractNum>")
    }
    for (index, instance) in instances.enumerated() {
      xml.put("<w:num w:numId=\"\(index + 1)\"><w:abstractNumId w:val=\"\(instance.abstract)\"/>")
      if let start = instance.start {
        xml.put(
          "<w:lvlOverride w:ilvl=\"\(start.level)\"><w:startOverride w:val=\"\(start.number)\"/></w:lvlOverride>")
      }
      xml.put("</w:num>")
    }
    xml.put("</w:numbering>")
    return xml
  }

  private func append(_ level: Int, of kind: Kind, _ xml: inout MarkupStream) {
    xml.put("<w:lvl w:ilvl=\"\(level)\"><w:start w:val=\"1\"/>")
    let left = Self.step * (level + 1)
    switch kind {
    case .headings:
      let isUsed = level < headingDepth
      xml.put("<w:numFmt w:val=\"\(isUsed ? "decimal" : "none")\"/>")
      if level < 6 && isUsed { xml.put("<w:pStyle w:val=\"Heading\(level + 1)\"/>") }
      xml.put("<w:suff w:val=\"\(isUsed ? "space" : "nothing")\"/><w:lvlText w:val=\"")
      let first = min(topHeading - 1, level)
      if isUsed { xml.put((first...level).map { "%\($0 + 1)" }.joined(separator: ".")) }
      xml.put("\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"0\" w:firstLine=\"0\"/></w:pPr>")
    case .none:
      xml.put("<w:numFmt w:val=\"none\"/><w:suff w:val=\"nothing\"/><w:lvlText w:val=\"\"/><w:lvlJc w:val=\"left\"/>")
      xml.put("<w:pPr><w:ind w:left=\"0\" w:firstLine=\"0\"/></w:pPr>")
    case .bullets:
      let sign = ["•", "◦", "▪"][level % 3]
      xml.put("<w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\(sign)\"/><w:lvlJc w:val=\"left\"/>")
      indent(left, &xml)
      xml.put("<w:rPr><w:rFonts w:ascii=\"Noto Sans\" w:hAnsi=\"Noto Sans\" w:hint=\"default\"/></w:rPr>")
    case .task(let isDone):
      xml.put(
        "<w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\(isDone ? "☒" : "☐")\"/><w:lvlJc w:val=\"left\"/>")
      indent(left, &xml)
      xml.put("<w:rPr><w:rFonts w:ascii=\"Segoe UI Symbol\" w:hAnsi=\"Segoe UI Symbol\" w:hint=\"default\"/></w:rPr>")
    case .numbers(let style, let delimiter):
      xml.put("<w:numFmt w:val=\"\(Self.format(style))\"/><w:lvlText w:val=\"")
      switch delimiter {
      case .period: xml.put("%\(level + 1).")
      case .parenthesis: xml.put("%\(level + 1))")
      case .parentheses: xml.put("(%\(level + 1))")
      }
      xml.put("\"/><w:lvlJc w:val=\"left\"/>")
      indent(left, &xml)
    }
    xml.put("</w:lvl>")
  }

  private func indent(_ left: Int, _ xml: inout MarkupStream) {
    xml.put("<w:pPr><w:ind w:left=\"\(left)\" w:hanging=\"\(Self.step)\"/></w:pPr>")
  }

  static func format(_ style: NumberStyle) -> String {
    switch style {
    case .decimal: "decimal"
    case .lowerLetter: "lowerLetter"
    case .upperLetter: "upperLetter"
    case .lowerRoman: "lowerRoman"
    case .upperRoman: "upperRoman"
    }
  }
}
