internal import Documents
internal import Fonts
internal import Typesetting

/// Sets a formula as a picture, by the rules of TeX as far as they are needed.
struct MathLayout {
  private let typesetter: Typesetter
  private let stack: Int
  private let size: Double
  private let color: TypeColor

  /// How a part is set: large where it stands alone, smaller in scripts.
  private struct Level {
    var isDisplay: Bool
    var depth = 0

    var script: Level { Level(isDisplay: false, depth: depth + 1) }
    var text: Level { Level(isDisplay: false, depth: depth) }
    var factor: Double { depth == 0 ? 1 : depth == 1 ? 0.7 : 0.5 }
  }

  /// A part with its place in the order of signs.
  private struct Box {
    var picture: Picture
    var kind: MathNode.SymbolKind = .ordinary
    var isBig = false

    var width: Double { picture.width }
    var ascent: Double { picture.ascent }
    var descent: Double { picture.descent }
    var height: Double { ascent + descent }
  }

  init(_ typesetter: Typesetter, size: Double, color: TypeColor, style: FontStyle = .regular) throws {
    self.typesetter = typesetter
    self.size = size
    self.color = color
    stack = try typesetter.shaper.stack(
      FontRequest(families: ["Noto Sans Math", "Noto Sans", "sans-serif"], style: style, language: "en"))
  }

  func picture(_ node: MathNode, isDisplay: Bool) -> Picture {
    set(node, Level(isDisplay: isDisplay)).picture
  }

  private func em(_ level: Level) -> Double { size * level.factor }

  /// The middle of operators above the baseline.
  private func axis(_ level: Level) -> Double { em(level) * 0.26 }

  private func rule(_ level: Level) -> Double { max(em(level) * 0.05, 0.35) }

  private func empty(_ width: Double = 0, _ ascent: Double = 0, _ descent: Double = 0) -> Picture {
    Picture(typesetter, width: width, ascent: ascent, descent: descent)
  }

  private func glyphs(_ text: String, _ level: Level, scale: Double = 1) -> Box {
    let style = TextStyle(stack: stack, size: em(level) * scale, color: color)
    var paragraph = ParagraphText()
    paragraph.append(text, style)
    let ink = typesetter.ink(of: paragraph)
    var picture = empty(ink.width, max(ink.top, 0), max(-ink.bottom, 0))
    picture.add(text, style, x: 0, y: 0)
    return Box(picture: picture)
  }

  // MARK: Parts

  private func set(_ node: MathNode, _ level: Level) -> Box {
    switch node {
    case .identifier(let name, let variant):
      let isLetter = name.count == 1
      return glyphs(MathAlphabet.text(name, variant ?? (isLetter ? .italic : .upright)), level)
    case .number(let digits): return glyphs(digits, level)
    case .symbol(let sign, .large), .symbol(let sign, .integral): return big(sign, level)
    case .symbol(let sign, let kind):
      var box = glyphs(sign == "-" ? "−" : sign, level)
      box.kind = kind
      return box
    case .text(let words), .unknown(let words): return glyphs(words, level)
    case .row(let nodes): return row(nodes, level)
    case .space(let width): return Box(picture: empty(width * em(level)))
    case .fraction(let above, let below, let hasLine): return fraction(above, below, hasLine, level)
    case .root(let inner, let degree): return root(inner, degree, level)
    case .scripts(let base, let below, let above, let isStacked):
      return scripts(base, below, above, isStacked: isStacked, level)
    case .fenced(let open, let inner, let close): return fenced(open, inner, close, level)
    case .accent(let inner, let sign, let isAbove): return accent(sign, inner, isAbove: isAbove, level)
    case .table(let rows, let kind): return grid(rows, kind, level)
    }
  }

  private func big(_ sign: String, _ level: Level) -> Box {
    let isIntegral = ["∫", "∬", "∭", "∮"].contains(sign)
    let scale = level.isDisplay ? isIntegral ? 1.9 : 1.45 : 1.1
    let box = glyphs(sign, level, scale: scale)
    // Its middle stands on the axis.
    let shift = axis(level) - (box.ascent - box.descent) / 2
    var picture = empty(box.width, box.ascent + shift, box.descent - shift)
    picture.add(box.picture, x: 0, y: shift)
    return Box(picture: picture, kind: .large, isBig: true)
  }

