internal import Documents

/// Writes formulas as Office MathML, the form in which word processors edit them.
struct OfficeMath {
  /// One `m:oMath` element.
  static func write(_ node: MathNode, to xml: inout MarkupStream) {
    xml.put("<m:oMath>")
    OfficeMath().append(node, &xml)
    xml.put("</m:oMath>")
  }

  private func run(_ text: String, _ style: StaticString?, _ xml: inout MarkupStream) {
    run(text, style, isWords: false, &xml)
  }

  private func run(_ text: String, _ style: StaticString?, isWords: Bool, _ xml: inout MarkupStream) {
    xml.put("<m:r>")
    if isWords {
      xml.put("<m:rPr><m:nor/></m:rPr>")
    } else if let style {
      xml.put("<m:rPr><m:sty m:val=\"")
      xml.put(style)
      xml.put("\"/></m:rPr>")
    }
    xml.put("<w:rPr><w:rFonts w:ascii=\"Cambria Math\" w:hAnsi=\"Cambria Math\"/></w:rPr><m:t xml:space=\"preserve\">")
    xml.text(text)
    xml.put("</m:t></m:r>")
  }

  private func part(_ name: StaticString, _ node: MathNode, _ xml: inout MarkupStream) {
    xml.put("<m:")
    xml.put(name)
    xml.put(">")
    append(node, &xml)
    xml.put("</m:")
    xml.put(name)
    xml.put(">")
  }

  private func append(_ node: MathNode, _ xml: inout MarkupStream) {
    switch node {
    case .row(let nodes): row(nodes, &xml)
    case .identifier(let name, let variant): letter(name, variant, &xml)
    case .number(let text): run(text, "p", &xml)
    case .symbol, .scripts:
      if Nary(node) != nil { return row([node], &xml) }
      single(node, &xml)
    case .text(let text), .unknown(let text): run(text, nil, isWords: true, &xml)
    case .space(let width): if width > 0 { run(width >= 1 ? "\u{2003}" : "\u{2009}", "p", &xml) }
    case .fraction(let above, let below, let hasLine):
      xml.put(hasLine ? "<m:f>" : "<m:f><m:fPr><m:type m:val=\"noBar\"/></m:fPr>")
      part("num", above, &xml)
      part("den", below, &xml)
      xml.put("</m:f>")
    case .root(let inner, let index):
      xml.put(index == nil ? "<m:rad><m:radPr><m:degHide m:val=\"1\"/></m:radPr>" : "<m:rad>")
      part("deg", index ?? .row([]), &xml)
      part("e", inner, &xml)
      xml.put("</m:rad>")
    case .fenced(let open, let inner, let close): fenced(open, close, &xml) { part("e", inner, &$0) }
    case .accent(let base, let sign, let isAbove): accent(base, sign, isAbove, &xml)
    case .table(let rows, let kind): table(rows, kind, &xml)
    }
  }

  private func single(_ node: MathNode, _ xml: inout MarkupStream) {
    switch node {
    case .symbol(let sign, _): run(sign, "p", &xml)
    case .scripts(let base, let below, let above, true): limits(base, below, above, &xml)
    case .scripts(let base, let below, let above, false): scripts(base, below, above, &xml)
    default: append(node, &xml)
    }
  }

  /// A sign with limits takes what follows it up to the next relation as what it applies to.
  private func row(_ nodes: [MathNode], _ xml: inout MarkupStream) {
    var rest = nodes[...]
    while let node = rest.popFirst() {
      guard let nary = Nary(node) else {
        append(node, &xml)
        continue
      }
      let end = rest.firstIndex { $0.endsOperand } ?? rest.endIndex
      nary.open(&xml)
      part("sub", nary.below ?? .row([]), &xml)
      part("sup", nary.above ?? .row([]), &xml)
      part("e", .row(Array(rest[..<end])), &xml)
      xml.put("</m:nary>")
      rest = rest[end...]
    }
  }

  private func accent(_ base: MathNode, _ sign: String, _ isAbove: Bool, _ xml: inout MarkupStream) {
    switch sign {
    case "¯", "_":
      xml.put(
        isAbove
          ? "<m:bar><m:barPr><m:pos m:val=\"top\"/></m:barPr>" : "<m:bar><m:barPr><m:pos m:val=\"bot\"/></m:barPr>")
      part("e", base, &xml)
      xml.put("</m:bar>")
    case "⏞", "⏟":
      xml.put("<m:groupChr><m:groupChrPr><m:chr m:val=\"\(sign)\"/><m:pos m:val=\"")
      xml.put(isAbove ? "top" : "bot")
      xml.put("\"/><m:vertJc m:val=\"")
      xml.put(isAbove ? "bot" : "top")
      xml.put("\"/></m:groupChrPr>")
      part("e", base, &xml)
      xml.put("</m:groupChr>")
    default:
      xml.put("<m:acc><m:accPr><m:chr")
      xml.attribute(" m:val", Self.combining[sign] ?? sign)
      xml.put("/></m:accPr>")
      part("e", base, &xml)
      xml.put("</m:acc>")
    }
  }

