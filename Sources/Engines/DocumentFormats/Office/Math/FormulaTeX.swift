/// Writes a formula in TeX's notation.
enum FormulaTeX {
  static func text(_ formula: Formula) -> String {
    switch formula {
    case .row(let items): joined(items.map(text))
    case .letter(let text), .number(let text): symbol(text)
    case .sign(let sign): symbol(sign)
    case .words(let text): "\\text{\(text)}"
    case .function(let name):
      FormulaSymbols.functions.contains(name) || FormulaSymbols.limits.contains(name)
        ? "\\\(name)" : "\\operatorname{\(name)}"
    case .fraction(let above, let below, true): "\\frac{\(text(above))}{\(text(below))}"
    case .fraction(let above, let below, false): "\\binom{\(text(above))}{\(text(below))}"
    case .root(let inner, let degree): "\\sqrt\(degree.map { "[\(text($0))]" } ?? ""){\(text(inner))}"
    case .scripts(let base, let sub, let sup): group(base) + script("_", sub) + script("^", sup)
    case .large(let sign, let sub, let sup, _, let body):
      joined([
        (large[sign].map { "\\\($0)" } ?? sign) + script("_", sub) + script("^", sup), text(body),
      ])
    case .limit(.brace(let base, let side), let note, _):
      "\\\(side == .above ? "over" : "under")brace{\(text(base))}\(side == .above ? "^" : "_"){\(text(note))}"
    case .limit(let base, let limit, let side):
      if side == .below, case .function = base {
        text(base) + "_{\(text(limit))}"
      } else {
        "\\\(side == .above ? "overset" : "underset"){\(text(limit))}{\(text(base))}"
      }
    case .fenced(let open, let inner, let close):
      if open == "(", close == ")", case .fraction(_, _, false) = inner {
        text(inner)
      } else {
        "\\left\(fence(open)) \(text(inner)) \\right\(fence(close))"
      }
    case .accent(let mark, let base): "\\\(accents[mark] ?? "hat"){\(text(base))}"
    case .bar(let base, let side): "\\\(side == .above ? "overline" : "underline"){\(text(base))}"
    case .brace(let base, let side): "\\\(side == .above ? "over" : "under")brace{\(text(base))}"
    case .matrix(let rows, let open, let close, _): matrix(rows, open, close)
    case .styled(let variant, let inner): "\\\(variants[variant] ?? "mathrm"){\(text(inner))}"
    case .space(let width): width >= 2 ? "\\qquad" : width >= 1 ? "\\quad" : width < 0 ? "\\!" : "\\,"
    }
  }

  private static func script(_ sign: String, _ formula: Formula?) -> String {
    guard let formula else { return "" }
    let text = text(formula)
    return text.unicodeScalars.count == 1 ? sign + text : "\(sign){\(text)}"
  }

  private static func group(_ formula: Formula) -> String {
    switch formula {
    case .letter, .number, .function, .fenced, .limit, .styled: text(formula)
    default: "{\(text(formula))}"
    }
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

  private static func fence(_ sign: String) -> String {
    switch sign {
    case "": "."
    case "{": "\\{"
    case "}": "\\}"
    default: symbol(sign)
    }
  }

  private static func matrix(_ rows: [[Formula]], _ open: String, _ close: String) -> String {
    let name =
      switch (open, close) {
      case ("(", ")"): "pmatrix"
      case ("[", "]"): "bmatrix"
      case ("|", "|"): "vmatrix"
      case ("{", ""): "cases"
      case ("{", "}"): "Bmatrix"
      default: "matrix"
      }
    let lines = rows.map { $0.map(text).joined(separator: " & ") }.joined(separator: " \\\\ ")
    return "\\begin{\(name)} \(lines) \\end{\(name)}"
  }

  private static func symbol(_ text: String) -> String {
    names[text].map { "\\\($0)" } ?? (text == "−" ? "-" : text)
  }

  /// The shortest command for each sign; among equals the first in the alphabet.
  private static func inverted(_ table: [String: String]) -> [String: String] {
    var result: [String: String] = [:]
    for (name, sign) in table.sorted(by: { ($0.key.count, $0.key) < ($1.key.count, $1.key) }) where result[sign] == nil
    {
      result[sign] = name
    }
    return result
  }

  private static let names: [String: String] = {
    var names = inverted(FormulaSymbols.letters)
    names.merge(inverted(FormulaSymbols.signs)) { old, _ in old }
    for sign in [":", "|", "′"] { names[sign] = nil }
    return names
  }()
  private static let large = inverted(FormulaSymbols.large.mapValues(\.sign))
  private static let accents = inverted(FormulaSymbols.accents)
  private static let variants: [Formula.Variant: String] = [
    .upright: "mathrm", .italic: "mathit", .bold: "mathbf", .boldItalic: "boldsymbol", .doubleStruck: "mathbb",
    .script: "mathcal", .fraktur: "mathfrak", .sansSerif: "mathsf", .monospace: "mathtt",
  ]
}
