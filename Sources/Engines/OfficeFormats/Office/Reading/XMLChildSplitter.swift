internal import XML

/// Hands out the children of one element as trees, one at a time, so that a text of any size needs little memory.
final class XMLChildSplitter: XMLHandler {
  private struct Open {
    let name: XMLName
    let attributes: [XMLAttribute]
    var content: [XMLNode.Content] = []
  }

  private let parent: String
  private let also: Set<String>
  private let body: (XMLNode) throws -> Void
  private var open: [Open] = []
  private var run: [UInt8] = []
  /// How deep the reader is, and where the parent began.
  private var depth = 0
  private var parentDepth: Int?

  /// - Parameters:
  ///   - parent: the local name of the element whose children are handed out.
  ///   - also: elements beside the parent that are handed out whole.
  init(parent: String, also: Set<String> = [], _ body: @escaping (XMLNode) throws -> Void) {
    self.parent = parent
    self.also = also
    self.body = body
  }

  func start(_ tag: borrowing XMLStartTag) throws {
    depth += 1
    if !open.isEmpty || parentDepth != nil || also.contains(tag.name.local) {
      endText()
      open.append(Open(name: tag.name, attributes: tag.attributes))
    } else if tag.name.local == parent {
      parentDepth = depth
    }
  }

  func end(_ name: XMLName) throws {
    defer { depth -= 1 }
    if open.isEmpty {
      if parentDepth == depth { parentDepth = nil }
      return
    }
    endText()
    let last = open.removeLast()
    let node = XMLNode(name: last.name, attributes: last.attributes, content: last.content)
    if open.isEmpty { try body(node) } else { open[open.count - 1].content.append(.element(node)) }
  }

  func text(_ utf8: UnsafeBufferPointer<UInt8>) throws {
    if !open.isEmpty { run.append(contentsOf: utf8) }
  }

  private func endText() {
    guard !run.isEmpty, !open.isEmpty else { return run.removeAll(keepingCapacity: true) }
    open[open.count - 1].content.append(.text(String(decoding: run, as: UTF8.self)))
    run.removeAll(keepingCapacity: true)
  }
}

extension XMLNode {
  /// The attribute of that local name, whatever its namespace.
  func local(_ name: String) -> String? {
    attributes.first { $0.name.local == name }?.value
  }
}
