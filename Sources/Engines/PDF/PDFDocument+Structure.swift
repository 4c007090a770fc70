internal import ByteIO

extension PDFDocument {
  /// The elements, the tree's root, and the tree from marked content back to elements.
  func writeStructure(_ annotated: [StructureTree.Node]) throws -> PDFObject {
    let root = file.reserve()
    var objects = [Int32](repeating: 0, count: structure.entries.count)
    for index in structure.entries.indices where !structure.entries[index].isLeaf {
      objects[index] = file.reserve().number
    }
    for index in structure.entries.indices where !structure.entries[index].isLeaf {
      try writeElement(index, objects, root)
    }
    let parents = try writeParentTree(annotated, objects)
    let names = try writeIdentifiers(objects)
    try file.write(root) { body in
      body.append("<</Type/StructTreeRoot/K")
      body.append(reference: PDFObject(number: objects[0]))
      body.append("/ParentTree")
      body.append(reference: parents)
      body.append("/ParentTreeNextKey ")
      body.append(decimal: pages.count + annotated.count)
      if let names {
        body.append("/IDTree")
        body.append(reference: names)
      }
      body.append(">>")
    }
    return root
  }

  private func writeElement(_ index: Int, _ objects: [Int32], _ root: PDFObject) throws {
    let entry = structure.entries[index]
    try file.write(PDFObject(number: objects[index])) { body in
      body.append("<</Type/StructElem/S/")
      body.append(entry.role.name)
      body.append("/P")
      body.append(reference: entry.parent < 0 ? root : PDFObject(number: objects[Int(entry.parent)]))
      if entry.attributes >= 0 {
        let details = structure.attributes[Int(entry.attributes)]
        Self.append(details, entry.role, to: &body)
      }
      var page: Int32 = -1
      var child = entry.first
      while child >= 0, page < 0 {
        let inside = structure.entries[Int(child)]
        if inside.isLeaf, inside.contentFirst >= 0 { page = structure.contents[Int(inside.contentFirst)].page }
        child = inside.next
      }
      if page >= 0 {
        body.append("/Pg")
        body.append(reference: pages[Int(page)].object)
      }
      body.append("/K[")
      child = entry.first
      while child >= 0 {
        let inside = structure.entries[Int(child)]
        if inside.isLeaf {
          appendContent(inside, page, to: &body)
        } else {
          body.append(reference: PDFObject(number: objects[Int(child)]))
        }
        child = inside.next
      }
      var annotation = entry.annotation
      while annotation >= 0 {
        body.append("<</Type/OBJR/Obj")
        body.append(reference: PDFObject(number: structure.annotations[Int(annotation)].object))
        body.append(">>")
        annotation = structure.annotations[Int(annotation)].next
      }
      body.append("]>>")
    }
  }

  private func appendContent(_ leaf: StructureTree.Entry, _ page: Int32, to body: inout ByteBuffer) {
    var next = leaf.contentFirst
    while next >= 0 {
      let content = structure.contents[Int(next)]
      if content.page == page {
        body.append(UInt8(ascii: " "))
        body.append(decimal: content.number)
      } else {
        body.append("<</Type/MCR/Pg")
        body.append(reference: pages[Int(content.page)].object)
        body.append("/MCID ")
        body.append(decimal: content.number)
        body.append(">>")
      }
      next = content.next
    }
  }

  private static func append(_ details: StructureAttributes, _ role: StructureRole, to body: inout ByteBuffer) {
    func text(_ key: StaticString, _ value: String?) {
      guard let value else { return }
      body.append(key)
      body.append(pdfText: value)
    }
    text("/Alt", details.alternative)
    text("/ActualText", details.actualText)
    text("/Lang", details.language)
    text("/T", details.title)
    text("/ID", details.identifier)
    var attributes: [String] = []
    if details.scope != nil || details.rowSpan > 1 || details.columnSpan > 1 {
      var entry = "<</O/Table"
      if let scope = details.scope { entry += "/Scope/\(scope.rawValue)" }
      if details.rowSpan > 1 { entry += "/RowSpan \(details.rowSpan)" }
      if details.columnSpan > 1 { entry += "/ColSpan \(details.columnSpan)" }
      attributes.append(entry + ">>")
    }
    if let numbering = details.listNumbering { attributes.append("<</O/List/ListNumbering/\(numbering.rawValue)>>") }
    if details.bounds != nil || details.placement {
      attributes.append("<</O/Layout/Placement/Block" + bounds(details.bounds) + ">>")
    }
    guard !attributes.isEmpty else { return }
    body.append("/A")
    if attributes.count > 1 { body.append("[") }
    for attribute in attributes { body.append(attribute) }
    if attributes.count > 1 { body.append("]") }
  }

  private static func bounds(_ box: [Double]?) -> String {
    guard let box else { return "" }
    var buffer = ByteBuffer(reserving: 48)
    buffer.append("/BBox[")
    for side in box {
      buffer.append(pdf: side)
      buffer.append(UInt8(ascii: " "))
    }
    buffer.append("]")
    return buffer.text
  }

  private func writeParentTree(_ annotated: [StructureTree.Node], _ objects: [Int32]) throws -> PDFObject {
    let tree = file.reserve()
    var lists: [PDFObject] = []
    for page in pages {
      let list = file.reserve()
      lists.append(list)
      try file.write(list) { body in
        body.append("[")
        for leaf in page.leaves {
          body.append(reference: PDFObject(number: objects[Int(structure.element(of: leaf))]))
        }
        body.append("]")
      }
    }
    try file.write(tree) { body in
      body.append("<</Nums[")
      for (index, list) in lists.enumerated() where !pages[index].leaves.isEmpty {
        body.append(decimal: index)
        body.append(reference: list)
        body.append(UInt8(ascii: " "))
      }
      for (index, node) in annotated.enumerated() {
        body.append(decimal: pages.count + index)
        body.append(reference: PDFObject(number: objects[Int(node.index)]))
        body.append(UInt8(ascii: " "))
      }
      body.append("]>>")
    }
    return tree
  }

  private func writeIdentifiers(_ objects: [Int32]) throws -> PDFObject? {
    var named: [(name: String, object: Int32)] = []
    for (index, entry) in structure.entries.enumerated() where entry.attributes >= 0 && !entry.isLeaf {
      if let name = structure.attributes[Int(entry.attributes)].identifier { named.append((name, objects[index])) }
    }
    guard !named.isEmpty else { return nil }
    named.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    let tree = file.reserve()
    try file.write(tree) { body in
      body.append("<</Names[")
      for entry in named {
        body.append(pdfText: entry.name)
        body.append(reference: PDFObject(number: entry.object))
      }
      body.append("]>>")
    }
    return tree
  }
}
