/// Writes a formula in TeX's notation; `TeXMath` reads the same from it.
package enum TeXNotation {
  package static func text(_ node: MathNode) -> String {
    switch node {
    case .row(let nodes): joined(nodes.map(text))
    case .identifier(let name, nil), .number(let name): symbol(name)
    case .identifier(let name, let variant?): "\\\(variants[variant] ?? "mathrm"){\(symbol(name))}"
    case .symbol(let sign, .function), .symbol(let sign, .limit): function(sign)
    case .symbol(let sign, _): symbol(sign)
    case .text(let text): "\\text{\(text)}"
    case .fraction(let above, let below, true): "\\frac{\(text(above))}{\(text(below))}"
    case .fraction(let above, let below, false): "\\binom{\(text(above))}{\(text(below))}"
    case .root(let inner, let index): "\\sqrt\(index.map { "[\(text($0))]" } ?? ""){\(text(inner))}"
    case .scripts(let base, let below, let above, let isStacked): scripts(base, below, above, isStacked)
    case .fenced(let open, let inner, let close): fenced(open, inner, close)
    case .table(let rows, let kind):
      environment(kind == .cases ? "cases" : kind == .aligned ? "aligned" : "matrix", rows)
    case .accent(let base, let sign, let isAbove): accent(base, sign, isAbove)
    case .space(let width): width >= 2 ? "\\qquad" : width >= 1 ? "\\quad" : width < 0 ? "\\!" : "\\,"
    case .unknown(let command): command
    }
  }

  private static func function(_ name: String) -> String {
    let plain = name.filter { $0 != " " }
    if case .symbol(name, _)? = MathSymbols.command(plain) { return "\\\(plain)" }
    return "\\operatorname{\(name)}"
  }

  private static func scripts(
    _ base: MathNode, _ below: MathNode?, _ above: MathNode?, _ isStacked: Bool
  ) -> String {
    if isStacked == TeXMath.stacks(base) {
      return group(base) + script("_", below) + script("^", above)
    }
    if case .symbol(let sign, let kind) = base, kind == .large || kind == .integral || kind == .limit {
      return symbol(sign) + (isStacked ? "\\limits" : "\\nolimits") + script("_", below) + script("^", above)
    }
    let inner = below.map { "\\underset{\(text($0))}{\(text(base))}" } ?? text(base)
    return above.map { "\\overset{\(text($0))}{\(inner)}" } ?? inner
  }

  private static func script(_ sign: String, _ node: MathNode?) -> String {
    guard let node else { return "" }
    let text = text(node)
    return text.unicodeScalars.count == 1 ? sign + text : "\(sign){\(text)}"
  }

  private static func group(_ node: MathNode) -> String {
    switch node {
    case .identifier, .number, .fenced, .accent, .symbol: text(node)
    default: "{\(text(node))}"
    }
  }

  private static func accent(_ base: MathNode, _ sign: String, _ isAbove: Bool) -> String {
    let text = text(base)
    let name: String
    switch (sign, isAbove) {
    case ("¯", true): name = text.count > 1 ? "overline" : "bar"
    case ("_", false): name = "underline"
    case ("⏞", true): name = "overbrace"
    case ("⏟", false): name = "underbrace"
    default:
      guard let found = accents[sign], isAbove else {
        return "\\\(isAbove ? "overset" : "underset"){\(symbol(sign))}{\(text)}"
      }
      name = found
    }
    return "\\\(name){\(text)}"
  }

  /// A command and a letter behind it need a space between them.
  private static func joined(_ parts: [String]) -> String {
    var result = ""
    for part in parts where !part.isEmpty {
      if let first = part.unicodeScalars.first, first.properties.isAlphabetic, endsInCommand(result) { result += " " }
      result += part
    }
    return result
  }

  private static func endsInCommand(_ text: String) -> Bool {
    var scalars = text.unicodeScalars.reversed()[...]
    let letters = scalars.prefix { $0.isASCII && $0.properties.isAlphabetic }
    scalars = scalars.dropFirst(letters.count)
    return !letters.isEmpty && scalars.first == "\\"
  }

  private static func fenced(_ open: String, _ inner: MathNode, _ close: String) -> String {
    switch inner {
    case .fraction(_, _, false) where open == "(" && close == ")": return text(inner)
    case .table(let rows, .cases) where open == "{" && close.isEmpty: return environment("cases", rows)
    case .table(let rows, .matrix):
      if let name = matrices[open + " " + close] { return environment(name, rows) }
    default: break
    }
    return "\\left\(fence(open)) \(text(inner)) \\right\(fence(close))"
  }

  private static func fence(_ sign: String) -> String {
    switch sign {
    case "": "."
    case "|": "|"
    default: symbol(sign)
    }
  }

  private static let matrices = [
    "( )": "pmatrix", "[ ]": "bmatrix", "{ }": "Bmatrix", "| |": "vmatrix", "‖ ‖": "Vmatrix",
  ]

  private static func environment(_ name: String, _ rows: [[MathNode]]) -> String {
    let lines = rows.map { $0.map(text).joined(separator: " & ") }.joined(separator: " \\\\ ")
    return "\\begin{\(name)} \(lines) \\end{\(name)}"
  }

  private static func symbol(_ text: String) -> String {
    if let name = MathSymbols.names[text] { return "\\\(name)" }
    switch text {
    case "−": return "-"
    case "∗": return "*"
    default: break
    }
    var scalars = text.unicodeScalars
    if scalars.count > 1, scalars.last == "\u{0338}" {
      scalars.removeLast()
      return "\\not" + symbol(String(scalars))
    }
    return text
  }

  private static let accents: [String: String] = [
    "^": "hat", "→": "vec", "˙": "dot", "¨": "ddot", "~": "tilde", "ˇ": "check", "˘": "breve", "´": "acute",
    "`": "grave", "˚": "mathring",
  ]

  private static let variants: [MathNode.Variant: String] = [
    .upright: "mathrm", .italic: "mathit", .bold: "mathbf", .boldItalic: "boldsymbol", .blackboard: "mathbb",
    .script: "mathcal", .fraktur: "mathfrak", .sans: "mathsf", .mono: "mathtt",
  ]
}
