internal import Documents

/// `@key, p. 12; @other`.
enum MarkdownCitation {
  static func parse(_ text: String) -> Citation? {
    var items: [Citation.Item] = []
    var isInText = false
    for (index, part) in text.split(separator: ";", omittingEmptySubsequences: false).enumerated() {
      var part = part.drop { $0 == " " }
      if index == 0, part.hasPrefix("@@") {
        isInText = true
        part = part.dropFirst()
      }
      guard part.first == "@" else { return nil }
      let key = part.dropFirst().prefix { $0.isLetter || $0.isNumber || "_:.#$%&-+?~/".contains($0) }
      guard !key.isEmpty else { return nil }
      let rest = part.dropFirst(key.count + 1)
      guard rest.isEmpty || rest.first == "," else { return nil }
      let locator = rest.dropFirst().drop { $0 == " " }
      items.append(Citation.Item(String(key), locator: locator.isEmpty ? nil : String(locator)))
    }
    return items.isEmpty ? nil : Citation(items, isInText: isInText)
  }

  static func text(_ citation: Citation) -> String {
    "[" + (citation.isInText ? "@" : "")
      + citation.items.map { "@" + $0.key + ($0.locator.map { ", " + $0 } ?? "") }.joined(separator: "; ") + "]"
  }
}
