internal import XML

/// Reads formulas of Office MathML.
enum OfficeMathReader {
  static func formula(_ node: XMLNode) -> Formula {
    row(node)
  }

  private static func row(_ node: XMLNode?) -> Formula {
    guard let node else { return .row([]) }
    let items = node.elements.compactMap(item)
    return items.count == 1 ? items[0] : .row(items)
  }

  private static func value(_ node: XMLNode, _ path: String) -> String? {
    node.first(path)?.attributes.first { $0.name.local == "val" }?.value
  }

  private static func item(_ node: XMLNode) -> Formula? {
    switch node.name.local {
    case "r": return run(node)
    case "f":
      return .fraction(row(node.first("num")), row(node.first("den")), hasBar: value(node, "fPr/type") != "noBar")
    case "rad":
      let degree = row(node.first("deg"))
      return .root(row(node.first("e")), degree: degree == .row([]) ? nil : degree)
    case "sSup": return .scripts(row(node.first("e")), sub: nil, sup: row(node.first("sup")))
    case "sSub": return .scripts(row(node.first("e")), sub: row(node.first("sub")), sup: nil)
    case "sSubSup", "sPre":
      return .scripts(row(node.first("e")), sub: row(node.first("sub")), sup: row(node.first("sup")))
    case "nary":
      let (sub, sup) = (row(node.first("sub")), row(node.first("sup")))
      let sign = value(node, "naryPr/chr") ?? "∫"
      return .large(
        sign, sub: sub == .row([]) ? nil : sub, sup: sup == .row([]) ? nil : sup,
        isStacked: value(node, "naryPr/limLoc") != "subSup", row(node.first("e")))
    case "limLow": return .limit(row(node.first("e")), row(node.first("lim")), .below)
    case "limUpp": return .limit(row(node.first("e")), row(node.first("lim")), .above)
    case "d": return fenced(node)
    case "acc": return .accent(value(node, "accPr/chr") ?? "\u{0302}", row(node.first("e")))
    case "bar": return .bar(row(node.first("e")), value(node, "barPr/pos") == "top" ? .above : .below)
    case "groupChr": return .brace(row(node.first("e")), value(node, "groupChrPr/pos") == "top" ? .above : .below)
    case "m": return .matrix(rows(node), open: "", close: "", alignment: "c")
    case "eqArr": return .matrix(node.all("e").map { [row($0)] }, open: "", close: "", alignment: "c")
    case "func": return .row([row(node.first("fName")), row(node.first("e"))])
    case "box", "borderBox", "phant", "oMath": return row(node.name.local == "oMath" ? node : node.first("e"))
    default: return nil
    }
  }

  private static func rows(_ node: XMLNode) -> [[Formula]] {
    node.all("mr").map { $0.all("e").map { row($0) } }
  }

  private static func fenced(_ node: XMLNode) -> Formula {
    let open = value(node, "dPr/begChr") ?? "("
    let close = value(node, "dPr/endChr") ?? ")"
    let parts = node.all("e")
    if parts.count == 1, parts[0].elements.count == 1, parts[0].elements[0].name.local == "m" {
      return .matrix(rows(parts[0].elements[0]), open: open, close: close, alignment: "c")
    }
    let separator = value(node, "dPr/sepChr") ?? "|"
    var items: [Formula] = []
    for (index, part) in parts.enumerated() {
      if index > 0 { items.append(.sign(separator)) }
      items.append(row(part))
    }
    return .fenced(open: open, items.count == 1 ? items[0] : .row(items), close: close)
  }

  private static func run(_ node: XMLNode) -> Formula? {
    let text = node.all("t").map(\.text).joined()
    if text.isEmpty { return nil }
    if node.first("rPr/nor") != nil { return .words(text) }
    let style = value(node, "rPr/sty")
    if FormulaSymbols.functions.contains(text) || FormulaSymbols.limits.contains(text), style == "p" {
      return .function(text)
    }
    if text == "\u{2003}" { return .space(1) }
    if text == "\u{2009}" { return .space(0.167) }
    var items: [Formula] = []
    var digits = ""
    func flush() {
      if !digits.isEmpty { items.append(.number(digits)) }
      digits = ""
    }
    for character in text {
      if character.isNumber || (character == "." && !digits.isEmpty) {
        digits.append(character)
        continue
      }
      flush()
      if character.isLetter || character == "∞" {
        let letter = Formula.letter(String(character))
        items.append(style == "b" ? .styled(.bold, letter) : style == "bi" ? .styled(.boldItalic, letter) : letter)
      } else if !character.isWhitespace {
        items.append(.sign(String(character)))
      }
    }
    flush()
    return items.count == 1 ? items[0] : .row(items)
  }
}
