/// A formula in one line of text, where a format holds no formulas.
enum LinearMath {
  static func text(_ formula: Formula) -> String {
    switch formula {
    case .row(let items): items.map(text).joined()
    case .letter(let text), .number(let text), .words(let text): text
    case .sign(let sign): "=<>≤≥≠≈≡→⇒⟹⟺∈+−±×".contains(sign) ? " \(sign) " : sign
    case .function(let name): name + "\u{2009}"
    case .fraction(let above, let below, _): "\(group(above))/\(group(below))"
    case .root(let inner, let degree): (degree.map { "\(group($0))" } ?? "") + "√\(group(inner))"
    case .scripts(let base, let sub, let sup):
      text(base) + (sub.map { "_\(group($0))" } ?? "") + (sup.map { "^\(group($0))" } ?? "")
    case .large(let sign, let sub, let sup, _, let body):
      sign + (sub.map { "_\(group($0))" } ?? "") + (sup.map { "^\(group($0))" } ?? "") + " " + text(body)
    case .limit(let base, let limit, let side): text(base) + (side == .below ? "_" : "^") + group(limit) + " "
    case .fenced(let open, let inner, let close): open + text(inner) + close
    case .accent(let mark, let base): text(base) + mark
    case .bar(let base, let side): text(base) + (side == .above ? "\u{0305}" : "\u{0332}")
    case .brace(let base, _): text(base)
    case .matrix(let rows, let open, let close, _):
      (open.isEmpty ? "[" : open) + rows.map { $0.map(text).joined(separator: ", ") }.joined(separator: "; ")
        + (close.isEmpty && open.isEmpty ? "]" : close)
    case .styled(let variant, let inner): FormulaCharacters.text(text(inner), variant)
    case .space(let width): width > 0 ? " " : ""
    }
  }

  /// In brackets where it is more than one sign.
  private static func group(_ formula: Formula) -> String {
    let text = text(formula)
    return text.count > 1 && !text.allSatisfy(\.isNumber) ? "(\(text))" : text
  }
}
