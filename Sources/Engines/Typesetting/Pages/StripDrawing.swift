internal import Fonts

/// Draws strips on a surface.
struct StripDrawing {
  let surface: any PageSurface
  let shaper: Shaper

  /// `left` is the column's left end, `top` the strip's.
  func draw(_ strip: Strip, of galley: Galley, left: Double, top: Double) {
    let x = left + strip.x
    let baseline = top - strip.baseline
    if !strip.pieces.isEmpty {
      galley.pieces.withUnsafeBufferPointer { all in
        galley.styles.withUnsafeBufferPointer { styles in
          let own = UnsafeBufferPointer(rebasing: all[Int(strip.pieces.lowerBound)..<Int(strip.pieces.upperBound)])
          surface.text(own, styles, shaper, x: x, y: baseline)
          if strip.hasDecoratedText { decorate(own, styles, x: x, y: baseline) }
        }
      }
    }
    for index in strip.objects {
      let placed = galley.objects[Int(index)]
      switch placed.object.content {
      case .drawing(let drawing):
        drawing.draw(on: surface, x: x + placed.x, y: baseline, mark: placed.object.mark)
      case .anchor(let anchor): surface.anchor(anchor, top: top)
      case .lateText(let number):
        let style = galley.styles.last ?? TextStyle(stack: 0, size: 10)
        surface.lateText(
          number, lateStyle(galley, strip) ?? style, x: x + placed.x + placed.object.width, y: baseline,
          mark: placed.object.mark)
      case .space, .note, .filler, .float: break
      }
    }
    if strip.row >= 0 { draw(galley.rows[Int(strip.row)], left: left, top: top) }
  }

  /// What is only known later looks like the rest of its line.
  private func lateStyle(_ galley: Galley, _ strip: Strip) -> TextStyle? {
    strip.pieces.last.map { galley.styles[Int(galley.pieces[Int($0)].style)] }
  }

  func draw(_ row: RowBox, left: Double, top: Double) {
    for cell in row.cells {
      let height = cell.spanHeight ?? row.height
      if let fill = cell.fill {
        surface.fill(
          x: left + cell.x, y: top - height, width: cell.width, height: height, color: fill, depth: 20)
      }
      let slack = max(height - cell.content.height - 2 * cell.padding, 0)
      var y = top - cell.padding
      switch cell.anchor {
      case .top: break
      case .middle: y -= slack / 2
      case .bottom: y -= slack
      }
      for (index, strip) in cell.content.strips.enumerated() {
        if index > 0 { y -= strip.spaceBefore }
        draw(strip, of: cell.content, left: left + cell.x, top: y)
        y -= strip.height
      }
    }
    for (color, y) in [(row.lineAbove, top), (row.lineBelow, top - row.height)] {
      guard let color else { continue }
      surface.stroke(
        fromX: left + row.left, y: y, toX: left + row.right, y: y, width: row.lineWidth, color: color, depth: 30)
    }
    if let color = row.lineBelow {
      for x in row.verticals {
        surface.stroke(
          fromX: left + x, y: top, toX: left + x, y: top - row.height, width: row.lineWidth, color: color, depth: 30)
      }
    }
  }

  /// Backgrounds, lines under and through words, and the areas of links.
  private func decorate(
    _ pieces: UnsafeBufferPointer<PlacedPiece>, _ styles: UnsafeBufferPointer<TextStyle>, x: Double, y: Double
  ) {
    var first = 0
    while first < pieces.count {
      let number = pieces[first].style
      let style = styles[Int(number)]
      var last = first
      while last + 1 < pieces.count, pieces[last + 1].style == number { last += 1 }
      defer { first = last + 1 }
      guard style.isUnderlined || style.isStruck || style.background != nil || style.link >= 0 else { continue }
      var run = first...last
      while run.upperBound > run.lowerBound, isBlank(pieces[run.upperBound], style) {
        run = run.lowerBound...run.upperBound - 1
      }
      let left = x + pieces[run.lowerBound].x
      let right = x + pieces[run.upperBound].x + width(pieces[run.upperBound], style)
      let face = shaper.fonts[Int(pieces[first].font)].face
      let scale = style.size / Double(face.unitsPerEm)
      let thickness = max(Double(face.underlineThickness) * scale, 0.4)
      let base = y + style.rise
      if let color = style.background {
        surface.fill(
          x: left - 1.5, y: base - style.size * 0.28, width: right - left + 3, height: style.size * 1.25, color: color,
          depth: 40)
      }
      if style.isUnderlined {
        let under = base + min(Double(face.underlinePosition) * scale, -thickness)
        surface.stroke(fromX: left, y: under, toX: right, y: under, width: thickness, color: style.color, depth: 50)
      }
      if style.isStruck {
        let through = base + Double(face.strikePosition) * scale
        surface.stroke(fromX: left, y: through, toX: right, y: through, width: thickness, color: style.color, depth: 50)
      }
      if style.link >= 0 {
        surface.link(
          style.link, left: left, bottom: base - style.size * 0.25, right: right, top: base + style.size * 0.85)
      }
    }
  }

  private func width(_ piece: PlacedPiece, _ style: TextStyle) -> Double {
    var sum = 0
    for index in 0..<Int(piece.count) { sum += Int(shaper.glyphs[Int(piece.start) + index].advance) }
    return Double(sum) * style.size / Double(shaper.fonts[Int(piece.font)].face.unitsPerEm)
  }

  private func isBlank(_ piece: PlacedPiece, _ style: TextStyle) -> Bool {
    guard piece.count == 1 else { return false }
    return shaper.fonts[Int(piece.font)].withText(ofSlot: Int(shaper.glyphs[Int(piece.start)].slot)) {
      $0.count == 1 && $0[0] == 0x20
    }
  }
}
