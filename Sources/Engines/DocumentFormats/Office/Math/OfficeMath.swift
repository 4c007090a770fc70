/// Writes formulas as Office MathML, the form in which word processors edit them.
struct OfficeMath {
  private var variant: Formula.Variant?

  /// One `m:oMath` element.
  static func write(_ formula: Formula, to xml: inout MarkupStream) {
    xml.put("<m:oMath>")
    OfficeMath().append(formula, &xml)
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

  private func part(_ name: StaticString, _ formula: Formula, _ xml: inout MarkupStream) {
    xml.put("<m:")
    xml.put(name)
    xml.put(">")
    append(formula, &xml)
    xml.put("</m:")
    xml.put(name)
    xml.put(">")
  }

  private func append(_ formula: Formula, _ xml: inout MarkupStream) {
    switch formula {
    case .row(let items): for item in items { append(item, &xml) }
    case .letter(let text): letter(text, &xml)
    case .number(let text), .sign(let text): run(text, variant == .bold ? "b" : "p", &xml)
    case .words(let text): run(text, nil, isWords: true, &xml)
    case .function(let name): run(name, "p", &xml)
    case .space(let width): if width > 0 { run(width >= 1 ? "\u{2003}" : "\u{2009}", "p", &xml) }
    case .styled(let variant, let inner):
      var styled = self
      styled.variant = variant
      styled.append(inner, &xml)
    case .fraction(let above, let below, let hasBar):
      xml.put(hasBar ? "<m:f>" : "<m:f><m:fPr><m:type m:val=\"noBar\"/></m:fPr>")
      part("num", above, &xml)
      part("den", below, &xml)
      xml.put("</m:f>")
    case .root(let inner, let degree):
      xml.put(degree == nil ? "<m:rad><m:radPr><m:degHide m:val=\"1\"/></m:radPr>" : "<m:rad>")
      part("deg", degree ?? .row([]), &xml)
      part("e", inner, &xml)
      xml.put("</m:rad>")
    case .scripts(let base, let sub, let sup): scripts(base, sub, sup, &xml)
    case .large(let sign, let sub, let sup, let isStacked, let body):
      large(sign, sub, sup, isStacked, body, &xml)
    case .limit(let base, let limit, let side): self.limit(base, limit, side, &xml)
    case .fenced(let open, let inner, let close): fenced(open, close, &xml) { part("e", inner, &$0) }
    case .accent(let mark, let base):
      xml.put("<m:acc><m:accPr><m:chr")
      xml.attribute(" m:val", mark)
      xml.put("/></m:accPr>")
      part("e", base, &xml)
      xml.put("</m:acc>")
    case .bar(let base, let side):
      xml.put("<m:bar><m:barPr><m:pos m:val=\"")
      xml.put(side == .above ? "top" : "bot")
      xml.put("\"/></m:barPr>")
      part("e", base, &xml)
      xml.put("</m:bar>")
    case .brace(let base, let side):
      xml.put("<m:groupChr><m:groupChrPr><m:chr m:val=\"")
      xml.put(side == .above ? "⏞" : "⏟")
      xml.put("\"/><m:pos m:val=\"")
      xml.put(side == .above ? "top" : "bot")
      xml.put("\"/><m:vertJc m:val=\"")
      xml.put(side == .above ? "bot" : "top")
      xml.put("\"/></m:groupChrPr>")
      part("e", base, &xml)
      xml.put("</m:groupChr>")
    case .matrix(let rows, let open, let close, let alignment): matrix(rows, open, close, alignment, &xml)
    }
  }

  private func letter(_ text: String, _ xml: inout MarkupStream) {
    switch variant {
    case nil, .italic?: run(text, nil, &xml)
    case .upright?, .sansSerif?, .monospace?: run(text, "p", &xml)
    case .bold?: run(text, "b", &xml)
    case .boldItalic?: run(text, "bi", &xml)
    case let other?: run(FormulaCharacters.text(text, other), "p", &xml)
    }
  }

  private func scripts(_ base: Formula, _ sub: Formula?, _ sup: Formula?, _ xml: inout MarkupStream) {
    let name = sub == nil ? "sSup" : sup == nil ? "sSub" : "sSubSup"
    xml.put("<m:\(name)>")
    part("e", base, &xml)
    if let sub { part("sub", sub, &xml) }
    if let sup { part("sup", sup, &xml) }
    xml.put("</m:\(name)>")
  }

  private func large(
    _ sign: String, _ sub: Formula?, _ sup: Formula?, _ isStacked: Bool, _ body: Formula, _ xml: inout MarkupStream
  ) {
    xml.put("<m:nary><m:naryPr><m:chr")
    xml.attribute(" m:val", sign)
    xml.put("/><m:limLoc m:val=\"")
    xml.put(isStacked ? "undOvr" : "subSup")
    xml.put("\"/>")
    if sub == nil { xml.put("<m:subHide m:val=\"1\"/>") }
    if sup == nil { xml.put("<m:supHide m:val=\"1\"/>") }
    xml.put("</m:naryPr>")
    part("sub", sub ?? .row([]), &xml)
    part("sup", sup ?? .row([]), &xml)
    part("e", body, &xml)
    xml.put("</m:nary>")
  }

  private func limit(_ base: Formula, _ limit: Formula, _ side: Formula.Side, _ xml: inout MarkupStream) {
    xml.put(side == .above ? "<m:limUpp>" : "<m:limLow>")
    part("e", base, &xml)
    part("lim", limit, &xml)
    xml.put(side == .above ? "</m:limUpp>" : "</m:limLow>")
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

  private func matrix(
    _ rows: [[Formula]], _ open: String, _ close: String, _ alignment: String, _ xml: inout MarkupStream
  ) {
    let columns = rows.map(\.count).max() ?? 1
    let marks = Array(alignment)
    func table(_ xml: inout MarkupStream) {
      xml.put("<m:m><m:mPr><m:mcs>")
      for column in 0..<max(columns, 1) {
        let name =
          switch marks[column % max(marks.count, 1)] {
          case "l": "left"
          case "r": "right"
          default: "center"
          }
        xml.put("<m:mc><m:mcPr><m:count m:val=\"1\"/><m:mcJc m:val=\"\(name)\"/></m:mcPr></m:mc>")
      }
      xml.put("</m:mcs></m:mPr>")
      for row in rows {
        xml.put("<m:mr>")
        for column in 0..<max(columns, 1) { part("e", column < row.count ? row[column] : .row([]), &xml) }
        xml.put("</m:mr>")
      }
      xml.put("</m:m>")
    }
    guard !open.isEmpty || !close.isEmpty else { return table(&xml) }
    fenced(open, close, &xml) { xml in
      xml.put("<m:e>")
      table(&xml)
      xml.put("</m:e>")
    }
  }
}
