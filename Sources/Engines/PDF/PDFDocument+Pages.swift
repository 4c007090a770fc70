internal import ByteIO

extension PDFDocument {
  /// The annotations of links, by page, and the elements they belong to in the order of their numbers.
  struct Annotations {
    var byPage: [[PDFObject]]
    var elements: [StructureTree.Node]
  }

  func writeResources(_ usedFonts: [PDFFont]) throws {
    let objects = images.map { _ in file.reserve() }
    for (image, object) in zip(images, objects) { try image.write(to: file, as: object) }
    try file.write(resources) { body in
      body.append("<</Font<<")
      for font in usedFonts {
        body.append("/F")
        body.append(decimal: font.index)
        body.append(reference: font.object)
      }
      body.append(">>/XObject<<")
      for (index, object) in objects.enumerated() {
        body.append("/I")
        body.append(decimal: index)
        body.append(reference: object)
      }
      body.append(">>/ExtGState<<")
      for (index, percent) in opacities.enumerated() {
        body.append("/G\(index)<</ca ")
        body.append(pdf: Double(percent) / 100)
        body.append("/CA ")
        body.append(pdf: Double(percent) / 100)
        body.append(">>")
      }
      body.append(">>>>")
    }
  }

  func writeLinks() throws -> Annotations {
    var result = Annotations(byPage: Array(repeating: [], count: pages.count), elements: [])
    for link in links {
      if case .place(let name) = link.target, places[name] == nil { continue }
      let object = file.reserve()
      let parent = pages.count + result.elements.count
      structure.connect(link.element, annotation: object)
      result.elements.append(link.element)
      result.byPage[link.page].append(object)
      try file.write(object) { body in
        body.append("<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[")
        for side in [link.area.left, link.area.bottom, link.area.right, link.area.top] {
          body.append(pdf: side)
          body.append(UInt8(ascii: " "))
        }
        body.append("]/P")
        body.append(reference: pages[link.page].object)
        body.append("/StructParent ")
        body.append(decimal: parent)
        body.append("/Contents")
        body.append(pdfText: link.description)
        switch link.target {
        case .address(let address):
          body.append("/A<</S/URI/URI")
          body.append(pdfText: Self.escaped(address))
          body.append(">>>>")
        case .place(let name):
          body.append("/Dest")
          body.append(pdfText: name)
          body.append(">>")
        }
      }
    }
    return result
  }

  /// An address in ASCII: everything else as UTF-8 in percent form.
  private static func escaped(_ address: String) -> String {
    var result = ""
    for byte in address.utf8 {
      if byte > 0x20, byte < 0x7F {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return result
  }

  /// Page trees of at most 64 children, so that a reader reaches any page soon.
  func writePages(_ annotations: [[PDFObject]]) throws -> PDFObject {
    struct Subtree {
      let object: PDFObject
      let count: Int
    }
    let leaves = pages.map { Subtree(object: $0.object, count: 1) }
    var parents: [Int32: PDFObject] = [:]
    var level = leaves
    var rows: [[(node: Subtree, kids: [Subtree])]] = []
    repeat {
      var row: [(node: Subtree, kids: [Subtree])] = []
      for start in stride(from: 0, to: max(level.count, 1), by: 64) {
        let kids = Array(level[start..<min(start + 64, level.count)])
        let node = Subtree(object: file.reserve(), count: kids.reduce(0) { $0 + $1.count })
        for kid in kids { parents[kid.object.number] = node.object }
        row.append((node, kids))
      }
      rows.append(row)
      level = row.map(\.node)
    } while level.count > 1
    for row in rows {
      for (node, kids) in row {
        try file.write(node.object) { body in
          body.append("<</Type/Pages/Count ")
          body.append(decimal: node.count)
          if let parent = parents[node.object.number] {
            body.append("/Parent")
            body.append(reference: parent)
          }
          body.append("/Kids[")
          for kid in kids { body.append(reference: kid.object) }
          body.append("]>>")
        }
      }
    }
    for (index, page) in pages.enumerated() {
      guard let parent = parents[page.object.number] else { continue }
      try file.write(page.object) { body in
        body.append("<</Type/Page/Parent")
        body.append(reference: parent)
        body.append("/MediaBox[0 0 ")
        body.append(pdf: page.width)
        body.append(UInt8(ascii: " "))
        body.append(pdf: page.height)
        body.append("]/Resources")
        body.append(reference: resources)
        body.append("/Contents")
        if page.contents.count > 1 { body.append(UInt8(ascii: "[")) }
        for content in page.contents { body.append(reference: content) }
        if page.contents.count > 1 { body.append(UInt8(ascii: "]")) }
        if !page.leaves.isEmpty {
          body.append("/StructParents ")
          body.append(decimal: index)
        }
        body.append("/Tabs/S")
        if !annotations[index].isEmpty {
          body.append("/Annots[")
          for annotation in annotations[index] { body.append(reference: annotation) }
          body.append("]")
        }
        body.append(">>")
      }
    }
    return level[0].object
  }
}
