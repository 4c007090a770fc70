internal import XML

extension XMLNode {
  /// The first element of that local name at any depth, in the order of the document.
  func descendant(_ local: String) -> XMLNode? {
    for element in elements {
      if element.name.local == local { return element }
      if let found = element.descendant(local) { return found }
    }
    return nil
  }

  /// All elements of that local name that are not inside of another one.
  func descendants(_ local: String) -> [XMLNode] {
    elements.flatMap { $0.name.local == local ? [$0] : $0.descendants(local) }
  }
}
