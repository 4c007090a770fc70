internal import Documents
internal import XML

/// Reads formulas of Office MathML.
enum OfficeMathReader {
  static func formula(_ node: XMLNode) -> MathNode {
    row(node)
  }

  private static func row(_ node: XMLNode?) -> MathNode {
    guard let node else { return .row([]) }
    var items: [MathNode] = []
    for element in node.elements {
      // A sign of operation and what it applies to stand side by side.
      if element.name.local == "nary", case .row(let parts)? = item(element) {
        items += parts
      } else if let item = item(element) {
        items.append(item)
      }
    }
    return items.count == 1 ? items[0] : .row(items)
  }

  private static func value(_ node: XMLNode, _ path: String) -> String? {
    node.first(path)?.attributes.first { $0.name.local == "val" }?.value
  }

  private static func item(_ node: XMLNode) -> MathNode? {
    switch node.name.local {
    case "r": return run(node)
    case "f":
      return .fraction(row(node.first("num")), row(node.first("den")), hasLine: value(node, "fPr/type") != "noBar")
    case "rad": return .root(row(node.first("e")), index: part(node, "deg"))
    case "sSup": return .scripts(row(node.first("e")), below: nil, above: row(node.first("sup")), isStacked: false)
    case "sSub": return .scripts(row(node.first("e")), below: row(node.first("sub")), above: nil, isStacked: false)
    case "sSubSup", "sPre":
      return .scripts(
        row(node.first("e")), below: row(node.first("sub")), above: row(node.first("sup")), isStacked: false)
    case "nary": return nary(node)
    case "limLow":
      return .scripts(row(node.first("e")), below: row(node.first("lim")), above: nil, isStacked: true)
    case "limUpp":
      let above = row(node.first("lim"))
      let base = row(node.first("e"))
      if case .scripts(let inner, let below, nil, true) = base {
        return .scripts(inner, below: below, above: above, isStacked: true)
      }
      return .scripts(base, below: nil, above: above, isStacked: true)
    case "d": return fenced(node)
    case "acc":
      let mark = value(node, "accPr/chr") ?? "\u{0302}"
      let sign = OfficeMath.combining.first { $0.value == mark }?.key
      return .accent(row(node.first("e")), sign: sign ?? (mark == "\u{0305}" ? "¯" : mark), isAbove: true)
    case "bar":
      let isAbove = value(node, "barPr/pos") == "top"
      return .accent(row(node.first("e")), sign: isAbove ? "¯" : "_", isAbove: isAbove)
    case "groupChr":
      let isAbove = value(node, "groupChrPr/pos") == "top"
      return .accent(
        row(node.first("e")), sign: value(node, "groupChrPr/chr") ?? (isAbove ? "⏞" : "⏟"), isAbove: isAbove)
    case "m": return .table(rows(node), kind: kind(node))
    case "eqArr": return .table(node.all("e").map { [row($0)] }, kind: .aligned)
    case "func": return .row([row(node.first("fName")), row(node.first("e"))])
    case "box", "borderBox", "phant", "oMath": return row(node.name.local == "oMath" ? node : node.first("e"))
    default: return nil
    }
  }

  /// A part that is there and not empty.
  private static func part(_ node: XMLNode, _ name: String) -> MathNode? {
    let part = row(node.first(name))
    return part == .row([]) ? nil : part
  }

  private static func nary(_ node: XMLNode) -> MathNode {
    let sign = MathNode.sign(value(node, "naryPr/chr") ?? "∫")
    let (below, above) = (part(node, "sub"), part(node, "sup"))
    let isStacked = value(node, "naryPr/limLoc") != "subSup"
    let head =
      below == nil && above == nil ? sign : MathNode.scripts(sign, below: below, above: above, isStacked: isStacked)
    guard let body = part(node, "e") else { return .row([head]) }
    if case .row(let items) = body { return .row([head] + items) }
    return .row([head, body])
  }

  private static func rows(_ node: XMLNode) -> [[MathNode]] {
    node.all("mr").map { $0.all("e").map { row($0) } }
  }

  private static func kind(_ node: XMLNode) -> MathNode.TableKind {
    switch value(node, "mPr/mcs/mc/mcPr/mcJc") {
    case "left"?: .cases
    case "right"?: .aligned
    default: .matrix
    }
  }

  private static func fenced(_ node: XMLNode) -> MathNode {
    let open = value(node, "dPr/begChr") ?? "("
    let close = value(node, "dPr/endChr") ?? ")"
    let parts = node.all("e")
    let separator = value(node, "dPr/sepChr") ?? "|"
    var items: [MathNode] = []
    for (index, part) in parts.enumerated() {
      if index > 0 { items.append(MathNode.sign(separator)) }
      items.append(row(part))
    }
    return .fenced(open: open, items.count == 1 ? items[0] : .row(items), close: close)
  }

  private static func run(_ node: XMLNode) -> MathNode? {
    let text = node.all("t").map(\.text).joined()
    if text.isEmpty { return nil }
    if node.first("rPr/nor") != nil { return .text(text) }
    let style = value(node, "rPr/sty")
    if style == "p" {
      let sign = MathNode.sign(text)
      if case .symbol(_, let kind) = sign, kind == .function || kind == .limit { return sign }
    }
    if text == "\u{2003}" { return .space(1) }
    if text == "\u{2009}" { return .space(0.167) }
    let variant: MathNode.Variant? = style == "b" ? .bold : style == "bi" ? .boldItalic : nil
    var items: [MathNode] = []
    var digits = ""
    func flush() {
      if !digits.isEmpty { items.append(.number(digits)) }
      digits = ""
    }
    for character in text {
      let scalar = character.unicodeScalars.first ?? " "
      if let origin = MathAlphabet.origin(of: scalar) {
        flush()
        items.append(.identifier(String(Character(origin.letter)), variant: origin.variant))
        continue
      }
      if character.isNumber || (character == "." && !digits.isEmpty) {
        digits.append(character)
        continue
      }
      flush()
      if character.isLetter {
        guard style == "p", scalar.isASCII else {
          items.append(.identifier(String(character), variant: variant))
          continue
        }
        // Upright letters side by side are one word.
        if case .identifier(let word, .upright)? = items.last {
          items[items.count - 1] = .identifier(word + String(character), variant: .upright)
        } else {
          items.append(.identifier(String(character), variant: .upright))
        }
      } else if !character.isWhitespace {
        items.append(.sign(String(character)))
      }
    }
    flush()
    return items.count == 1 ? items[0] : .row(items)
  }
}
