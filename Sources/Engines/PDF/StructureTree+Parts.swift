/// Nodes that were added one after the other, to be added again elsewhere.
public struct StructurePart {
  let first: Int32
  let firstAttribute: Int32
  let entries: [StructureTree.Entry]
  let attributes: [StructureAttributes]

  /// The number of the first node.
  public var start: Int32 { first }
}

extension StructureTree {
  /// How many nodes and attributes there are: where a part begins.
  public struct Place: Sendable {
    let entries: Int
    let attributes: Int
  }

  public var place: Place { Place(entries: entries.count, attributes: attributes.count) }

  /// The nodes that were added since.
  public func part(since place: Place) -> StructurePart {
    StructurePart(
      first: Int32(place.entries), firstAttribute: Int32(place.attributes),
      entries: Array(entries[place.entries...]), attributes: Array(attributes[place.attributes...]))
  }

  /// Adds the nodes of a part again; those that lay under nodes outside of it come under `parent`.
  /// - Returns: How much larger the numbers of the nodes are now.
  public func add(_ part: StructurePart, to parent: Node) -> Int32 {
    let shift = Int32(entries.count) - part.first
    let attributeShift = Int32(attributes.count) - part.firstAttribute
    for entry in part.entries {
      var copy = Entry(
        role: entry.role, isLeaf: entry.isLeaf,
        parent: entry.parent >= part.first ? entry.parent + shift : parent.index)
      if entry.attributes >= 0 { copy.attributes = entry.attributes + attributeShift }
      _ = append(copy)
    }
    attributes.append(contentsOf: part.attributes)
    return shift
  }
}
