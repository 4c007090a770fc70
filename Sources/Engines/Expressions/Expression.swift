/// A formula over named values: `round(price * 1.21, 2)`, `city = 'Łódź' and day >= '2026-01-01'`.
///
///     let expression = try Expression("amount * 2 > 10")
///     let checked = try expression.checked(in: ExpressionScope([.init("amount", .integer)]))
///     let value = try checked.value { name, slot in .integer(7) }
///
/// The same expression and values give the same result on every machine: there is no clock, no locale and no chance.
public struct Expression: Sendable {
  public let text: String
  public let root: ExpressionNode

  public init(_ text: String, limits: ExpressionLimits = ExpressionLimits()) throws(ExpressionError) {
    self.text = text
    var parser = try ExpressionParser(text, limits)
    root = try parser.expression()
    try parser.requireEnd()
  }

  public init(text: String, root: ExpressionNode) {
    self.text = text
    self.root = root
  }

  /// How it was written, without what stands around it.
  public var source: String {
    String(decoding: text.utf8.dropFirst(root.range.lowerBound).prefix(root.range.count), as: UTF8.self)
  }

  public func checked(in scope: ExpressionScope) throws(ExpressionError) -> CheckedExpression {
    try ExpressionChecker(text: text, scope: scope).check(root)
  }

  /// Expressions with names: `city, amount * 2 as double`. The name is nil where none is given; `*` alone is the name
  /// `*`, for everything there is.
  public static func list(
    _ text: String, limits: ExpressionLimits = ExpressionLimits()
  ) throws(ExpressionError) -> [(expression: Expression, name: String?)] {
    var parser = try ExpressionParser(text, limits)
    var result: [(expression: Expression, name: String?)] = []
    repeat {
      let star = try parser.star()
      let root = if let star { star } else { try parser.expression() }
      let name = try parser.take(word: "as") ? try parser.name() : nil
      result.append((Expression(text: text, root: root), name))
    } while try parser.take(symbol: ",")
    try parser.requireEnd()
    return result
  }

  /// An order: `country, amount desc, day nulls first`. Missing values come last unless told.
  public static func order(
    _ text: String, limits: ExpressionLimits = ExpressionLimits()
  ) throws(ExpressionError) -> [OrderTerm] {
    var parser = try ExpressionParser(text, limits)
    var result: [OrderTerm] = []
    repeat {
      var term = OrderTerm(Expression(text: text, root: try parser.expression()))
      if try parser.take(word: "desc") { term.isDescending = true } else { _ = try parser.take(word: "asc") }
      if try parser.take(word: "nulls") {
        term.nullsFirst = try parser.take(word: "first")
        if !term.nullsFirst, try !parser.take(word: "last") {
          throw ExpressionError(.syntax, "'nulls' is followed by 'first' or 'last'", in: text, at: parser.token.range)
        }
      }
      result.append(term)
    } while try parser.take(symbol: ",")
    try parser.requireEnd()
    return result
  }
}

/// What rows are put in order by.
public struct OrderTerm: Sendable {
  public var expression: Expression
  public var isDescending: Bool
  public var nullsFirst: Bool

  public init(_ expression: Expression, isDescending: Bool = false, nullsFirst: Bool = false) {
    self.expression = expression
    self.isDescending = isDescending
    self.nullsFirst = nullsFirst
  }
}
