/// How the numbers in a galley change when it is used again in another document, or elsewhere in the same one.
public struct Relocation {
  public var marks: Int32
  public var links: Int32
  public var tables: Int
  public var anchor: (Int32) -> Int32
  public var drawing: (any Drawing) -> any Drawing

  public init(
    marks: Int32, links: Int32, tables: Int, anchor: @escaping (Int32) -> Int32,
    drawing: @escaping (any Drawing) -> any Drawing
  ) {
    self.marks = marks
    self.links = links
    self.tables = tables
    self.anchor = anchor
    self.drawing = drawing
  }
}

extension Galley {
  /// Puts a galley's strips behind those that are here; the other one stays as it is.
  public func append(_ other: Galley) {
    let firstPiece = Int32(pieces.count)
    let firstStyle = Int32(styles.count)
    let firstObject = Int32(objects.count)
    let firstDecoration = Int32(decorations.count)
    let firstRow = Int32(rows.count)
    strips.reserveCapacity(strips.count + other.strips.count)
    for var strip in other.strips {
      strip.pieces = strip.pieces.lowerBound + firstPiece..<strip.pieces.upperBound + firstPiece
      strip.objects = strip.objects.lowerBound + firstObject..<strip.objects.upperBound + firstObject
      if strip.row >= 0 { strip.row += firstRow }
      if strip.decoration >= 0 { strip.decoration += firstDecoration }
      strips.append(strip)
    }
    pieces.reserveCapacity(pieces.count + other.pieces.count)
    for var piece in other.pieces {
      piece.style += firstStyle
      pieces.append(piece)
    }
    styles.append(contentsOf: other.styles)
    objects.append(contentsOf: other.objects)
    for var decoration in other.decorations {
      if decoration.parent >= 0 { decoration.parent += firstDecoration }
      decorations.append(decoration)
    }
    rows.append(contentsOf: other.rows)
  }

  /// A copy with other numbers; the glyphs are shared.
  public func relocated(_ relocation: Relocation) -> Galley {
    let copy = slice(0..<strips.count)
    for index in styles.indices {
      if styles[index].mark >= 0 { copy.styles[index].mark += relocation.marks }
      if styles[index].link >= 0 { copy.styles[index].link += relocation.links }
    }
    for index in objects.indices {
      if objects[index].object.mark >= 0 { copy.objects[index].object.mark += relocation.marks }
      switch objects[index].object.content {
      case .drawing(let drawing): copy.objects[index].object.content = .drawing(relocation.drawing(drawing))
      case .note(let note): copy.objects[index].object.content = .note(note.relocated(relocation))
      case .float(let box):
        let content = box.content.relocated(relocation)
        copy.objects[index].object.content = .float(FloatBox(content, at: box.place, spans: box.spans))
      case .anchor(let anchor): copy.objects[index].object.content = .anchor(relocation.anchor(anchor))
      case .lateText(let anchor): copy.objects[index].object.content = .lateText(relocation.anchor(anchor))
      case .space, .filler: break
      }
    }
    for row in rows.indices {
      copy.rows[row].table += relocation.tables
      for cell in rows[row].cells.indices {
        copy.rows[row].cells[cell].content = rows[row].cells[cell].content.relocated(relocation)
      }
    }
    return copy
  }

  /// Whether anything waits for what comes next.
  public var waitsForNext: Bool { decoration >= 0 || strips.last?.breakAfter == .forbidden }
}
