extension Galley {
  /// A part of the strips as a galley of its own; the glyphs are shared.
  func slice(_ range: Range<Int>) -> Galley {
    let part = Galley()
    part.strips = Array(strips[range])
    part.pieces = pieces
    part.styles = styles
    part.objects = objects
    part.decorations = decorations
    part.rows = rows
    return part
  }

  /// How many of the first strips fit into a height, a page end being allowed behind them.
  func fitting(_ height: Double) -> Int {
    var used = 0.0
    var good = 0
    for (index, strip) in strips.enumerated() {
      used += strip.height + (index > 0 ? strip.spaceBefore : 0)
      if used > height + 0.01 { break }
      if strip.breakAfter == .allowed || index == strips.count - 1 { good = index + 1 }
    }
    return good
  }

  /// The notes that the strips from `first` on mention.
  func notes(ofStrip index: Int) -> [Galley] {
    let strip = strips[index]
    guard strip.hasNotes else { return [] }
    var result: [Galley] = []
    for place in strip.objects {
      if case .note(let note) = objects[Int(place)].object.content { result.append(note) }
    }
    if strip.row >= 0 {
      for cell in rows[Int(strip.row)].cells {
        for inner in cell.content.strips.indices { result += cell.content.notes(ofStrip: inner) }
      }
    }
    return result
  }
}

extension RowBox {
  /// The row cut so that its first part is at most as high as said; nil where nothing of it would fit.
  func split(_ height: Double) -> (upper: RowBox, lower: RowBox)? {
    guard cells.allSatisfy({ $0.rowSpan == 1 && $0.spanHeight == nil }) else { return nil }
    var upper = self
    var lower = self
    var most = 0.0
    var rest = 0.0
    for (index, cell) in cells.enumerated() {
      let count = cell.content.fitting(height - 2 * cell.padding)
      if count == 0, !cell.content.isEmpty { return nil }
      upper.cells[index].content = cell.content.slice(0..<count)
      lower.cells[index].content = cell.content.slice(count..<cell.content.strips.count)
      most = max(most, upper.cells[index].content.height + 2 * cell.padding)
      rest = max(rest, lower.cells[index].content.height + 2 * cell.padding)
    }
    upper.height = most
    lower.height = rest
    return lower.cells.allSatisfy(\.content.isEmpty) ? nil : (upper, lower)
  }
}
