internal import Documents
internal import XML

/// Cuts a part of a Word file into its elements without changing a byte.
struct WordMarkup {
  private final class Nothing: XMLHandler {}

  private let bytes: [UInt8]
  private let part: String
  private var place = 0

  /// The prefix of WordprocessingML with its colon, and all that the part consists of.
  static func read(_ bytes: [UInt8], part: String) throws -> (prefix: String, nodes: [WordNode]) {
    do {
      let options = XMLReaderOptions(limits: XMLLimits(documentBytes: 64 << 20, depth: 400))
      // What is cut below is known to be well-formed.
      try XMLReader.read(bytes, handler: Nothing(), options: options)
    } catch let error as XMLError {
      throw DocumentError(
        error.code == .limit ? .limit : .syntax, error.message,
        at: .init(line: error.position?.line, column: error.position?.column, part: part))
    }
    guard !bytes.starts(with: [0xFE, 0xFF]), !bytes.starts(with: [0xFF, 0xFE]), !bytes.prefix(64).contains(0) else {
      throw DocumentError(.unsupported, "the template is not in UTF-8; save it again in Word", at: .init(part: part))
    }
    var markup = WordMarkup(bytes: bytes, part: part)
    let nodes = markup.nodes()
    return (prefix(nodes), nodes)
  }

  private init(bytes: [UInt8], part: String) {
    self.bytes = bytes
    self.part = part
  }

  private mutating func nodes() -> [WordNode] {
    var open: [WordNode] = []
    var nodes: [WordNode] = []
    while place < bytes.count {
      let start = place
      if bytes[place] != UInt8(ascii: "<") {
        place = bytes[place...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
        nodes.append(.text(Array(bytes[start..<place])))
        continue
      }
      switch bytes[place + 1] {
      case UInt8(ascii: "!"):
        skip(behind: bytes[place + 2] == UInt8(ascii: "[") ? "]]>" : "-->")
        nodes.append(.text(Array(bytes[start..<place])))
      case UInt8(ascii: "?"):
        skip(behind: "?>")
        nodes.append(.text(Array(bytes[start..<place])))
      case UInt8(ascii: "/"):
        skip(behind: ">")
        guard var parent = open.popLast() else { continue }
        parent.end = Array(bytes[start..<place])
        let children = nodes
        // Its own siblings were put aside in `children` while it was open.
        nodes = parent.children
        parent.children = children
        nodes.append(parent)
      default:
        skipTag()
        var node = WordNode(name: name(start + 1), start: Array(bytes[start..<place]))
        if bytes[place - 2] == UInt8(ascii: "/") {
          nodes.append(node)
        } else {
          node.children = nodes
          nodes = []
          open.append(node)
        }
      }
    }
    return nodes
  }

  private func name(_ start: Int) -> String {
    let end = bytes[start...].firstIndex { $0 <= 0x20 || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ">") }
    return String(decoding: bytes[start..<(end ?? start)], as: UTF8.self)
  }

  private mutating func skipTag() {
    var quote: UInt8?
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return
      }
    }
  }

  private mutating func skip(behind mark: StaticString) {
    let length = mark.utf8CodeUnitCount
    mark.withUTF8Buffer { mark in
      while place + length <= bytes.count, !bytes[place..<place + length].elementsEqual(mark) { place += 1 }
    }
    place = min(place + length, bytes.count)
  }

  /// As the root declares it; there are files that call it other than `w:`.
  private static func prefix(_ nodes: [WordNode]) -> String {
    guard let root = nodes.first(where: { !$0.name.isEmpty }) else { return "w:" }
    let tag = String(decoding: root.start, as: UTF8.self)
    for space in [
      "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
      "http://purl.oclc.org/ooxml/wordprocessingml/main",
    ] {
      for attribute in tag.split(whereSeparator: { $0.isWhitespace || $0 == ">" }) {
        let sides = attribute.split(separator: "=", maxSplits: 1)
        guard sides.count == 2, sides[1].dropFirst().dropLast() == space else { continue }
        if sides[0] == "xmlns" { return "" }
        if sides[0].hasPrefix("xmlns:") { return sides[0].dropFirst(6) + ":" }
      }
    }
    return "w:"
  }
}
