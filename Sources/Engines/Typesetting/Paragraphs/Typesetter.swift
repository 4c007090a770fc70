internal import Fonts

/// Sets paragraphs: text in, lines in a galley out.
public final class Typesetter {
  public let shaper: Shaper
  private let itemizer: Itemizer
  private let breaker: LineBreaker
  // Unchecked as in `Shaper`.
  @exclusivity(unchecked) private var line: [Piece] = []
  @exclusivity(unchecked) private var order: [Int] = []

  public init(_ shaper: Shaper) {
    self.shaper = shaper
    itemizer = Itemizer(shaper)
    breaker = LineBreaker(shaper, WordDivisions())
  }

  /// The width of text that is set in one line.
  public func width(of text: ParagraphText) -> Double {
    var shape = ParagraphShape(leading: 0)
    shape.preservesSpaces = true
    itemizer.itemize(text, shape)
    return itemizer.pieces.reduce(0) { $0 + $1.width }
  }

  /// The widths of the widest word and of the widest line: what a column of a table needs at least, and at most.
  public func widths(of text: ParagraphText) -> (least: Double, most: Double) {
    itemizer.itemize(text, ParagraphShape(leading: 0))
    var least = 0.0
    var most = 0.0
    var word = 0.0
    var whole = 0.0
    for piece in itemizer.pieces {
      if piece.kind == .lineBreak {
        whole = 0
      } else {
        whole += piece.width
      }
      if piece.kind == .space || piece.kind == .lineBreak {
        word = 0
      } else {
        word += piece.width
        least = max(least, word)
        if piece.mayEndLine { word = 0 }
      }
      most = max(most, whole)
    }
    return (least, most)
  }

  /// How high above the baseline a style's letters reach, and how deep below.
  public func extent(of style: TextStyle) -> (ascent: Double, descent: Double) {
    let face = shaper.primaryFont(ofStack: style.stack).face
    let scale = style.size / Double(face.unitsPerEm)
    return (Double(face.ascent) * scale, -Double(face.descent) * scale)
  }

  public func capHeight(of style: TextStyle) -> Double {
    let face = shaper.primaryFont(ofStack: style.stack).face
    return Double(face.capHeight) * style.size / Double(face.unitsPerEm)
  }

  /// Whether any part of the last paragraph ran from right to left.
  public var hadRightToLeft: Bool { itemizer.hasRightToLeft }

  /// The width of a line of text, and how far its ink reaches above and below the baseline.
  public func ink(of text: ParagraphText) -> (width: Double, top: Double, bottom: Double) {
    itemizer.itemize(text, ParagraphShape(leading: 0))
    var width = 0.0
    var top = -Double.infinity
    var bottom = Double.infinity
    for piece in itemizer.pieces {
      width += piece.width
      let font = shaper.fonts[Int(piece.font)]
      let scale = text.styles[Int(piece.style)].size / Double(font.face.unitsPerEm)
      for index in Int(piece.start)..<Int(piece.start + piece.count) {
        let placed = shaper.glyphs[index]
        guard let extent = font.extent(ofGlyph: font.glyph(ofSlot: Int(placed.slot))) else { continue }
        top = max(top, Double(extent.top + Int(placed.offsetY)) * scale)
        bottom = min(bottom, Double(extent.bottom + Int(placed.offsetY)) * scale)
      }
    }
    return (width, top.isFinite ? top : 0, bottom.isFinite ? bottom : 0)
  }

