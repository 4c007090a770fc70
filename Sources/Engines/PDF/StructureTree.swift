/// The logical structure of a document: elements in reading order, and leaves that collect the marked content of pages.
///
/// A leaf keeps its place among its brothers however late its content is drawn, so the tree is in reading order by
/// construction.
public final class StructureTree {
  /// A node of the tree.
  public struct Node: Hashable, Sendable {
    /// For those who keep nodes as plain numbers.
    public let index: Int32

    @inlinable
    public init(_ index: Int32) {
      self.index = index
    }
  }

  struct Entry {
    var role: StructureRole
    var isLeaf: Bool
    var parent: Int32
    var next: Int32 = -1
    var first: Int32 = -1
    var last: Int32 = -1
    /// Of a leaf: its first and last piece of content in `contents`.
    var contentFirst: Int32 = -1
    var contentLast: Int32 = -1
    var attributes: Int32 = -1
    /// The first of its annotations.
    var annotation: Int32 = -1
  }

  struct Annotation {
    let object: Int32
    var next: Int32 = -1
  }

  struct Content {
    let page: Int32
    let number: Int32
    var next: Int32 = -1
  }

  private(set) var entries: [Entry] = []
  private(set) var contents: [Content] = []
  private(set) var annotations: [Annotation] = []
  var attributes: [StructureAttributes] = []
  public let root: Node

  init() {
    entries.append(Entry(role: .document, isLeaf: false, parent: -1))
    root = Node(0)
  }

  public func add(_ role: StructureRole, to parent: Node) -> Node {
    append(Entry(role: role, isLeaf: false, parent: parent.index))
  }

  public func add(_ role: StructureRole, to parent: Node, _ details: StructureAttributes) -> Node {
    let node = add(role, to: parent)
    set(details, of: node)
    return node
  }

  public func set(_ details: StructureAttributes, of node: Node) {
    let index = entries[Int(node.index)].attributes
    if index >= 0 {
      attributes[Int(index)] = details
    } else {
      attributes.append(details)
      entries[Int(node.index)].attributes = Int32(attributes.count - 1)
    }
  }

  /// Tells the box of a leaf's figure or formula, unless a box is known.
  public func setBounds(_ bounds: [Double], ofElementOf leaf: Node) {
    let index = Int(element(of: leaf))
    let role = entries[index].role
    guard role == .figure || role == .formula else { return }
    var details = entries[index].attributes >= 0 ? attributes[Int(entries[index].attributes)] : StructureAttributes()
    guard details.bounds == nil else { return }
    details.bounds = bounds
    set(details, of: Node(Int32(index)))
  }

  /// Tells the whole text of an element, for text whose glyphs stand in another order.
  public func setActualText(_ text: String, of node: Node) {
    let index = entries[Int(node.index)].attributes
    var details = index >= 0 ? attributes[Int(index)] : StructureAttributes()
    details.actualText = text
    set(details, of: node)
  }

  /// What is drawn for an element, between its other children.
  public func leaf(of parent: Node) -> Node {
    append(Entry(role: entries[Int(parent.index)].role, isLeaf: true, parent: parent.index))
  }

  func append(_ entry: Entry) -> Node {
    let index = Int32(entries.count)
    entries.append(entry)
    let parent = Int(entry.parent)
    let last = entries[parent].last
    if last >= 0 { entries[Int(last)].next = index } else { entries[parent].first = index }
    entries[parent].last = index
    return Node(index)
  }

  public func role(of node: Node) -> StructureRole {
    entries[Int(node.index)].role
  }

  /// The element that a leaf belongs to.
  func element(of leaf: Node) -> Int32 {
    let entry = entries[Int(leaf.index)]
    return entry.isLeaf ? entry.parent : leaf.index
  }

  func place(_ leaf: Node, page: Int, number: Int) {
    let index = Int32(contents.count)
    contents.append(Content(page: Int32(page), number: Int32(number)))
    let last = entries[Int(leaf.index)].contentLast
    if last >= 0 { contents[Int(last)].next = index } else { entries[Int(leaf.index)].contentFirst = index }
    entries[Int(leaf.index)].contentLast = index
  }

  func connect(_ node: Node, annotation: PDFObject) {
    let index = Int32(annotations.count)
    annotations.append(Annotation(object: annotation.number))
    var last = entries[Int(node.index)].annotation
    if last < 0 {
      entries[Int(node.index)].annotation = index
      return
    }
    while annotations[Int(last)].next >= 0 { last = annotations[Int(last)].next }
    annotations[Int(last)].next = index
  }
}
