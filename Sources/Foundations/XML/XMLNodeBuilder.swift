/// Builds the tree of a document as its events come.
final class XMLNodeBuilder: XMLHandler {
  private struct Open {
    let name: XMLName
    let attributes: [XMLAttribute]
    var content: [XMLNode.Content] = []
  }

  private var open: [Open] = []
  private var run: [UInt8] = []
  private(set) var root: XMLNode?

  func start(_ tag: borrowing XMLStartTag) throws {
    endText()
    open.append(Open(name: tag.name, attributes: tag.attributes))
  }

  func end(_ name: XMLName) throws {
    endText()
    guard let last = open.popLast() else { return }
    let node = XMLNode(name: last.name, attributes: last.attributes, content: last.content)
    if open.isEmpty { root = node } else { open[open.count - 1].content.append(.element(node)) }
  }

  func text(_ utf8: UnsafeBufferPointer<UInt8>) throws {
    run.append(contentsOf: utf8)
  }

  private func endText() {
    guard !run.isEmpty, !open.isEmpty else { return }
    open[open.count - 1].content.append(.text(String(decoding: run, as: UTF8.self)))
    run.removeAll(keepingCapacity: true)
  }
}
