internal import Tables
internal import XML

/// Puts the elements of rows together and passes each complete row on.
final class XMLRowHandler: XMLHandler {
  private let path: [String]
  private let row: (XMLRowNode) throws -> Void
  private var open: [String] = []
  /// The row and what is open in it.
  private var nodes: [XMLRowNode] = []
  private static let instance = "http://www.w3.org/2001/XMLSchema-instance"

  init(_ path: [String], row: @escaping (XMLRowNode) throws -> Void) {
    self.path = path
    self.row = row
  }

  func start(_ tag: borrowing XMLStartTag) {
    let name = tag.name.local
    if nodes.isEmpty {
      open.append(name)
      guard open.count == path.count, open == path else { return }
    }
    let node = XMLRowNode(name)
    for index in 0..<tag.attributeCount {
      let attribute = tag.attributeName(at: index)
      if attribute.namespace == Self.instance {
        if attribute.local == "nil", tag.attributeValue(at: index) == "true" { node.isNil = true }
        continue
      }
      let child = XMLRowNode(attribute.local)
      child.text = Array(tag.attributeUTF8(at: index))
      node.children.append(child)
    }
    nodes.last?.children.append(node)
    nodes.append(node)
  }

  func text(_ utf8: UnsafeBufferPointer<UInt8>) { nodes.last?.text.append(contentsOf: utf8) }

  func end(_ name: XMLName) throws {
    guard let node = nodes.popLast() else {
      open.removeLast()
      return
    }
    guard nodes.isEmpty else { return }
    open.removeLast()
    try row(node)
  }
}