  private func row(_ nodes: [MathNode], _ level: Level) -> Box {
    var boxes: [Box] = []
    var isSpace: [Bool] = []
    for node in nodes {
      var box = set(node, level)
      if case .space = node { isSpace.append(true) } else { isSpace.append(false) }
      // A sign without something before it belongs to what comes: -x.
      if box.kind == .binary {
        let before = boxes.last?.kind
        if before == nil || before == .binary || before == .relation || before == .open || before == .punctuation
          || Self.isOperation(before ?? .ordinary)
        {
          box.kind = .ordinary
        }
      }
      boxes.append(box)
    }
    var x = 0.0
    var ascent = 0.0
    var descent = 0.0
    var places: [Double] = []
    for (index, box) in boxes.enumerated() {
      if index > 0, !isSpace[index], !isSpace[index - 1] { x += gap(boxes[index - 1].kind, box.kind, level) }
      places.append(x)
      x += box.width
      ascent = max(ascent, box.ascent)
      descent = max(descent, box.descent)
    }
    var picture = empty(x, ascent, descent)
    for (box, place) in zip(boxes, places) { picture.add(box.picture, x: place, y: 0) }
    return Box(picture: picture, kind: boxes.count == 1 ? boxes[0].kind : .ordinary)
  }

  private static func isOperation(_ kind: MathNode.SymbolKind) -> Bool {
    kind == .large || kind == .integral || kind == .function || kind == .limit
  }

  private func gap(_ left: MathNode.SymbolKind, _ right: MathNode.SymbolKind, _ level: Level) -> Double {
    let unit = em(level) / 18
    let isScript = level.depth > 0
    if left == .punctuation { return isScript ? 0 : 3 * unit }
    if left == .relation || right == .relation {
      return isScript || left == right || left == .open || right == .close || right == .punctuation ? 0 : 5 * unit
    }
    if left == .binary || right == .binary { return isScript || left == .open || right == .close ? 0 : 4 * unit }
    if Self.isOperation(left) { return right == .open || right == .close || right == .punctuation ? 0 : 3 * unit }
    if Self.isOperation(right) { return left == .open ? 0 : 3 * unit }
    return 0
  }

  private func fraction(_ above: MathNode, _ below: MathNode, _ hasBar: Bool, _ level: Level) -> Box {
    let inner = level.isDisplay ? level.text : level.script
    let top = set(above, inner)
    let bottom = set(below, inner)
    let thickness = rule(level)
    let middle = axis(level)
    let clearance = level.isDisplay ? 3 * thickness : 2 * thickness
    let rise = middle + thickness / 2 + clearance + top.descent
    let drop = bottom.ascent + clearance + thickness / 2 - middle
    let margin = em(level) * 0.08
    let width = max(top.width, bottom.width) + 2 * margin
    var picture = empty(width + 2 * margin, rise + top.ascent, drop + bottom.descent)
    picture.add(top.picture, x: margin + (width - top.width) / 2, y: rise)
    picture.add(bottom.picture, x: margin + (width - bottom.width) / 2, y: -drop)
    if hasBar { picture.add(bar(margin, middle - thickness / 2, width, thickness)) }
    return Box(picture: picture)
  }

