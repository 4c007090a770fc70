internal import Fonts

/// A line of a paragraph, in pieces; a hyphenated word is cut inside of a piece.
struct LineSpan {
  var first: Int
  /// How many bytes of the first piece stand on the line before.
  var firstOffset: Int
  /// The last piece, which belongs to the line.
  var last: Int
  /// How many bytes of the last piece belong to the line; zero means all.
  var lastOffset: Int
  /// Ends where the text says so, so it is not justified.
  var isHard: Bool
}

/// Chooses the ends of a paragraph's lines: at the first place that fits, or so that all lines together look best
/// (Knuth and Plass).
final class LineBreaker {
  struct Break {
    var piece: Int32
    var offset: Int32
    /// The natural width up to here, a hyphen included, spaces before the break left out.
    var end: Double
    var endStretch: Double
    var endSpace: Double
    /// The same sums at the start of the line that follows.
    var start: Double
    var startStretch: Double
    var startSpace: Double
    var penalty: Double
    var isHard: Bool
    var isHyphen: Bool
  }

  private struct Node {
    var at: Int32
    var previous: Int32
    var demerits: Double
    var line: Int32
    var ratio: Double
  }

  private let shaper: Shaper
  private let words: WordDivisions
  // Unchecked as in `Shaper`.
  @exclusivity(unchecked) private(set) var lines: [LineSpan] = []
  @exclusivity(unchecked) private var breaks: [Break] = []
  @exclusivity(unchecked) private var nodes: [Node] = []
  @exclusivity(unchecked) private var active: [Int32] = []

  init(_ shaper: Shaper, _ words: WordDivisions) {
    self.shaper = shaper
    self.words = words
  }

  /// At the first place that fits.
  func breakFirstFit(_ pieces: [Piece], firstWidth: Double, width: Double) {
    lines.removeAll(keepingCapacity: true)
    var start = 0
    var place = 0
    var used = 0.0
    var lastAllowed = -1
    var room = firstWidth
    func close(_ last: Int, hard: Bool) {
      lines.append(LineSpan(first: start, firstOffset: 0, last: last, lastOffset: 0, isHard: hard))
      start = last + 1
      // Spaces at the start of a line that was not begun by hand belong to the end of the one before.
      if !hard { while start < pieces.count, pieces[start].kind == .space { start += 1 } }
      place = start
      used = 0
      lastAllowed = -1
      room = width
    }
    while place < pieces.count {
      let piece = pieces[place]
      if piece.kind == .lineBreak {
        close(place, hard: true)
        continue
      }
      if piece.kind != .space, used + piece.width > room + 0.01, place > start, lastAllowed >= start {
        close(lastAllowed, hard: false)
        continue
      }
      used += piece.width
      if piece.mayEndLine { lastAllowed = place }
      place += 1
    }
    if start < pieces.count { close(pieces.count - 1, hard: true) }
  }

  /// So that all lines together look best; words are divided only where it does not do without.
  func breakBest(_ text: ParagraphText, _ pieces: [Piece], firstWidth: Double, width: Double) {
    collect(text, pieces, hyphenating: false)
    if solve(firstWidth: firstWidth, width: width, tolerance: 2.2, forcing: false) { return finish(pieces) }
    if text.styles.contains(where: { !$0.hyphenation.isEmpty }) { collect(text, pieces, hyphenating: true) }
    _ = solve(firstWidth: firstWidth, width: width, tolerance: 4, forcing: true)
    finish(pieces)
  }

  private func collect(_ text: ParagraphText, _ pieces: [Piece], hyphenating: Bool) {
    breaks.removeAll(keepingCapacity: true)
    breaks.append(
      Break(
        piece: -1, offset: 0, end: 0, endStretch: 0, endSpace: 0, start: 0, startStretch: 0, startSpace: 0, penalty: 0,
        isHard: true, isHyphen: false))
    var sum = 0.0
    var stretch = 0.0
    var space = 0.0
    var trimmed = (0.0, 0.0, 0.0)
    for place in pieces.indices {
      let piece = pieces[place]
      switch piece.kind {
      case .space:
        // At a line's end neither this space nor those before it count.
        if place == 0 || pieces[place - 1].kind != .space { trimmed = (sum, stretch, space) }
        sum += piece.width
        stretch += piece.width * 0.5
        space += piece.width
      case .lineBreak:
        if place == 0 || pieces[place - 1].kind != .space { trimmed = (sum, stretch, space) }
      default:
        if hyphenating, piece.kind == .text {
          let settings = text.styles[Int(piece.style)]
          if !settings.hyphenation.isEmpty { addDivisions(text, piece, place, settings, sum, stretch, space) }
        }
        sum += piece.width
        trimmed = (sum, stretch, space)
        if piece.mayEndLine, piece.kind == .text, place + 1 < pieces.count, pieces[place + 1].kind == .text {
          // Between words without spaces (Chinese, Thai) a line may grow a little.
          stretch += text.styles[Int(piece.style)].size * 0.08
        }
      }
      guard piece.mayEndLine || place == pieces.count - 1 else { continue }
      if piece.kind != .lineBreak, place + 1 < pieces.count, pieces[place + 1].kind == .space { continue }
      let isHard = piece.kind == .lineBreak || place == pieces.count - 1
      breaks.append(
        Break(
          piece: Int32(place), offset: 0, end: trimmed.0, endStretch: trimmed.1, endSpace: trimmed.2, start: sum,
          startStretch: stretch, startSpace: space, penalty: piece.kind == .text ? 20 : 0, isHard: isHard,
          isHyphen: false))
    }
  }

