internal import Documents

/// Text, labels and addresses as LaTeX can hold them.
enum LaTeXText {
  static func escaped(_ text: String, keepingSpaces: Bool = false) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count + 16)
    var before: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\textbackslash{}"
      case "{", "}", "$", "&", "#", "%", "_": result += "\\\(scalar)"
      case "~": result += "\\textasciitilde{}"
      case "^": result += "\\textasciicircum{}"
      case "\"": result += "\\textquotedbl{}"
      case "'": result += keepingSpaces ? "\\textquotesingle{}" : "'"
      case "`": result += "\\textasciigrave{}"
      case "<", ">": result += scalar == "<" ? "\\textless{}" : "\\textgreater{}"
      case "-":
        // Two hyphens would become a dash.
        if before == "-" { result += "{}" }
        result += "-"
      case "[", "]", "*": result += "{\(scalar)}"
      case "\u{A0}": result += "~"
      case " " where keepingSpaces: result += "\\ "
      case "\n", "\t": result += " "
      default: if scalar.value >= 0x20, scalar.value != 0x7F { result.unicodeScalars.append(scalar) }
      }
      before = scalar
    }
    return result
  }

  static func label(_ anchor: String) -> String {
    String(anchor.map { $0.isLetter || $0.isNumber || "-_:.".contains($0) ? $0 : "-" })
  }

  static func address(_ target: String) -> String {
    var result = ""
    for character in MarkupText.address(target) {
      if "%#&_~".contains(character) { result += "\\" }
      result.append(character)
    }
    return result
  }

  /// Formulas as they are written, where LaTeX takes that; otherwise what they say, written anew. So no formula reads
  /// files, defines things or ends early.
  static func formula(_ tex: String) -> String {
    let (node, unknown) = TeXMath.read(tex)
    guard unknown.isEmpty, isSound(tex), isPlain(node) else { return TeXNotation.text(withoutUnknown(node)) }
    // An empty line ends a formula.
    return tex.split(separator: "\n").filter { !$0.allSatisfy(\.isWhitespace) }.joined(separator: "\n")
  }

  private static func withoutUnknown(_ node: MathNode) -> MathNode {
    func clean(_ node: MathNode) -> MathNode { withoutUnknown(node) }
    return switch node {
    case .row(let nodes): .row(nodes.map(clean))
    case .fraction(let above, let below, let hasLine): .fraction(clean(above), clean(below), hasLine: hasLine)
    case .root(let inner, let index): .root(clean(inner), index: index.map(clean))
    case .scripts(let base, let below, let above, let isStacked):
      .scripts(clean(base), below: below.map(clean), above: above.map(clean), isStacked: isStacked)
    case .fenced(let open, let inner, let close): .fenced(open: open, clean(inner), close: close)
    case .table(let rows, let kind): .table(rows.map { $0.map(clean) }, kind: kind)
    case .accent(let base, let sign, let isAbove): .accent(clean(base), sign: sign, isAbove: isAbove)
    case .unknown(let command): .text(escaped(command))
    case .text(let text): .text(escaped(text))
    case .symbol(let name, .function), .symbol(let name, .limit):
      name.allSatisfy { $0.isLetter || $0 == " " } ? node : .text(escaped(name))
    case .symbol(let sign, let kind) where sign.count == 1 && "\\$#&_^~%\"{}".contains(sign) && kind == .ordinary:
      .text(escaped(sign))
    default: node
    }
  }

  /// Whether no command hides in the words of a formula.
  private static func isPlain(_ node: MathNode) -> Bool {
    switch node {
    case .row(let nodes): nodes.allSatisfy(isPlain)
    case .fraction(let above, let below, _): isPlain(above) && isPlain(below)
    case .root(let inner, let index): isPlain(inner) && index.map(isPlain) ?? true
    case .scripts(let base, let below, let above, _):
      isPlain(base) && below.map(isPlain) ?? true && above.map(isPlain) ?? true
    case .fenced(_, let inner, _), .accent(let inner, _, _): isPlain(inner)
    case .table(let rows, _): rows.allSatisfy { $0.allSatisfy(isPlain) }
    case .text(let text): text == escaped(text)
    case .symbol(let name, .function), .symbol(let name, .limit): name.allSatisfy { $0.isLetter || $0 == " " }
    default: true
    }
  }

  private static let environments: Set<String> = [
    "matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix", "smallmatrix", "cases", "aligned", "gathered",
    "split", "array",
  ]

  /// Braces, fences and environments that end, and nothing that means something outside of them only.
  private static func isSound(_ tex: String) -> Bool {
    var open = 0
    var isEscaped = false
    for scalar in tex.unicodeScalars {
      if isEscaped {
        isEscaped = false
        continue
      }
      switch scalar {
      case "\\": isEscaped = true
      case "{": open += 1
      case "}":
        open -= 1
        if open < 0 { return false }
      case "$", "#", "%", "~": return false
      default: if scalar.value < 0x20, scalar != "\n" { return false }
      }
    }
    guard open == 0, !isEscaped else { return false }
    func count(_ word: String) -> Int {
      var count = 0
      var rest = tex[...]
      while let place = rest.firstRange(of: word) {
        count += 1
        rest = rest[place.upperBound...]
      }
      return count
    }
    guard
      count("\\left") - count("\\leftarrow") - count("\\leftrightarrow")
        == count("\\right") - count("\\rightarrow") - count("\\rightharpoonup") - count("\\rightleftharpoons")
    else { return false }
    guard count("\\begin") == count("\\end"), count("\\tag") == 0, count("\\label") == 0 else { return false }
    var rest = tex[...]
    while let place = rest.firstRange(of: "\\begin") {
      rest = rest[place.upperBound...].drop { $0.isWhitespace || $0 == "{" }
      guard environments.contains(String(rest.prefix { $0.isLetter || $0 == "*" })) else { return false }
    }
    return count("\\begin") > 0 || (!tex.contains("&") && count("\\\\") == 0)
  }
}
