/// A formula as a tree; layout and every format make their own of it.
public indirect enum MathNode: Sendable, Hashable {
  case row([MathNode])
  /// A variable; `variant` where a command set one.
  case identifier(String, variant: Variant?)
  case number(String)
  case symbol(String, kind: SymbolKind)
  case text(String)
  case fraction(MathNode, MathNode, hasLine: Bool)
  case root(MathNode, index: MathNode?)
  /// What stands below and above to the right, or right below and above where `isStacked`.
  case scripts(MathNode, below: MathNode?, above: MathNode?, isStacked: Bool)
  /// Between signs that grow; empty is no sign.
  case fenced(open: String, MathNode, close: String)
  case table([[MathNode]], kind: TableKind)
  /// A sign above or below: a hat, a bar, a brace.
  case accent(MathNode, sign: String, isAbove: Bool)
  /// In ems.
  case space(Double)
  /// A command that is not known, as it was written.
  case unknown(String)

  public enum Variant: String, Sendable, Hashable, CaseIterable {
    case upright, bold, italic, boldItalic, blackboard, script, fraktur, sans, mono
  }

  public enum SymbolKind: String, Sendable, Hashable, CaseIterable {
    case ordinary, binary, relation, open, close, punctuation
    /// Sums and products, with what belongs to them below and above.
    case large
    case integral
    /// `sin`, `log`.
    case function
    /// `lim`, `max`: a function with what belongs to it below.
    case limit
  }

  public enum TableKind: String, Sendable, Hashable, CaseIterable {
    case matrix, cases, aligned
  }
}
