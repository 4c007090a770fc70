internal import Documents

/// A formula in one line of text, where a format holds no formulas.
enum LinearMath {
  static func text(_ node: MathNode) -> String {
    switch node {
    case .row(let nodes): nodes.map(text).joined()
    case .identifier(let name, let variant): variant.map { MathAlphabet.text(name, $0) } ?? name
    case .number(let text), .text(let text), .unknown(let text): text
    case .symbol(let sign, .function), .symbol(let sign, .limit): sign + "\u{2009}"
    case .symbol(let sign, .relation): " \(sign) "
    case .symbol(let sign, _): "+−±×".contains(sign) ? " \(sign) " : sign
    case .fraction(let above, let below, _): "\(group(above))/\(group(below))"
    case .root(let inner, let index): (index.map { "\(group($0))" } ?? "") + "√\(group(inner))"
    case .scripts(let base, let below, let above, _):
      text(base) + (below.map { "_\(group($0))" } ?? "") + (above.map { "^\(group($0))" } ?? "")
        + (base.isOperator ? " " : "")
    case .fenced(let open, let inner, let close): open + text(inner) + close
    case .accent(let base, let sign, _):
      switch sign {
      case "¯": text(base) + "\u{0305}"
      case "_": text(base) + "\u{0332}"
      default: text(base) + (OfficeMath.combining[sign] ?? "")
      }
    case .table(let rows, _): rows.map { $0.map(text).joined(separator: ", ") }.joined(separator: "; ")
    case .space(let width): width > 0 ? " " : ""
    }
  }

  /// In brackets where it is more than one sign.
  private static func group(_ node: MathNode) -> String {
    let text = text(node)
    return text.count > 1 && !text.allSatisfy(\.isNumber) ? "(\(text))" : text
  }
}

extension MathNode {
  /// A sum, an integral, a limit: what follows it is what it applies to.
  var isOperator: Bool {
    guard case .symbol(_, let kind) = self else { return false }
    return kind == .large || kind == .integral || kind == .limit
  }
}
