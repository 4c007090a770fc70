internal import Documents

/// Elements and text as a tree in one array: no depth of nesting costs stack.
struct HTMLTree {
  struct Node {
    /// Empty for text.
    var name: String
    var text = ""
    var attributes = HTMLAttributes()
    var parent: Int
    var firstChild = -1
    var lastChild = -1
    var next = -1
    var depth = 0

    var isText: Bool { name.isEmpty }
  }

  private(set) var nodes: [Node] = [Node(name: "#document", parent: -1)]
  /// Elements that were laid flat because they were too deep.
  private(set) var flattened = 0
  private var open = [0]
  /// Where the elements stand that there is but one of.
  private var single: [String: Int] = [:]
  private let maximumDepth: Int

  init(_ source: UnsafeBufferPointer<UInt8>, maximumDepth: Int = 200, tick: (Int) throws -> Void) rethrows {
    self.maximumDepth = maximumDepth
    var tokenizer = HTMLTokenizer(source)
    var count = 0
    while let token = tokenizer.next() {
      take(token)
      count += 1
      if count % 256 == 0 { try tick(tokenizer.position) }
    }
  }

  func children(of index: Int) -> [Int] {
    var children: [Int] = []
    var child = nodes[index].firstChild
    while child >= 0 {
      children.append(child)
      child = nodes[child].next
    }
    return children
  }

  /// The first element of that name below, in reading order.
  func first(_ name: String, in index: Int = 0) -> Int? {
    var found: Int?
    walk(index) { node in
      if found == nil, nodes[node].name == name { found = node }
      return found == nil
    }
    return found
  }

  /// Calls `visit` with every node below in reading order; false passes over what is inside.
  func walk(_ index: Int, _ visit: (Int) -> Bool) {
    var node = nodes[index].firstChild
    while node >= 0 {
      if visit(node), nodes[node].firstChild >= 0 {
        node = nodes[node].firstChild
        continue
      }
      while node != index, nodes[node].next < 0 { node = nodes[node].parent }
      if node == index { return }
      node = nodes[node].next
    }
  }

  /// All text below, as it stands.
  func text(of index: Int) -> String {
    var text = nodes[index].text
    walk(index) { node in
      text += nodes[node].text
      if nodes[node].name == "br" { text += "\n" }
      return true
    }
    return text
  }

  // MARK: Building

  private mutating func take(_ token: HTMLToken) {
    switch token {
    case .text(let text): add(Node(name: "", text: text, parent: 0))
    case .start(let name, let attributes, let isSelfClosing): start(name, attributes, isSelfClosing)
    case .end(let name): end(name)
    }
  }

  @discardableResult
  private mutating func add(_ node: Node) -> Int {
    let parent = open[open.count - 1]
    var node = node
    node.parent = parent
    node.depth = nodes[parent].depth + 1
    let index = nodes.count
    nodes.append(node)
    if nodes[parent].lastChild >= 0 {
      nodes[nodes[parent].lastChild].next = index
    } else {
      nodes[parent].firstChild = index
    }
    nodes[parent].lastChild = index
    return index
  }

  private mutating func start(_ name: String, _ attributes: HTMLAttributes, _ isSelfClosing: Bool) {
    if name == "html" || name == "body" || name == "head",
      let same = single[name]
    {
      // As many as one element may have: each is looked for among the others.
      for attribute in attributes.all where nodes[same].attributes.all.count < 100 {
        nodes[same].attributes.add(attribute.name, attribute.value)
      }
      return
    }
    closeImplied(by: name)
    let index = add(Node(name: name, attributes: attributes, parent: 0))
    if name == "html" || name == "body" || name == "head" { single[name] = index }
    let isForeign = isSelfClosing && (Self.foreign.contains(name) || isInForeign)
    guard !Self.void.contains(name), !isForeign else { return }
    guard open.count < maximumDepth else {
      flattened += 1
      return
    }
    open.append(index)
  }

  private var isInForeign: Bool {
    open.contains { nodes[$0].name == "math" || nodes[$0].name == "svg" }
  }

  private mutating func end(_ name: String) {
    if name == "br" { return start("br", HTMLAttributes(), false) }
    // Looks no further than the table or block that an inline's end tag stands in.
    for place in open.indices.dropFirst().reversed() {
      let open = nodes[self.open[place]].name
      if open == name {
        self.open.removeSubrange(place...)
        return
      }
      if Self.scopes.contains(open), !Self.scopes.contains(name) { return }
    }
  }

  /// Some elements end where another begins.
  private mutating func closeImplied(by name: String) {
    switch name {
    case "li": close(["li"], within: ["ul", "ol", "menu"])
    case "dt", "dd": close(["dt", "dd"], within: ["dl"])
    case "tr": close(["tr"], within: ["table"])
    case "td", "th": close(["td", "th"], within: ["tr", "table"])
    case "thead", "tbody", "tfoot": close(["thead", "tbody", "tfoot", "caption", "colgroup"], within: ["table"])
    case "option": close(["option"], within: ["select"])
    case "body": close(["head"], within: [])
    default: break
    }
    if Self.endsParagraph.contains(name) {
      close(["p"], within: Self.scopes)
      if name.utf8.count == 2, name.first == "h", let last = open.last, nodes[last].name.utf8.count == 2,
        nodes[last].name.first == "h", nodes[last].name != "hr"
      {
        open.removeLast()
      }
    }
  }

  private mutating func close(_ names: Set<String>, within scope: Set<String>) {
    for place in open.indices.dropFirst().reversed() {
      let name = nodes[open[place]].name
      if names.contains(name) {
        open.removeSubrange(place...)
        return
      }
      if scope.contains(name) { return }
    }
  }

  private static let void: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
  ]
  private static let foreign: Set<String> = ["svg", "math"]
  private static let scopes: Set<String> = [
    "table", "td", "th", "caption", "li", "ul", "ol", "dl", "dd", "dt", "blockquote", "figure", "section", "article",
    "aside", "main", "nav", "header", "footer", "body", "html", "button", "object", "div", "details", "tr", "tbody",
    "thead", "tfoot", "figcaption",
  ]
  private static let endsParagraph: Set<String> = [
    "address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div", "dl", "dt", "dd",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
    "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "ul",
  ]
}
