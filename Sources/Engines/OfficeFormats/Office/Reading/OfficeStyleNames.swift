internal import Documents

/// What the names of styles mean, in the words of Word, LibreOffice, pandoc and ours.
enum OfficeStyleNames {
  /// The role of a paragraph by its style's name; nil leaves it to the style that it is based on.
  static func role(_ name: String) -> OfficeParagraph.Role? {
    let name = name.lowercased().split(separator: "_20_").joined(separator: " ").filter { $0 != "-" }
    if name.hasPrefix("heading "), let level = Int(name.dropFirst(8)) {
      return .heading(min(max(level, 1), 6), isListed: true)
    }
    if name.hasPrefix("unlisted heading "), let level = Int(name.dropFirst(17)) {
      return .heading(min(max(level, 1), 6), isListed: false)
    }
    if name.hasPrefix("unnumbered heading "), let level = Int(name.dropFirst(19)) {
      return .heading(min(max(level, 1), 6), isListed: true)
    }
    if name.hasPrefix("toc ") || name.hasPrefix("contents ") || name.hasPrefix("figure index") {
      return name == "toc heading" || name == "contents heading" ? .listedHeading : .listed
    }
    if name.hasPrefix("callout ") { return callout(name) }
    if name.hasPrefix("list continue") { return .listContinue(Int(name.dropFirst(14)) ?? 1) }
    return fixed[name]
  }

  private static let fixed: [String: OfficeParagraph.Role] = [
    "title": .title, "subtitle": .subtitle, "author": .author, "date": .date, "quote": .quote,
    "intense quote": .quote, "quotations": .quote, "block text": .quote, "quote attribution": .attribution,
    "source code": .code, "preformatted text": .code, "html preformatted": .code, "caption": .caption,
    "caption above": .caption, "image caption": .caption, "table caption": .caption, "illustration": .caption,
    "table": .caption, "figure": .body, "definition term": .term, "definition": .definition,
    "horizontal rule": .rule, "horizontal line": .rule, "table of figures": .listed, "bibliography": .bibliography,
    "abstract": .division(.abstract), "address": .division(.address), "signature": .division(.signature),
    "dedication": .division(.dedication), "normal": .body, "standard": .body, "text body": .body,
  ]

  private static func callout(_ name: String) -> OfficeParagraph.Role? {
    let words = name.split(separator: " ")
    guard words.count >= 2, let form = Callout.Form(rawValue: String(words[1])) else { return nil }
    return .callout(form, isTitle: words.last == "title")
  }

  /// What a character style adds to its runs.
  static func marks(_ name: String) -> RunStyle.Marks {
    switch name.lowercased().split(separator: "_20_").joined(separator: " ") {
    case "strong", "strong emphasis": .strong
    case "emphasis": .emphasis
    case "verbatim char", "source text", "html code", "html typewriter", "code": .code
    default: []
    }
  }
}
