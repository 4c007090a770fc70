/// An element of a row with what is in it. Attributes are children without children.
final class XMLRowNode {
  let name: String
  var text: [UInt8] = []
  var children: [XMLRowNode] = []
  /// Whether the element says that its value is missing.
  var isNil = false

  init(_ name: String) { self.name = name }

  /// Whether there is anything but white space in its text.
  var hasText: Bool { text.contains { !($0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09) } }

  /// The text alone, as a part of the element.
  var textNode: XMLRowNode {
    let node = XMLRowNode(Self.textField)
    node.text = text
    return node
  }

  /// The field under which the text of an element with attributes or children is found.
  static let textField = "text"
}