  /// Sets a paragraph into a column of this width that begins at `left`.
  @discardableResult
  public func set(_ text: ParagraphText, _ shape: ParagraphShape, left: Double, width: Double, into galley: Galley)
    -> Int
  {
    itemizer.itemize(text, shape)
    let rightToLeft = itemizer.isRightToLeft
    let room = max(width - shape.startIndent - shape.endIndent, 1)
    let pieces = split(itemizer.pieces, text, width: room)
    guard !pieces.isEmpty else { return 0 }
    if shape.alignment == .justified, !shape.preservesSpaces {
      breaker.breakBest(text, pieces, firstWidth: room - shape.firstIndent, width: room)
    } else {
      breaker.breakFirstFit(pieces, firstWidth: room - shape.firstIndent, width: room)
    }
    let base = galley.adopt(text.styles)
    let first = galley.strips.count
    let count = breaker.lines.count
    for (index, span) in breaker.lines.enumerated() {
      collect(span, pieces, text, shape)
      let indent = shape.startIndent + (index == 0 ? shape.firstIndent : 0)
      let lineLeft = left + (rightToLeft ? shape.endIndent : indent)
      let lineWidth = room - (index == 0 ? shape.firstIndent : 0)
      var strip = place(text, shape, span, base, width: lineWidth, galley, rightToLeft)
      strip.x += lineLeft
      strip.spaceBefore = index == 0 ? shape.spaceBefore : 0
      strip.decoration = galley.decoration
      let isNearStart = index + 1 < shape.orphans
      let isNearEnd = count - index <= shape.widows && index < count - 1
      let keeps = shape.keepsTogether && index < count - 1 || shape.keepsWithNext && index == count - 1
      if keeps || index < count - 1 && (isNearStart || isNearEnd) { strip.breakAfter = .forbidden }
      galley.strips.append(strip)
    }
    if shape.spaceAfter > 0 {
      var strip = Strip(height: 0, baseline: 0, x: 0, spaceBefore: shape.spaceAfter, decoration: galley.decoration)
      strip.breakAfter = shape.keepsWithNext ? .forbidden : .allowed
      galley.strips[galley.strips.count - 1].breakAfter = .forbidden
      galley.strips.append(strip)
    }
    return galley.strips.count - first
  }

  /// Pieces that are wider than a line are cut between their characters.
  private func split(_ pieces: [Piece], _ text: ParagraphText, width: Double) -> [Piece] {
    guard pieces.contains(where: { $0.kind == .text && $0.width > width }) else { return pieces }
    var result: [Piece] = []
    for piece in pieces {
      guard piece.kind == .text, piece.width > width, piece.textCount > 1 else {
        result.append(piece)
        continue
      }
      let settings = text.styles[Int(piece.style)]
      let scale = settings.size / Double(shaper.fonts[Int(piece.font)].face.unitsPerEm)
      text.bytes.withUnsafeBufferPointer { bytes in
        guard let start = bytes.baseAddress else { return }
        var place = Int(piece.textStart)
        let end = place + Int(piece.textCount)
        while place < end {
          var next = place + UTF8Step(start, at: place).length
          // Marks stay with what they belong to.
          while next < end,
            LineBreakClass.table.of(UTF8Step(start, at: next).scalar) == LineBreakClass.combining.rawValue
          {
            next += UTF8Step(start, at: next).length
          }
          let run = shaper.shape(
            start + place, next - place, font: Int(piece.font), stack: settings.stack,
            rightToLeft: piece.level & 1 == 1)
          var part = piece
          part.start = run.start
          part.count = run.count
          part.isPlain = run.isPlain
          part.isComplex = run.isComplex
          part.textStart = Int32(place)
          part.textCount = Int32(next - place)
          part.width = Double(run.width) * scale
          part.mayEndLine = next < end || piece.mayEndLine
          result.append(part)
          place = next
        }
      }
    }
    return result
  }

  /// The pieces of a line, words at its ends cut where they are divided.
  private func collect(_ span: LineSpan, _ pieces: [Piece], _ text: ParagraphText, _ shape: ParagraphShape) {
    line.removeAll(keepingCapacity: true)
    guard span.first <= span.last else { return }
    for index in span.first...span.last {
      var piece = pieces[index]
      if piece.kind == .lineBreak { continue }
      let from = index == span.first ? span.firstOffset : 0
      let to = index == span.last && span.lastOffset > 0 ? span.lastOffset : Int(piece.textCount)
      if from > 0 || to < Int(piece.textCount) { piece = cut(piece, from, to, text) }
      line.append(piece)
      if index == span.last, span.lastOffset > 0 || endsSoft(piece, text), !span.isHard {
        line.append(hyphen(piece, text))
      }
    }
    // A space at the end has no width, but keeps the words of the text apart.
    while line.count > 1, let last = line.last, last.kind == .space, !shape.preservesSpaces,
      line[line.count - 2].kind == .space
    {
      line.removeLast()
    }
  }

  private func endsSoft(_ piece: Piece, _ text: ParagraphText) -> Bool {
    guard piece.kind == .text, piece.textCount > 2 else { return false }
    let end = Int(piece.textStart + piece.textCount)
    return text.bytes[end - 2] == 0xC2 && text.bytes[end - 1] == 0xAD
  }

