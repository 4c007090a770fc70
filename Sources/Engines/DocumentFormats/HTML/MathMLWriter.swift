internal import Documents

/// Formulas as MathML Core, with the TeX they came from as annotation.
struct MathMLWriter {
  private let output: TextOutput

  static func write(_ tex: String, isBlock: Bool, to output: TextOutput) {
    output.write(
      isBlock
        ? "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\"><semantics>"
        : "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><semantics>")
    let writer = MathMLWriter(output: output)
    let node = TeXMath.parse(tex)
    if case .row = node { writer.write(node) } else { writer.element("mrow") { writer.write(node) } }
    output.write("<annotation encoding=\"application/x-tex\">")
    MarkupText.write(tex, to: output)
    output.write("</annotation></semantics></math>")
  }

  private func element(_ tag: StaticString, _ attributes: StaticString = "", _ inner: () -> Void) {
    output.write("<")
    output.write(tag)
    output.write(attributes)
    output.write(">")
    inner()
    output.write("</")
    output.write(tag)
    output.write(">")
  }

  private func leaf(_ tag: StaticString, _ text: String, _ attributes: StaticString = "") {
    element(tag, attributes) { MarkupText.write(text, to: output) }
  }

  private func write(_ node: MathNode) {
    switch node {
    case .row(let nodes): element("mrow") { nodes.forEach(write) }
    case .identifier(let name, let variant):
      let text = variant.map { MathAlphabet.text(name, $0) } ?? name
      leaf("mi", text, variant == .upright && name.count == 1 ? " mathvariant=\"normal\"" : "")
    case .number(let digits): leaf("mn", digits)
    case .symbol(let sign, let kind):
      switch kind {
      case .function, .limit:
        leaf("mi", sign)
        output.write("<mo>\u{2061}</mo>")
      case .open, .close: leaf("mo", sign, " stretchy=\"false\"")
      default: leaf("mo", sign)
      }
    case .text(let text): leaf("mtext", text)
    case .fraction(let top, let bottom, let hasLine):
      element("mfrac", hasLine ? "" : " linethickness=\"0\"") {
        group(top)
        group(bottom)
      }
    case .root(let radicand, let index):
      if let index {
        element("mroot") {
          group(radicand)
          group(index)
        }
      } else {
        element("msqrt") { write(radicand) }
      }
    case .scripts(let base, let below, let above, let isStacked): scripts(base, below, above, isStacked)
    case .fenced(let open, let inner, let close):
      element("mrow") {
        if !open.isEmpty { leaf("mo", open, " stretchy=\"true\" form=\"prefix\"") }
        write(inner)
        if !close.isEmpty { leaf("mo", close, " stretchy=\"true\" form=\"postfix\"") }
      }
    case .table(let rows, let kind):
      element("mtable", kind == .matrix ? "" : " columnalign=\"left\"") {
        for row in rows {
          element("mtr") { for cell in row { element("mtd") { write(cell) } } }
        }
      }
    case .accent(let base, let sign, let isAbove):
      element(isAbove ? "mover" : "munder", isAbove ? " accent=\"true\"" : " accentunder=\"true\"") {
        group(base)
        leaf("mo", sign)
      }
    case .space(let width):
      output.write("<mspace width=\"\(width)em\"></mspace>")
    case .unknown(let command): leaf("mtext", command)
    }
  }

  /// One element, whatever is inside.
  private func group(_ node: MathNode) {
    switch node {
    case .symbol(_, .function), .symbol(_, .limit): element("mrow") { write(node) }
    default: write(node)
    }
  }

  private func scripts(_ base: MathNode, _ below: MathNode?, _ above: MathNode?, _ isStacked: Bool) {
    func writeBase() {
      if case .symbol(let name, let kind) = base, kind == .function || kind == .limit {
        leaf("mi", name)
      } else {
        group(base)
      }
    }
    switch (below, above) {
    case (let below?, let above?):
      element(isStacked ? "munderover" : "msubsup") {
        writeBase()
        group(below)
        group(above)
      }
    case (let below?, nil):
      element(isStacked ? "munder" : "msub") {
        writeBase()
        group(below)
      }
    case (nil, let above?):
      element(isStacked ? "mover" : "msup") {
        writeBase()
        group(above)
      }
    case (nil, nil): writeBase()
    }
  }
}
