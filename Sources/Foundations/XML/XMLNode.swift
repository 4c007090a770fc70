/// An element of a small document held in memory.
public struct XMLNode: Sendable, Hashable {
  public enum Content: Sendable, Hashable {
    case element(XMLNode)
    case text(String)
  }

  public let name: XMLName
  public let attributes: [XMLAttribute]
  /// Elements and text in order; comments and instructions are left out.
  public let content: [Content]

  public init(name: XMLName, attributes: [XMLAttribute] = [], content: [Content] = []) {
    self.name = name
    self.attributes = attributes
    self.content = content
  }

  /// The root element of a document. The deepest document it takes has 1,000 levels.
  public static func read(_ bytes: [UInt8], options: XMLReaderOptions = XMLReaderOptions()) throws -> XMLNode {
    var options = options
    options.limits.depth = min(options.limits.depth, 1_000)
    let builder = XMLNodeBuilder()
    try XMLReader.read(bytes, handler: builder, options: options)
    guard let root = builder.root else { throw XMLError(.malformed, "The document has no element.") }
    return root
  }

  /// The value of the attribute without a namespace.
  public subscript(attribute: String) -> String? {
    self[XMLName(attribute)]
  }

  public subscript(attribute: XMLName) -> String? {
    attributes.first { $0.name == attribute }?.value
  }

  public var elements: [XMLNode] {
    content.compactMap { if case .element(let node) = $0 { node } else { nil } }
  }

  /// The child elements of that local name, whatever their namespace.
  public func all(_ local: String) -> [XMLNode] {
    elements.filter { $0.name.local == local }
  }

  public func all(_ name: XMLName) -> [XMLNode] {
    elements.filter { $0.name == name }
  }

  /// The first element along a path of local names (`"body/table/row"`).
  public func first(_ path: String) -> XMLNode? {
    path.split(separator: "/").reduce(self) { node, local in
      node?.elements.first { $0.name.local == local }
    }
  }

  /// All text in the element, its descendants' too.
  public var text: String {
    var text = ""
    gather(&text)
    return text
  }

  private func gather(_ text: inout String) {
    for each in content {
      switch each {
      case .text(let piece): text += piece
      case .element(let node): node.gather(&text)
      }
    }
  }
}
