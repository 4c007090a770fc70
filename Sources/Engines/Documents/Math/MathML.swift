/// A formula as presentation MathML; what stands around it is the business of the format.
package struct MathML {
  private var markup = ""

  package static func markup(of node: MathNode) -> String {
    var writer = MathML()
    if case .row = node { writer.write(node) } else { writer.element("mrow") { $0.write(node) } }
    return writer.markup
  }

  private mutating func element(_ tag: String, _ attributes: String = "", _ inner: (inout MathML) -> Void) {
    markup += "<\(tag)\(attributes)>"
    inner(&self)
    markup += "</\(tag)>"
  }

  private mutating func leaf(_ tag: String, _ text: String, _ attributes: String = "") {
    markup += "<\(tag)\(attributes)>"
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": markup += "&amp;"
      case "<": markup += "&lt;"
      case ">": markup += "&gt;"
      case "\"": markup += "&quot;"
      default: markup.unicodeScalars.append(Self.isForbidden(scalar) ? "\u{FFFD}" : scalar)
      }
    }
    markup += "</\(tag)>"
  }

  /// What XML or HTML cannot hold.
  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F..<0xA0, 0xFDD0...0xFDEF: true
    default: scalar.value & 0xFFFE == 0xFFFE
    }
  }

  private mutating func write(_ node: MathNode) {
    switch node {
    case .row(let nodes): element("mrow") { for node in nodes { $0.write(node) } }
    case .identifier(let name, let variant):
      let text = variant.map { MathAlphabet.text(name, $0) } ?? name
      leaf("mi", text, variant == .upright && name.count == 1 ? " mathvariant=\"normal\"" : "")
    case .number(let digits): leaf("mn", digits)
    case .symbol(let sign, let kind):
      switch kind {
      case .function, .limit:
        leaf("mi", sign)
        leaf("mo", "\u{2061}")
      case .open, .close: leaf("mo", sign, " stretchy=\"false\"")
      default: leaf("mo", sign)
      }
    case .text(let text): leaf("mtext", text)
    case .fraction(let top, let bottom, let hasLine):
      element("mfrac", hasLine ? "" : " linethickness=\"0\"") {
        $0.group(top)
        $0.group(bottom)
      }
    case .root(let radicand, let index?):
      element("mroot") {
        $0.group(radicand)
        $0.group(index)
      }
    case .root(let radicand, nil): element("msqrt") { $0.write(radicand) }
    case .scripts(let base, let below, let above, let isStacked): scripts(base, below, above, isStacked)
    case .fenced(let open, let inner, let close):
      element("mrow") {
        if !open.isEmpty { $0.leaf("mo", open, " stretchy=\"true\" form=\"prefix\"") }
        $0.write(inner)
        if !close.isEmpty { $0.leaf("mo", close, " stretchy=\"true\" form=\"postfix\"") }
      }
    case .table(let rows, let kind): table(rows, kind)
    case .accent(let base, let sign, let isAbove):
      element(isAbove ? "mover" : "munder", isAbove ? " accent=\"true\"" : " accentunder=\"true\"") {
        $0.group(base)
        $0.leaf("mo", sign)
      }
    case .space(let width): markup += "<mspace width=\"\(width)em\"></mspace>"
    case .unknown(let command): leaf("mtext", command)
    }
  }

  /// One element, whatever is inside.
  private mutating func group(_ node: MathNode) {
    switch node {
    case .symbol(_, .function), .symbol(_, .limit): element("mrow") { $0.write(node) }
    default: write(node)
    }
  }

  private mutating func table(_ rows: [[MathNode]], _ kind: MathNode.TableKind) {
    let alignment =
      switch kind {
      case .matrix: ""
      case .cases: " columnalign=\"left\""
      case .aligned: " columnalign=\"right left\""
      }
    element("mtable", alignment) {
      for row in rows {
        $0.element("mtr") { for cell in row { $0.element("mtd") { $0.write(cell) } } }
      }
    }
  }

  private mutating func scripts(_ base: MathNode, _ below: MathNode?, _ above: MathNode?, _ isStacked: Bool) {
    let parts = [below, above].compactMap { $0 }
    let tag =
      switch (below, above) {
      case (.some, .some): isStacked ? "munderover" : "msubsup"
      case (.some, nil): isStacked ? "munder" : "msub"
      default: isStacked ? "mover" : "msup"
      }
    element(tag) {
      // The name alone: a function is applied to what follows its limits.
      if case .symbol(let name, let kind) = base, kind == .function || kind == .limit {
        $0.leaf("mi", name)
      } else {
        $0.group(base)
      }
      for part in parts { $0.group(part) }
    }
  }
}
