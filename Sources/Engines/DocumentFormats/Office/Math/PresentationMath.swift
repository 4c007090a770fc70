internal import ByteIO

/// Writes formulas as MathML, the form in which OpenDocument holds them.
struct PresentationMath {
  private var variant: Formula.Variant?

  /// A whole document with the formula, and its notation for whoever wants to edit it.
  static func document(_ formula: Formula, tex: String, isDisplay: Bool) -> MarkupStream {
    var xml = MarkupStream()
    xml.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"")
    xml.put(isDisplay ? "block" : "inline")
    xml.put("\"><semantics><mrow>")
    PresentationMath().append(formula, &xml)
    xml.put("</mrow><annotation encoding=\"application/x-tex\">")
    xml.text(tex)
    xml.put("</annotation></semantics></math>")
    return xml
  }

  private func leaf(_ name: StaticString, _ text: String, _ xml: inout MarkupStream) {
    leaf(name, text, nil, &xml)
  }

  private func leaf(_ name: StaticString, _ text: String, _ variant: StaticString?, _ xml: inout MarkupStream) {
    xml.put("<")
    xml.put(name)
    if let variant {
      xml.put(" mathvariant=\"")
      xml.put(variant)
      xml.put("\"")
    }
    xml.put(">")
    xml.text(text)
    xml.put("</")
    xml.put(name)
    xml.put(">")
  }

  private func element(_ name: StaticString, _ parts: [Formula], _ xml: inout MarkupStream) {
    xml.put("<")
    xml.put(name)
    xml.put(">")
    for part in parts { single(part, &xml) }
    xml.put("</")
    xml.put(name)
    xml.put(">")
  }

  /// Always exactly one element, as the children of fractions and scripts must be.
  private func single(_ formula: Formula, _ xml: inout MarkupStream) {
    switch formula {
    case .row, .styled, .large, .words:
      xml.put("<mrow>")
      append(formula, &xml)
      xml.put("</mrow>")
    default: append(formula, &xml)
    }
  }

  private func append(_ formula: Formula, _ xml: inout MarkupStream) {
    switch formula {
    case .row(let items): for item in items { append(item, &xml) }
    case .letter(let text): letter(text, &xml)
    case .number(let text): leaf("mn", text, &xml)
    case .sign(let text): leaf("mo", text, &xml)
    case .words(let text): leaf("mtext", text, &xml)
    case .function(let name): leaf("mi", name, "normal", &xml)
    case .space(let width):
      xml.put("<mspace width=\"")
      xml.bytes.append(fixed: width, decimals: 3)
      xml.put("em\"/>")
    case .styled(let variant, let inner):
      var styled = self
      styled.variant = variant
      styled.append(inner, &xml)
    case .fraction(let above, let below, let hasBar):
      if hasBar { return element("mfrac", [above, below], &xml) }
      xml.put("<mfrac linethickness=\"0\">")
      single(above, &xml)
      single(below, &xml)
      xml.put("</mfrac>")
    case .root(let inner, let degree?): element("mroot", [inner, degree], &xml)
    case .root(let inner, nil): element("msqrt", [inner], &xml)
    case .scripts(let base, let sub?, let sup?): element("msubsup", [base, sub, sup], &xml)
    case .scripts(let base, let sub?, nil): element("msub", [base, sub], &xml)
    case .scripts(let base, nil, let sup): element("msup", [base, sup ?? .row([])], &xml)
    case .large(let sign, let sub, let sup, let isStacked, let body):
      large(sign, sub, sup, isStacked, &xml)
      append(body, &xml)
    case .limit(let base, let limit, let side): element(side == .above ? "mover" : "munder", [base, limit], &xml)
    case .fenced(let open, let inner, let close):
      xml.put("<mrow>")
      fence(open, isOpen: true, &xml)
      single(inner, &xml)
      fence(close, isOpen: false, &xml)
      xml.put("</mrow>")
    case .accent(let mark, let base):
      xml.put("<mover accent=\"true\">")
      single(base, &xml)
      leaf("mo", Self.spacing[mark] ?? mark, &xml)
      xml.put("</mover>")
    case .bar(let base, let side): element(side == .above ? "mover" : "munder", [base, .sign("¯")], &xml)
    case .brace(let base, let side):
      element(side == .above ? "mover" : "munder", [base, .sign(side == .above ? "⏞" : "⏟")], &xml)
    case .matrix(let rows, let open, let close, let alignment): matrix(rows, open, close, alignment, &xml)
    }
  }

  /// Marks that stand alone in MathML instead of combining.
  private static let spacing = [
    "\u{0302}": "^", "\u{0303}": "~", "\u{20D7}": "→", "\u{0307}": "˙", "\u{0308}": "¨", "\u{0301}": "´",
    "\u{0300}": "`", "\u{0306}": "˘", "\u{030C}": "ˇ", "\u{0305}": "¯", "\u{030A}": "˚",
  ]

  private func letter(_ text: String, _ xml: inout MarkupStream) {
    switch variant {
    case nil, .italic?: leaf("mi", text, &xml)
    case .upright?: leaf("mi", text, "normal", &xml)
    case .bold?: leaf("mi", text, "bold", &xml)
    case .boldItalic?: leaf("mi", text, "bold-italic", &xml)
    case .sansSerif?: leaf("mi", text, "sans-serif", &xml)
    case .monospace?: leaf("mi", text, "monospace", &xml)
    case let other?: leaf("mi", FormulaCharacters.text(text, other), "normal", &xml)
    }
  }

  private func fence(_ sign: String, isOpen: Bool, _ xml: inout MarkupStream) {
    guard !sign.isEmpty else { return }
    xml.put(
      isOpen
        ? "<mo fence=\"true\" form=\"prefix\" stretchy=\"true\">"
        : "<mo fence=\"true\" form=\"postfix\" stretchy=\"true\">")
    xml.text(sign)
    xml.put("</mo>")
  }

  private func large(_ sign: String, _ sub: Formula?, _ sup: Formula?, _ isStacked: Bool, _ xml: inout MarkupStream) {
    let base = Formula.sign(sign)
    switch (sub, sup) {
    case (nil, nil): append(base, &xml)
    case (let sub?, nil): element(isStacked ? "munder" : "msub", [base, sub], &xml)
    case (nil, let sup?): element(isStacked ? "mover" : "msup", [base, sup], &xml)
    case (let sub?, let sup?): element(isStacked ? "munderover" : "msubsup", [base, sub, sup], &xml)
    }
  }

  private func matrix(
    _ rows: [[Formula]], _ open: String, _ close: String, _ alignment: String, _ xml: inout MarkupStream
  ) {
    xml.put("<mrow>")
    fence(open, isOpen: true, &xml)
    xml.put("<mtable columnalign=\"")
    let names: [Character: String] = ["l": "left", "r": "right", "c": "center"]
    xml.put(alignment.map { names[$0] ?? "center" }.joined(separator: " "))
    xml.put("\">")
    for row in rows {
      xml.put("<mtr>")
      for cell in row { element("mtd", [cell], &xml) }
      xml.put("</mtr>")
    }
    xml.put("</mtable>")
    fence(close, isOpen: false, &xml)
    xml.put("</mrow>")
  }
}
