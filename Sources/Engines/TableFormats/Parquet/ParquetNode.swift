internal import Tables

/// A node of a file's schema tree, as the reader puts rows together by it.
indirect enum ParquetNode {
  struct Leaf {
    var index: Int
    var element: ParquetMetadata.Element
    var type: ColumnType
    var maxDefinition: Int
    var maxRepetition: Int
  }

  case leaf(Leaf)
  /// `definition` is the level from which on the object is there.
  case object([ParquetNode], definition: Int)
  /// The list is there from `definition` on, and has elements from `elementDefinition` on.
  case list(ParquetNode, definition: Int, elementDefinition: Int, repetition: Int)

  var firstLeaf: Int {
    switch self {
    case .leaf(let leaf): leaf.index
    case .object(let children, _): children.first?.firstLeaf ?? 0
    case .list(let element, _, _, _): element.firstLeaf
    }
  }

  var leaves: [Leaf] {
    switch self {
    case .leaf(let leaf): [leaf]
    case .object(let children, _): children.flatMap(\.leaves)
    case .list(let element, _, _, _): element.leaves
    }
  }
}

/// Builds the table's columns and the nodes from the flat list of schema elements.
struct ParquetSchemaBuilder {
  private let elements: [ParquetMetadata.Element]
  private var position = 1
  private var leaves = 0
  private var depth = 0

  static func build(_ metadata: ParquetMetadata) throws(TableError) -> (columns: [Column], nodes: [ParquetNode]) {
    guard let root = metadata.elements.first else { throw TableError(.syntax, "the Parquet file has no schema") }
    var builder = ParquetSchemaBuilder(metadata.elements)
    var columns: [Column] = []
    var nodes: [ParquetNode] = []
    for _ in 0..<max(root.children, 0) {
      let (column, node) = try builder.node(definition: 0, repetition: 0)
      columns.append(column)
      nodes.append(node)
    }
    guard !columns.isEmpty else { throw TableError(.unsupported, "the Parquet file has no columns") }
    let names = UniqueNames.of(columns.map(\.name))
    for index in columns.indices { columns[index].name = names[index] }
    return (columns, nodes)
  }

  private init(_ elements: [ParquetMetadata.Element]) { self.elements = elements }

  private mutating func take() throws(TableError) -> ParquetMetadata.Element {
    guard position < elements.count else { throw TableError(.syntax, "the Parquet schema ends too early") }
    defer { position += 1 }
    return elements[position]
  }

  private mutating func node(definition: Int, repetition: Int) throws(TableError) -> (Column, ParquetNode) {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 32 else { throw TableError(.limit, "the Parquet schema is nested too deep") }
    let element = try take()
    if element.repetition == 2 {
      // A repeated field outside of a LIST is a list of required elements (version 1 writers).
      let inner = try body(element, definition: definition + 1, repetition: repetition + 1)
      return (
        Column(element.name, .list(inner.type), isNullable: false),
        .list(
          inner.node, definition: definition, elementDefinition: definition + 1, repetition: repetition + 1)
      )
    }
    let isNullable = element.repetition == 1
    let inner = try body(element, definition: definition + (isNullable ? 1 : 0), repetition: repetition)
    return (Column(element.name, inner.type, isNullable: isNullable), inner.node)
  }

  /// What lies below an element whose own repetition is counted already.
  private mutating func body(
    _ element: ParquetMetadata.Element, definition: Int, repetition: Int
  ) throws(TableError) -> (type: ColumnType, node: ParquetNode) {
    guard element.children > 0 else {
      guard element.physical != nil else { throw TableError(.unsupported, "the group '\(element.name)' has no fields") }
      let type = try ParquetTypes.columnType(element)
      defer { leaves += 1 }
      return (
        type,
        .leaf(.init(index: leaves, element: element, type: type, maxDefinition: definition, maxRepetition: repetition))
      )
    }
    if isList(element) { return try list(element, definition: definition, repetition: repetition) }
    var fields: [Column] = []
    var nodes: [ParquetNode] = []
    for _ in 0..<element.children {
      let (column, node) = try node(definition: definition, repetition: repetition)
      fields.append(column)
      nodes.append(node)
    }
    return (.object(fields), .object(nodes, definition: definition))
  }

  /// LIST and MAP alike: a group with one repeated child.
  private func isList(_ element: ParquetMetadata.Element) -> Bool {
    guard element.children == 1, position < elements.count, elements[position].repetition == 2 else { return false }
    switch element.logical {
    case .list, .map: return true
    default: return element.converted == 1 || element.converted == 2 || element.converted == 3
    }
  }

  private mutating func list(
    _ element: ParquetMetadata.Element, definition: Int, repetition: Int
  ) throws(TableError) -> (type: ColumnType, node: ParquetNode) {
    let repeated = try take()
    let inner: (type: ColumnType, node: ParquetNode)
    let isWrapper =
      repeated.children == 1 && repeated.name != "array" && repeated.name != "\(element.name)_tuple"
      && !isMap(element)
    if isWrapper {
      let (column, node) = try node(definition: definition + 1, repetition: repetition + 1)
      inner = (column.type, node)
    } else {
      inner = try body(repeated, definition: definition + 1, repetition: repetition + 1)
    }
    return (
      .list(inner.type),
      .list(inner.node, definition: definition, elementDefinition: definition + 1, repetition: repetition + 1)
    )
  }

  private func isMap(_ element: ParquetMetadata.Element) -> Bool {
    if case .map = element.logical { return true }
    return element.converted == 1 || element.converted == 2
  }
}