  private func cut(_ piece: Piece, _ from: Int, _ to: Int, _ text: ParagraphText) -> Piece {
    var part = piece
    let settings = text.styles[Int(piece.style)]
    let scale = settings.size / Double(shaper.fonts[Int(piece.font)].face.unitsPerEm)
    text.bytes.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return }
      let run = shaper.shape(
        start + Int(piece.textStart) + from, to - from, font: Int(piece.font), stack: settings.stack,
        rightToLeft: piece.level & 1 == 1)
      part.start = run.start
      part.count = run.count
      part.isPlain = run.isPlain
      part.isComplex = run.isComplex
      part.width = Double(run.width) * scale
    }
    part.textStart += Int32(from)
    part.textCount = Int32(to - from)
    return part
  }

  private func hyphen(_ piece: Piece, _ text: ParagraphText) -> Piece {
    let settings = text.styles[Int(piece.style)]
    let run = shaper.hyphen(Int(piece.font), settings.stack)
    var mark = piece
    mark.kind = .hyphen
    mark.start = run.start
    mark.count = run.count
    mark.isPlain = true
    mark.width = Double(run.width) * settings.size / Double(shaper.fonts[Int(piece.font)].face.unitsPerEm)
    return mark
  }

  /// The order in which the pieces stand from left to right (UAX 9, rule L2).
  private func arrange(_ base: UInt8) {
    order.removeAll(keepingCapacity: true)
    var highest = base
    var lowest = base
    for index in line.indices {
      order.append(index)
      // Spaces at the end follow the paragraph.
      highest = max(highest, line[index].level)
      lowest = min(lowest, line[index].level)
    }
    if let last = line.indices.last, line[last].kind == .space { line[last].level = base }
    guard highest > 0 else { return }
    var level = highest
    while level >= max(lowest | 1, 1) {
      var place = 0
      while place < order.count {
        guard line[order[place]].level >= level else {
          place += 1
          continue
        }
        var end = place
        while end < order.count, line[order[end]].level >= level { end += 1 }
        order[place..<end].reverse()
        place = end
      }
      level -= 1
    }
  }

  private func place(
    _ text: ParagraphText, _ shape: ParagraphShape, _ span: LineSpan, _ base: Int32, width: Double, _ galley: Galley,
    _ rightToLeft: Bool
  ) -> Strip {
    arrange(rightToLeft ? 1 : 0)
    let trailing = trailingWidth(shape)
    var natural = -trailing
    var spaces = 0.0
    var growing = 0
    var fillers = 0
    var above = 0.0
    var below = 0.0
    for (index, piece) in line.enumerated() {
      natural += piece.width
      if piece.kind == .space, index < line.count - 1 || trailing == 0 { spaces += piece.width }
      if isGrowing(index) { growing += 1 }
      if piece.kind == .object, case .filler = text.objects[Int(piece.start)].object.content { fillers += 1 }
    }
    let slack = width - natural
    var spaceFactor = 1.0
    var growth = 0.0
    let isJustified = shape.alignment == .justified && !span.isHard && !line.isEmpty && fillers == 0
    if isJustified, spaces > 0 || growing > 0 {
      if slack < 0 {
        spaceFactor = spaces > 0 ? max(1 + slack / spaces, 0.5) : 1
      } else if spaces > 0 {
        let part = growing > 0 ? 0.5 : 1
        spaceFactor = 1 + slack * part / spaces
        growth = growing > 0 ? slack * (1 - part) / Double(growing) : 0
      } else {
        growth = slack / Double(growing)
      }
    }
    var x = 0.0
    let isStretched = isJustified && (spaces > 0 || growing > 0)
    if !isStretched, fillers == 0 {
      switch shape.alignment {
      case .center: x = slack / 2
      case .end: x = rightToLeft ? 0 : slack
      case .start, .justified: x = rightToLeft ? slack : 0
      }
    }
    // In text from right to left the space at the end hangs out on the left.
    if rightToLeft { x -= trailing }
    let filling = fillers > 0 ? max(slack, 0) / Double(fillers) : 0
    let piecesStart = Int32(galley.pieces.count)
    let objectsStart = Int32(galley.objects.count)
    var hasNotes = false
    var isDecorated = false
    for (place, index) in order.enumerated() {
      let piece = line[index]
      let settings = text.styles[Int(piece.style)]
      switch piece.kind {
      case .object:
        let object = text.objects[Int(piece.start)].object
        var advance = piece.width
        if case .filler(let leader) = object.content {
          advance += filling
          if leader { addLeader(settings, piece, base, x, advance, galley) }
        } else {
          if case .note = object.content { hasNotes = true }
          above = max(above, object.ascent)
          below = max(below, object.descent)
          galley.objects.append(Galley.PlacedObject(x: x, object: object))
        }
        x += advance
      case .tab: x += piece.width
      default:
        let marks = rightToLeft && piece.kind == .text ? marks(place, text) : Marks()
        if marks.endsNumber { addMark(DirectionMarks.rightToLeft, piece, base, x, galley) }
        galley.pieces.append(
          PlacedPiece(
            x: x, start: piece.start, count: piece.count, font: piece.font, style: piece.style + base,
            isPlain: piece.isPlain, isComplex: piece.isComplex))
        if marks.isBracket {
          let inset = DirectionMarks.inset * settings.size
          addMark(DirectionMarks.leftToRight, piece, base, x + max(piece.width - inset, 0), galley)
        }
        if settings.rise != 0 {
          above = max(above, settings.rise + settings.size * 0.8)
          below = max(below, -settings.rise + settings.size * 0.2)
        }
        if settings.isUnderlined || settings.isStruck || settings.background != nil || settings.link >= 0 {
          isDecorated = true
        }
        let stretches = piece.kind == .space && !(index == line.count - 1 && trailing > 0)
        x += stretches ? piece.width * spaceFactor : piece.width
        if isGrowing(index) { x += growth }
      }
    }
    let half = shape.leading
    let baseline = max(half * 0.76, above + half * 0.08)
    let depth = max(half * 0.24, below + half * 0.06)
    var strip = Strip(height: baseline + depth, baseline: baseline, x: 0, spaceBefore: 0)
    strip.pieces = piecesStart..<Int32(galley.pieces.count)
    strip.objects = objectsStart..<Int32(galley.objects.count)
    strip.hasNotes = hasNotes
    strip.hasDecoratedText = isDecorated
    return strip
  }

  private struct Marks {
    var endsNumber = false
    var isBracket = false
  }

  /// Which marks the piece at a place of the line from left to right needs, in text from right to left.
  private func marks(_ place: Int, _ text: ParagraphText) -> Marks {
    let piece = line[order[place]]
    var marks = Marks()
    if piece.level & 1 == 0 {
      // The left end of what runs from left to right: behind it the text goes on from right to left.
      marks.endsNumber = place == 0 || line[order[place - 1]].level & 1 == 1
      return marks
    }
    let end = Int(piece.textStart + piece.textCount)
    var start = end - 1
    while start > Int(piece.textStart), text.bytes[start] & 0xC0 == 0x80 { start -= 1 }
    let last = text.bytes.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map { UTF8Step($0, at: start).scalar } ?? 0
    }
    marks.isBracket = piece.textCount <= 3 && start == Int(piece.textStart) && DirectionMarks.isBracket(last)
    marks.endsNumber = marks.isBracket || DirectionMarks.belongsToNumbers(last)
    return marks
  }

  private func addMark(_ mark: Unicode.Scalar, _ piece: Piece, _ base: Int32, _ x: Double, _ galley: Galley) {
    guard let run = shaper.invisible(mark, Int(piece.font)) else { return }
    galley.pieces.append(
      PlacedPiece(
        x: x, start: run.start, count: run.count, font: piece.font, style: piece.style + base, isPlain: run.isPlain))
  }

  private func trailingWidth(_ shape: ParagraphShape) -> Double {
    guard !shape.preservesSpaces, line.count > 1, let last = line.last, last.kind == .space else { return 0 }
    return last.width
  }

  /// Between words that are not kept apart by spaces, lines may grow.
  private func isGrowing(_ index: Int) -> Bool {
    index + 1 < line.count && line[index].kind == .text && line[index].mayEndLine && line[index + 1].kind == .text
  }

  private func addLeader(
    _ settings: TextStyle, _ piece: Piece, _ base: Int32, _ x: Double, _ width: Double, _ galley: Galley
  ) {
    let font = shaper.font(for: 0x2E, stack: settings.stack)
    var dot: UInt8 = 0x2E
    let run = shaper.shape(&dot, 1, font: font, stack: settings.stack, rightToLeft: false)
    let step = Double(run.width) * settings.size / Double(shaper.fonts[font].face.unitsPerEm) * 2
    guard step > 0.5 else { return }
    // Dots stand below each other on all lines: their places are multiples from the right.
    let count = Int((width - step) / step)
    for index in 0..<max(count, 0) {
      galley.pieces.append(
        PlacedPiece(
          x: x + width - step * Double(count - index), start: run.start, count: run.count, font: Int32(font),
          style: piece.style + base, isPlain: run.isPlain))
    }
  }
}
