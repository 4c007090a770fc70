internal import Tables

/// The column type that the elements of one name have in common.
final class XMLRowTypes {
  private var texts = TypeInference()
  /// Parts in the order in which they were met.
  private(set) var parts: [(name: String, types: XMLRowTypes)] = []
  private var places: [String: Int] = [:]
  /// Whether there was an element of this name beside another in one parent.
  private var isRepeated = false
  private var hasText = false

  func add(_ node: XMLRowNode) {
    if node.isNil { return }
    if node.children.isEmpty {
      if node.text.isEmpty { texts.addNull() } else { node.text.withUnsafeBytes { texts.add($0) } }
      return
    }
    if node.hasText { hasText = true }
    addParts(node.children)
  }

  /// A row, whose parts are columns, its text too.
  func addRow(_ node: XMLRowNode) {
    addParts(node.children)
    if node.hasText { part(XMLRowNode.textField).add(node.textNode) }
  }

  private func addParts(_ children: [XMLRowNode]) {
    var counts: [String: Int] = [:]
    for child in children {
      let part = part(child.name)
      counts[child.name, default: 0] += 1
      if counts[child.name] == 2 { part.isRepeated = true }
      part.add(child)
    }
  }

  private func part(_ name: String) -> XMLRowTypes {
    if let place = places[name] { return parts[place].types }
    let types = XMLRowTypes()
    places[name] = parts.count
    parts.append((name, types))
    return types
  }

  var columns: [Column] { parts.map { Column($0.name, $0.types.isRepeated ? .list($0.types.type) : $0.types.type) } }

  private var type: ColumnType {
    guard !parts.isEmpty else { return texts.result.type }
    // What our writer makes of a list.
    if parts.count == 1, parts[0].name == "item", !hasText { return .list(parts[0].types.type) }
    var fields = columns
    let hasPlainText = hasText || texts.values > 0
    if hasPlainText, !fields.contains(where: { $0.name == XMLRowNode.textField }) {
      fields.append(Column(XMLRowNode.textField, .text))
    }
    return .object(fields)
  }
}