  /// Marks that combine with their base here and stand alone elsewhere.
  static let combining = [
    "^": "\u{0302}", "~": "\u{0303}", "→": "\u{20D7}", "˙": "\u{0307}", "¨": "\u{0308}", "´": "\u{0301}",
    "`": "\u{0300}", "˘": "\u{0306}", "ˇ": "\u{030C}", "˚": "\u{030A}",
  ]

  private func letter(_ text: String, _ variant: MathNode.Variant?, _ xml: inout MarkupStream) {
    switch variant {
    case nil, .italic?: run(text, nil, &xml)
    case .upright?: run(text, "p", &xml)
    case .bold?: run(text, "b", &xml)
    case .boldItalic?: run(text, "bi", &xml)
    case let other?: run(MathAlphabet.text(text, other), "p", &xml)
    }
  }

  private func scripts(_ base: MathNode, _ sub: MathNode?, _ sup: MathNode?, _ xml: inout MarkupStream) {
    let name = sub == nil ? "sSup" : sup == nil ? "sSub" : "sSubSup"
    xml.put("<m:\(name)>")
    part("e", base, &xml)
    if let sub { part("sub", sub, &xml) }
    if let sup { part("sup", sup, &xml) }
    xml.put("</m:\(name)>")
  }

  private func limits(_ base: MathNode, _ below: MathNode?, _ above: MathNode?, _ xml: inout MarkupStream) {
    if let above {
      xml.put("<m:limUpp><m:e>")
      limits(base, below, nil, &xml)
      xml.put("</m:e>")
      part("lim", above, &xml)
      xml.put("</m:limUpp>")
    } else if let below {
      xml.put("<m:limLow>")
      part("e", base, &xml)
      part("lim", below, &xml)
      xml.put("</m:limLow>")
    } else {
      append(base, &xml)
    }
  }

  private func fenced(
    _ open: String, _ close: String, _ xml: inout MarkupStream, _ body: (inout MarkupStream) -> Void
  ) {
    xml.put("<m:d><m:dPr><m:begChr")
    xml.attribute(" m:val", open)
    xml.put("/><m:endChr")
    xml.attribute(" m:val", close)
    xml.put("/></m:dPr>")
    body(&xml)
    xml.put("</m:d>")
  }

  private func table(_ rows: [[MathNode]], _ kind: MathNode.TableKind, _ xml: inout MarkupStream) {
    let columns = max(rows.map(\.count).max() ?? 1, 1)
    xml.put("<m:m><m:mPr><m:mcs>")
    for column in 0..<columns {
      let name =
        switch kind {
        case .matrix: "center"
        case .cases: "left"
        case .aligned: column % 2 == 0 ? "right" : "left"
        }
      xml.put("<m:mc><m:mcPr><m:count m:val=\"1\"/><m:mcJc m:val=\"\(name)\"/></m:mcPr></m:mc>")
    }
    xml.put("</m:mcs></m:mPr>")
    for row in rows {
      xml.put("<m:mr>")
      for column in 0..<columns { part("e", column < row.count ? row[column] : .row([]), &xml) }
      xml.put("</m:mr>")
    }
    xml.put("</m:m>")
  }

  /// A sign with limits and its limits.
  private struct Nary {
    let sign: String
    let below: MathNode?
    let above: MathNode?
    let isStacked: Bool

    init?(_ node: MathNode) {
      switch node {
      case .symbol(let sign, .large), .symbol(let sign, .integral):
        (self.sign, below, above, isStacked) = (sign, nil, nil, TeXMath.stacks(node))
      case .scripts(.symbol(let sign, let kind), let below, let above, let isStacked)
      where kind == .large || kind == .integral:
        (self.sign, self.below, self.above, self.isStacked) = (sign, below, above, isStacked)
      default: return nil
      }
    }

    func open(_ xml: inout MarkupStream) {
      xml.put("<m:nary><m:naryPr><m:chr")
      xml.attribute(" m:val", sign)
      xml.put("/><m:limLoc m:val=\"")
      xml.put(isStacked ? "undOvr" : "subSup")
      xml.put("\"/>")
      if below == nil { xml.put("<m:subHide m:val=\"1\"/>") }
      if above == nil { xml.put("<m:supHide m:val=\"1\"/>") }
      xml.put("</m:naryPr>")
    }
  }
}

extension MathNode {
  /// Whether a sign of operation before it reaches no further.
  fileprivate var endsOperand: Bool {
    switch self {
    case .symbol(_, .relation), .symbol(_, .punctuation): true
    default: false
    }
  }
}
