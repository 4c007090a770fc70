internal import Documents

/// The automatic styles of a text: each combination of properties once, named in the order of its first use.
struct ODTStyleBook {
  private struct Key: Hashable {
    let family: String
    let letter: String
    let parent: String
    let properties: String
    let more: String
  }

  private var names: [Key: String] = [:]
  private var order: [Key] = []
  private var runs: [RunStyle: String] = [:]
  private var lists: [String: String] = [:]
  private var listOrder: [(name: String, levels: String)] = []
  private var counts: [String: Int] = [:]

  /// The name of a style; `more` are attributes of the style itself.
  mutating func name(_ family: String, _ letter: String, parent: String, _ properties: String, more: String = "")
    -> String
  {
    let key = Key(family: family, letter: letter, parent: parent, properties: properties, more: more)
    if let known = names[key] { return known }
    counts[letter, default: 0] += 1
    let name = "\(letter)\(counts[letter] ?? 1)"
    names[key] = name
    order.append(key)
    return name
  }

  /// The style of a run; nil where it looks like its paragraph.
  mutating func run(_ style: RunStyle, _ make: (RunStyle) -> (parent: String, properties: String)?) -> String? {
    if style.marks.isEmpty && style.language == nil { return nil }
    var key = style
    key.direction = nil
    if let known = runs[key] { return known }
    guard let made = make(key) else { return nil }
    let name = name("text", "T", parent: made.parent, made.properties)
    runs[key] = name
    return name
  }

  mutating func list(_ levels: String) -> String {
    if let known = lists[levels] { return known }
    let name = "L\(lists.count + 1)"
    lists[levels] = name
    listOrder.append((name, levels))
    return name
  }

  func append(to xml: inout MarkupStream) {
    for key in order {
      guard let name = names[key] else { continue }
      xml.put("<style:style style:name=\"\(name)\" style:family=\"\(key.family)\"")
      if !key.parent.isEmpty { xml.put(" style:parent-style-name=\"\(key.parent)\"") }
      xml.put(key.more)
      xml.put(">")
      xml.put(key.properties)
      xml.put("</style:style>")
    }
    for item in listOrder { xml.put("<text:list-style style:name=\"\(item.name)\">\(item.levels)</text:list-style>") }
  }
}