  private func addDivisions(
    _ text: ParagraphText, _ piece: Piece, _ place: Int, _ settings: TextStyle, _ sum: Double, _ stretch: Double,
    _ space: Double
  ) {
    text.bytes.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return }
      let own = UnsafeBufferPointer(start: start + Int(piece.textStart), count: Int(piece.textCount))
      let divisions = words.divisions(own, language: settings.hyphenation)
      guard !divisions.isEmpty, let word = own.baseAddress else { return }
      let scale = settings.size / Double(shaper.fonts[Int(piece.font)].face.unitsPerEm)
      let hyphen = Double(shaper.hyphen(Int(piece.font), settings.stack).width) * scale
      for division in divisions {
        let count = Int(division)
        let before = shaper.shape(
          word, count, font: Int(piece.font), stack: settings.stack, rightToLeft: piece.level & 1 == 1)
        let after = shaper.shape(
          word + count, own.count - count, font: Int(piece.font), stack: settings.stack,
          rightToLeft: piece.level & 1 == 1)
        breaks.append(
          Break(
            piece: Int32(place), offset: division, end: sum + Double(before.width) * scale + hyphen,
            endStretch: stretch, endSpace: space, start: sum + piece.width - Double(after.width) * scale,
            startStretch: stretch, startSpace: space, penalty: 60, isHard: false, isHyphen: true))
      }
    }
  }

  /// Whether lines were found that are no looser than the tolerance; with `forcing` there are always some.
  private func solve(firstWidth: Double, width: Double, tolerance: Double, forcing: Bool) -> Bool {
    nodes.removeAll(keepingCapacity: true)
    active.removeAll(keepingCapacity: true)
    nodes.append(Node(at: 0, previous: -1, demerits: 0, line: 0, ratio: 0))
    active.append(0)
    for index in 1..<max(breaks.count, 1) {
      let end = breaks[index]
      var best = Double.infinity
      var bestNode: Int32 = -1
      var bestRatio = 0.0
      var kept = 0
      var last: Int32 = -1
      for slot in active.indices {
        let number = active[slot]
        last = number
        let node = nodes[Int(number)]
        let from = breaks[Int(node.at)]
        let room = node.line == 0 ? firstWidth : width
        let natural = end.end - from.start
        let difference = room - natural
        var ratio: Double
        if difference >= 0 {
          let stretch = end.endStretch - from.startStretch
          ratio = end.isHard ? 0 : stretch > 0 ? difference / stretch : difference > 0.01 ? 1000 : 0
        } else {
          let shrink = (end.endSpace - from.startSpace) * 0.3
          ratio = shrink > 0 ? difference / shrink : difference < -0.01 ? -1000 : 0
        }
        if ratio < -1 {
          // Too long, and it will not get shorter: this start is out.
          continue
        }
        if !end.isHard {
          active[kept] = number
          kept += 1
        }
        if ratio > tolerance, !forcing { continue }
        let size = abs(ratio)
        let badness = size > 20 ? 800_000 + size : 100 * size * size * size
        var demerits = (10 + badness) * (10 + badness) + end.penalty * end.penalty
        if end.isHyphen, from.isHyphen { demerits += 10_000 }
        if abs(ratio - node.ratio) > 1 { demerits += 3_000 }
        if demerits + node.demerits < best {
          best = demerits + node.demerits
          bestNode = number
          bestRatio = ratio
        }
      }
      active.removeSubrange(kept...)
      if bestNode >= 0 {
        nodes.append(
          Node(
            at: Int32(index), previous: bestNode, demerits: best, line: nodes[Int(bestNode)].line + 1, ratio: bestRatio)
        )
        active.append(Int32(nodes.count - 1))
      } else if active.isEmpty {
        guard forcing, last >= 0 else { return false }
        // Nothing fits: the line sticks out, which is better than no line.
        nodes.append(
          Node(
            at: Int32(index), previous: last, demerits: nodes[Int(last)].demerits + 1e12,
            line: nodes[Int(last)].line + 1, ratio: 0))
        active.append(Int32(nodes.count - 1))
      }
    }
    return nodes.last.map { Int($0.at) == breaks.count - 1 } ?? false
  }

  private func finish(_ pieces: [Piece]) {
    lines.removeAll(keepingCapacity: true)
    var chosen: [Int] = []
    var node = nodes.count - 1
    while node > 0 {
      chosen.append(Int(nodes[node].at))
      node = Int(nodes[node].previous)
    }
    var first = 0
    var offset = 0
    for index in chosen.reversed() {
      let end = breaks[index]
      lines.append(
        LineSpan(
          first: first, firstOffset: offset, last: Int(end.piece), lastOffset: Int(end.offset), isHard: end.isHard))
      if end.offset > 0 {
        first = Int(end.piece)
        offset = Int(end.offset)
      } else {
        first = Int(end.piece) + 1
        offset = 0
      }
    }
  }
}