  private func bar(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> VectorPath {
    VectorPath(
      [.move(x, y), .line(x + width, y), .line(x + width, y + height), .line(x, y + height), .close], fill: color)
  }

  private func root(_ inner: MathNode, _ degree: MathNode?, _ level: Level) -> Box {
    let box = set(inner, level.text)
    let thickness = rule(level)
    let unit = em(level)
    let clearance = level.isDisplay ? unit * 0.14 : unit * 0.09
    let top = max(box.ascent, unit * 0.5) + clearance
    let bottom = -box.descent - unit * 0.05
    let height = top - bottom
    let sign = unit * 0.5 + min(height * 0.08, unit * 0.25)
    var lead = 0.0
    let small = degree.map { set($0, Level(isDisplay: false, depth: 2)) }
    if let small { lead = max(small.width - sign * 0.45, 0) }
    var picture = empty(lead + sign + box.width + unit * 0.08, top + thickness, -bottom)
    let left = lead
    picture.add(
      VectorPath(
        [
          .move(left + sign * 0.06, bottom + height * 0.48), .line(left + sign * 0.26, bottom + height * 0.56),
          .line(left + sign * 0.52, bottom), .line(left + sign, top + thickness / 2),
          .line(left + sign + box.width + unit * 0.06, top + thickness / 2),
        ], stroke: color, lineWidth: thickness))
    picture.add(box.picture, x: left + sign + unit * 0.02, y: 0)
    if let small { picture.add(small.picture, x: 0, y: bottom + height * 0.62) }
    return Box(picture: picture)
  }

  private func scripts(
    _ base: MathNode, _ below: MathNode?, _ above: MathNode?, isStacked: Bool, _ level: Level
  ) -> Box {
    let box = set(base, level)
    let upper = above.map { set($0, level.script) }
    let lower = below.map { set($0, level.script) }
    if isStacked, level.isDisplay || !Self.isOperation(box.kind) { return limits(box, upper, lower, level) }
    let unit = em(level)
    var rise = max(unit * 0.36, box.ascent - unit * 0.3)
    var drop = max(unit * 0.16, box.isBig ? box.descent - unit * 0.12 : box.descent + unit * 0.05)
    if let upper { rise = max(rise, upper.descent + unit * 0.12) }
    if let lower { drop = max(drop, lower.ascent - unit * 0.38) }
    if let upper, let lower {
      let space = rise - upper.descent - (lower.ascent - drop)
      let least = 4 * rule(level)
      if space < least { drop += least - space }
    }
    let gap = unit * 0.04
    let width = max(upper?.width ?? 0, lower?.width ?? 0)
    var picture = empty(
      box.width + gap + width + unit * 0.04, max(box.ascent, upper.map { rise + $0.ascent } ?? 0),
      max(box.descent, lower.map { drop + $0.descent } ?? 0))
    picture.add(box.picture, x: 0, y: 0)
    if let upper { picture.add(upper.picture, x: box.width + gap, y: rise) }
    if let lower { picture.add(lower.picture, x: box.width + (box.isBig ? -unit * 0.1 : gap), y: -drop) }
    return Box(picture: picture, kind: box.kind)
  }

  private func limits(_ box: Box, _ upper: Box?, _ lower: Box?, _ level: Level) -> Box {
    let gap = em(level) * 0.16
    let width = max(box.width, upper?.width ?? 0, lower?.width ?? 0)
    let rise = box.ascent + gap + (upper?.descent ?? 0)
    let drop = box.descent + gap + (lower?.ascent ?? 0)
    var picture = empty(
      width, upper.map { rise + $0.ascent } ?? box.ascent, lower.map { drop + $0.descent } ?? box.descent)
    picture.add(box.picture, x: (width - box.width) / 2, y: 0)
    if let upper { picture.add(upper.picture, x: (width - upper.width) / 2, y: rise) }
    if let lower { picture.add(lower.picture, x: (width - lower.width) / 2, y: -drop) }
    return Box(picture: picture, kind: box.kind)
  }

  private func fenced(_ open: String, _ inner: MathNode, _ close: String, _ level: Level) -> Box {
    let box = set(inner, level)
    let middle = axis(level)
    // As far above the axis as below.
    let reach = max(box.ascent - middle, box.descent + middle, em(level) * 0.5)
    let left = fence(open, reach, level, opens: true)
    let right = fence(close, reach, level, opens: false)
    var picture = empty(
      left.width + box.width + right.width, max(box.ascent, left.ascent, right.ascent),
      max(box.descent, left.descent, right.descent))
    picture.add(left.picture, x: 0, y: 0)
    picture.add(box.picture, x: left.width, y: 0)
    picture.add(right.picture, x: left.width + box.width, y: 0)
    return Box(picture: picture)
  }

  /// A bracket as high as what it holds: a glyph where that is enough, else drawn.
  private func fence(_ sign: String, _ reach: Double, _ level: Level, opens: Bool) -> Box {
    guard !sign.isEmpty else { return Box(picture: empty(em(level) * 0.06)) }
    let unit = em(level)
    if reach <= unit * 0.56 || !"()[]{}|‖⟨⟩⌊⌋⌈⌉".contains(sign) { return glyphs(sign, level) }
    let middle = axis(level)
    let top = middle + reach
    let bottom = middle - reach
    let height = top - bottom
    let thickness = rule(level) * 1.25
    let width = unit * 0.3 + min(height * 0.035, unit * 0.2)
    var steps: [VectorPath.Step] = []
    // Drawn as an opening sign, mirrored for a closing one.
    func at(_ x: Double) -> Double { opens ? x : width - x }
    let (near, far) = (width * 0.3, width * 0.85)
    switch sign {
    case "(", ")":
      steps = [
        .move(at(far), top),
        .curve(at(near * 0.4), top - height * 0.28, at(near * 0.4), bottom + height * 0.28, at(far), bottom),
      ]
    case "[", "]": steps = [.move(at(far), top), .line(at(near), top), .line(at(near), bottom), .line(at(far), bottom)]
    case "⌈", "⌉": steps = [.move(at(far), top), .line(at(near), top), .line(at(near), bottom)]
    case "⌊", "⌋": steps = [.move(at(near), top), .line(at(near), bottom), .line(at(far), bottom)]
    case "⟨", "⟩": steps = [.move(at(far), top), .line(at(near), middle), .line(at(far), bottom)]
    case "{", "}":
      let (bend, tip) = (width * 0.5, width * 0.1)
      steps = [
        .move(at(far), top), .curve(at(bend), top, at(bend), top - height * 0.04, at(bend), top - height * 0.12),
        .line(at(bend), middle + height * 0.1),
        .curve(at(bend), middle + height * 0.02, at(tip), middle, at(tip), middle),
        .curve(at(tip), middle, at(bend), middle - height * 0.02, at(bend), middle - height * 0.1),
        .line(at(bend), bottom + height * 0.12),
        .curve(at(bend), bottom + height * 0.04, at(bend), bottom, at(far), bottom),
      ]
    default:
      steps = [.move(width / 2, top), .line(width / 2, bottom)]
      if sign == "‖" { steps += [.move(width * 0.8, top), .line(width * 0.8, bottom)] }
    }
    var picture = empty(width, top + thickness / 2, -bottom + thickness / 2)
    picture.add(VectorPath(steps, stroke: color, lineWidth: thickness))
    return Box(picture: picture)
  }

  private func accent(_ sign: String, _ inner: MathNode, isAbove: Bool, _ level: Level) -> Box {
    // Bars and braces are as wide as what they cover.
    if "¯‾_̲―‗".contains(sign) || sign == "\u{AF}" || sign == "\u{203E}" { return line(inner, isAbove, level) }
    let box = set(inner, level)
    let unit = em(level)
    let mark = glyphs(sign, level, scale: sign == "→" || sign == "⃗" ? 0.7 : 1)
    let gap = unit * 0.07
    let width = max(box.width, mark.width)
    if "⏞⏟⎴⎵".contains(sign) { return brace(box, isAbove: isAbove, level) }
    // The ink of the sign begins at `ascent - height`; it is moved to just above or below the letter.
    let ink = inkBottom(sign, level, scale: sign == "→" || sign == "⃗" ? 0.7 : 1)
    let height = mark.ascent - ink
    var picture = empty(
      width, box.ascent + (isAbove ? gap + height : 0), box.descent + (isAbove ? 0 : gap + height))
    picture.add(box.picture, x: (width - box.width) / 2, y: 0)
    let y = isAbove ? box.ascent + gap - ink : -box.descent - gap - mark.ascent
    picture.add(mark.picture, x: (width - mark.width) / 2 + (isAbove ? unit * 0.03 : 0), y: y)
    return Box(picture: picture)
  }

  private func inkBottom(_ sign: String, _ level: Level, scale: Double) -> Double {
    var paragraph = ParagraphText()
    paragraph.append(sign, TextStyle(stack: stack, size: em(level) * scale, color: color))
    return typesetter.ink(of: paragraph).bottom
  }

  private func brace(_ box: Box, isAbove: Bool, _ level: Level) -> Box {
    let unit = em(level)
    let depth = unit * 0.28
    let gap = unit * 0.1
    let thickness = rule(level)
    var picture = empty(
      box.width, box.ascent + (isAbove ? gap + depth : 0), box.descent + (isAbove ? 0 : gap + depth))
    picture.add(box.picture, x: 0, y: 0)
    let edge = isAbove ? box.ascent + gap : -box.descent - gap
    func at(_ share: Double) -> Double { isAbove ? edge + depth * share : edge - depth * share }
    let (middle, bend) = (box.width / 2, min(unit * 0.3, box.width / 4))
    picture.add(
      VectorPath(
        [
          .move(0, at(0)), .curve(0, at(0.5), 0, at(0.5), bend, at(0.5)), .line(middle - bend, at(0.5)),
          .curve(middle, at(0.5), middle, at(0.5), middle, at(1)),
          .curve(middle, at(0.5), middle, at(0.5), middle + bend, at(0.5)), .line(box.width - bend, at(0.5)),
          .curve(box.width, at(0.5), box.width, at(0.5), box.width, at(0)),
        ], stroke: color, lineWidth: thickness))
    return Box(picture: picture)
  }

  private func line(_ inner: MathNode, _ isAbove: Bool, _ level: Level) -> Box {
    let box = set(inner, level)
    let thickness = rule(level)
    let gap = 3 * thickness
    var picture = empty(
      box.width, box.ascent + (isAbove ? gap + thickness : 0), box.descent + (isAbove ? 0 : gap + thickness))
    picture.add(box.picture, x: 0, y: 0)
    picture.add(bar(0, isAbove ? box.ascent + gap : -box.descent - gap - thickness, box.width, thickness))
    return Box(picture: picture)
  }

  private func grid(_ rows: [[MathNode]], _ form: MathNode.TableKind, _ level: Level) -> Box {
    let inner = form == .aligned ? Level(isDisplay: true, depth: level.depth) : level.text
    let boxes = rows.map { $0.map { set($0, inner) } }
    let count = boxes.map(\.count).max() ?? 0
    var widths = [Double](repeating: 0, count: count)
    for row in boxes { for (column, box) in row.enumerated() { widths[column] = max(widths[column], box.width) } }
    let unit = em(level)
    let gap = form == .aligned ? unit * 0.14 : unit * 0.8
    var heights: [(ascent: Double, descent: Double)] = []
    for row in boxes {
      heights.append((max(row.map(\.ascent).max() ?? 0, unit * 0.7), max(row.map(\.descent).max() ?? 0, unit * 0.28)))
    }
    let spacing = form == .aligned ? unit * 0.35 : unit * 0.14
    let total = heights.reduce(0) { $0 + $1.ascent + $1.descent } + spacing * Double(max(heights.count - 1, 0))
    let top = axis(level) + total / 2
    var picture = empty(widths.reduce(0, +) + gap * Double(max(count - 1, 0)), top, total - top)
    var y = top
    for (row, height) in zip(boxes, heights) {
      y -= height.ascent
      var x = 0.0
      for (column, box) in row.enumerated() {
        let slack = widths[column] - box.width
        let shift =
          switch form {
          case .matrix: slack / 2
          case .cases: 0.0
          case .aligned: column % 2 == 0 ? slack : 0
          }
        picture.add(box.picture, x: x + shift, y: y)
        x += widths[column] + (form == .aligned && column % 2 == 1 ? unit * 2 : gap)
      }
      y -= height.descent + spacing
    }
    return Box(picture: picture)
  }
}
