/// A formula as a tree, read from the TeX notation that documents hold.
indirect enum Formula: Equatable {
  enum Variant: String {
    case upright, italic, bold, boldItalic, doubleStruck, script, fraktur, sansSerif, monospace
  }

  enum Side: Equatable { case above, below }

  case row([Formula])
  /// A letter, shown in italics unless a variant says otherwise.
  case letter(String)
  case number(String)
  /// A sign of operation, relation or punctuation.
  case sign(String)
  /// Words: `\text{if}`.
  case words(String)
  /// A function's name, upright: sin.
  case function(String)
  case fraction(Formula, Formula, hasBar: Bool)
  case root(Formula, degree: Formula?)
  case scripts(Formula, sub: Formula?, sup: Formula?)
  /// A sum, an integral: the sign, its limits and what it applies to.
  case large(String, sub: Formula?, sup: Formula?, isStacked: Bool, Formula)
  /// A function with limits below it: lim.
  case limit(Formula, Formula, Side)
  case fenced(open: String, Formula, close: String)
  /// A mark over a base: a hat, an arrow.
  case accent(String, Formula)
  case bar(Formula, Side)
  case brace(Formula, Side)
  case matrix([[Formula]], open: String, close: String, alignment: String)
  case styled(Variant, Formula)
  /// A gap, in em.
  case space(Double)
}
