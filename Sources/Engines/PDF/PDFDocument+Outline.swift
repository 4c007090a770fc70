internal import ByteIO

extension PDFDocument {
  private struct Bookmark {
    var parent = -1
    var previous = -1
    var next = -1
    var first = -1
    var last = -1
    var descendants = 0
  }

  /// The bookmarks as a tree: an entry belongs to the nearest one before it of a lower level.
  func writeOutline() throws -> PDFObject? {
    guard !outline.isEmpty else { return nil }
    var marks = [Bookmark](repeating: Bookmark(), count: outline.count)
    var open: [Int] = []
    var lastOfRoot = -1
    for index in outline.indices {
      while let top = open.last, outline[top].level >= outline[index].level { open.removeLast() }
      let parent = open.last ?? -1
      marks[index].parent = parent
      let previous = parent < 0 ? lastOfRoot : marks[parent].last
      marks[index].previous = previous
      if previous >= 0 { marks[previous].next = index }
      if parent < 0 {
        lastOfRoot = index
      } else {
        if marks[parent].first < 0 { marks[parent].first = index }
        marks[parent].last = index
        for above in open { marks[above].descendants += 1 }
      }
      open.append(index)
    }
    let root = file.reserve()
    let objects = outline.map { _ in file.reserve() }
    for (index, entry) in outline.enumerated() {
      let mark = marks[index]
      try file.write(objects[index]) { body in
        body.append("<</Title")
        body.append(pdfText: entry.title)
        body.append("/Parent")
        body.append(reference: mark.parent < 0 ? root : objects[mark.parent])
        body.append("/Dest[")
        body.append(reference: pages[entry.page].object)
        body.append("/XYZ 0 ")
        body.append(pdf: entry.top)
        body.append(" null]")
        for (key, other) in [
          ("/Prev", mark.previous), ("/Next", mark.next), ("/First", mark.first), ("/Last", mark.last),
        ] where other >= 0 {
          body.append(key)
          body.append(reference: objects[other])
        }
        if mark.descendants > 0 {
          // Negative: closed until the reader opens it.
          body.append("/Count -")
          body.append(decimal: mark.descendants)
        }
        body.append(">>")
      }
    }
    let roots = marks.filter { $0.parent < 0 }.count
    try file.write(root) { body in
      body.append("<</Type/Outlines/First")
      body.append(reference: objects[0])
      body.append("/Last")
      body.append(reference: objects[lastOfRoot])
      body.append("/Count ")
      body.append(decimal: roots)
      body.append(">>")
    }
    return root
  }
}
