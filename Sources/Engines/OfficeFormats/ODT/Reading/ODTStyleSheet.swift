internal import Documents
internal import XML

/// What the styles of a text mean.
struct ODTStyleSheet {
  struct Style {
    var title: String
    var base: String?
    var isAutomatic: Bool
    var text: XMLNode?
    var paragraph: XMLNode?
    var master: String?
    var column: XMLNode?
    var graphic: XMLNode?
    var table: XMLNode?
  }

  private var styles: [String: Style] = [:]
  private var lists: [String: XMLNode] = [:]
  private(set) var layouts: [String: XMLNode] = [:]
  private(set) var masters: [String: XMLNode] = [:]
  private(set) var sections: [String: XMLNode] = [:]
  private(set) var firstMaster: XMLNode?
  private(set) var language: String?

  mutating func read(_ node: XMLNode?, isAutomatic: Bool) {
    for item in node?.elements ?? [] {
      guard let name = item.local("name") else {
        if item.name.local == "default-style", item.local("family") == "paragraph" {
          language = Self.language(item.first("text-properties"))
        }
        continue
      }
      switch item.name.local {
      case "style":
        let family = item.local("family") ?? ""
        if family == "section" { sections[name] = item }
        styles["\(family) \(name)"] = Style(
          title: item.local("display-name") ?? name, base: item.local("parent-style-name"), isAutomatic: isAutomatic,
          text: item.first("text-properties"), paragraph: item.first("paragraph-properties"),
          master: item.local("master-page-name"), column: item.first("table-column-properties"),
          graphic: item.first("graphic-properties"), table: item.first("table-properties"))
      case "list-style": lists[name] = item
      case "page-layout": layouts[name] = item
      case "master-page":
        masters[name] = item
        if firstMaster == nil || name == "Standard" { firstMaster = item }
      default: break
      }
    }
  }

  func style(_ family: String, _ name: String?) -> Style? { name.flatMap { styles["\(family) \($0)"] } }

  static func language(_ node: XMLNode?) -> String? {
    guard let node else { return nil }
    for suffix in ["", "-asian", "-complex"] {
      guard let language = node.local("language" + suffix), language != "none", language != "zxx", !language.isEmpty
      else {
        continue
      }
      let country = node.local("country" + suffix) ?? "none"
      return DOCXLanguage.short(country == "none" || country.isEmpty ? language : "\(language)-\(country)")
    }
    return nil
  }

  /// Whether text is justified unless a paragraph says otherwise.
  var isJustified: Bool {
    ["Text_20_body", "Standard"].contains { style("paragraph", $0)?.paragraph?.local("text-align") == "justify" }
  }

  /// The role of a paragraph by its style's name or the nearest that says one.
  func role(_ name: String?) -> OfficeParagraph.Role {
    var next = name
    var steps = 0
    while let name = next, steps < 20 {
      let style = style("paragraph", name)
      if style?.isAutomatic != true, let role = OfficeStyleNames.role(style?.title ?? name) { return role }
      next = style?.base
      steps += 1
    }
    return .body
  }

  /// The name of the style that a paragraph's automatic one is based on.
  func named(_ name: String?) -> String {
    guard let style = style("paragraph", name), style.isAutomatic else { return name ?? "" }
    return style.base ?? ""
  }

  func run(_ name: String?, _ outer: RunStyle, documentLanguage: String) -> RunStyle {
    guard let name else { return outer }
    guard let style = style("text", name) else {
      return outer.with(OfficeStyleNames.marks(name))
    }
    var result = style.base.map { run($0, outer, documentLanguage: documentLanguage) } ?? outer
    if !style.isAutomatic { result = result.with(OfficeStyleNames.marks(style.title)) }
    guard let text = style.text else { return result }
    func set(_ mark: RunStyle.Marks, _ value: String?, _ isSet: (String) -> Bool) {
      guard let value else { return }
      if isSet(value) { result.marks.insert(mark) } else { result.marks.remove(mark) }
    }
    // What a named style looks like is its own matter; what somebody marked is in automatic ones.
    guard style.isAutomatic else { return result }
    set(.strong, text.local("font-weight")) { $0 == "bold" || (Int($0) ?? 400) >= 600 }
    set(.emphasis, text.local("font-style")) { $0 == "italic" || $0 == "oblique" }
    set(.strike, text.local("text-line-through-style") ?? text.local("text-line-through-type")) { $0 != "none" }
    set(.underline, text.local("text-underline-style")) { $0 != "none" }
    set(.smallCaps, text.local("font-variant")) { $0 == "small-caps" }
    if let position = text.local("text-position") {
      result.marks.subtract([.superscript, .subscript])
      let first = position.split(separator: " ").first ?? ""
      if first == "super" || (Int(first.dropLast()) ?? 0) > 0 { result.marks.insert(.superscript) }
      if first == "sub" || (Int(first.dropLast()) ?? 0) < 0 { result.marks.insert(.subscript) }
    }
    if let language = Self.language(text) {
      func primary(_ tag: String) -> Substring { tag.lowercased().split(separator: "-").first ?? "" }
      result.language = primary(language) == primary(documentLanguage) ? nil : language
    }
    return result
  }

  /// The kind of a list at a level, from 1.
  func marker(_ name: String?, level: Int) -> (marker: List.Marker, isDone: Bool?) {
    guard let node = name.flatMap({ lists[$0] })?.elements.first(where: { $0.local("level") == String(level) }) else {
      return (.bullet, nil)
    }
    guard node.name.local == "list-level-style-number" else {
      let sign = node.local("bullet-char")
      return (.bullet, sign == "☐" ? false : sign == "☒" || sign == "☑" ? true : nil)
    }
    let style: NumberStyle =
      switch node.local("num-format") {
      case "a": .lowerLetter
      case "A": .upperLetter
      case "i": .lowerRoman
      case "I": .upperRoman
      default: .decimal
      }
    let delimiter: List.Marker.Delimiter =
      node.local("num-prefix") == "(" ? .parentheses : node.local("num-suffix") == ")" ? .parenthesis : .period
    return (
      .ordered(start: node.local("start-value").flatMap { Int($0) } ?? 1, style: style, delimiter: delimiter), nil
    )
  }
}
