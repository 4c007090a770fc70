/// Which namespaces are bound where the writer stands.
struct XMLNamespaceScope {
  struct Binding {
    let prefix: Int
    let namespace: String
    /// What the prefix stood for outside, or -1.
    let outer: Int
  }

  private(set) var bindings: [Binding] = []
  /// For each prefix the number of its binding, or -1. 0 is the default namespace, 1 is `xml`.
  private var current: [Int] = [-1, -1]
  /// The prefixes that the open start tag uses.
  private(set) var used: [Int] = []
  private(set) var attributes: [(prefix: Int, local: Int)] = []

  static let xml = "http://www.w3.org/XML/1998/namespace"
  static let xmlns = "http://www.w3.org/2000/xmlns/"

  mutating func begin(using prefix: Int) {
    if !attributes.isEmpty { attributes.removeAll(keepingCapacity: true) }
    if !used.isEmpty { used.removeAll(keepingCapacity: true) }
    if prefix > 1 { used.append(prefix) }
  }

  mutating func note(prefix: Int, local: Int) {
    attributes.append((prefix, local))
    if prefix > 1 { used.append(prefix) }
  }

  /// False when the prefix is already bound in the element that began with `floor` bindings.
  mutating func bind(_ prefix: Int, to namespace: String, floor: Int) -> Bool {
    while current.count <= prefix { current.append(-1) }
    if current[prefix] >= floor { return false }
    bindings.append(Binding(prefix: prefix, namespace: namespace, outer: current[prefix]))
    current[prefix] = bindings.count - 1
    return true
  }

  @inline(__always)
  mutating func unbind(to floor: Int) {
    while bindings.count > floor {
      let last = bindings.removeLast()
      current[last.prefix] = last.outer
    }
  }

  func isBound(_ prefix: Int) -> Bool {
    prefix <= 1 || (prefix < current.count && current[prefix] >= 0)
  }

  func namespace(of prefix: Int) -> String {
    if prefix == 1 { return Self.xml }
    guard prefix < current.count, current[prefix] >= 0 else { return "" }
    return bindings[current[prefix]].namespace
  }

  /// Two attributes whose prefixes differ but whose namespace and local name are the same.
  func clash() -> (Int, Int)? {
    guard attributes.count > 1 else { return nil }
    var seen: [Int: [Int]] = [:]
    for (number, attribute) in attributes.enumerated() {
      for other in seen[attribute.local, default: []]
      where namespace(of: attributes[other].prefix).utf8.elementsEqual(namespace(of: attribute.prefix).utf8) {
        return (other, number)
      }
      seen[attribute.local, default: []].append(number)
    }
    return nil
  }
}
