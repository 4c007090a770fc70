/// What an expression may cost. There are no loops in the language, so a value costs at most its nodes times the
/// largest value.
public struct ExpressionLimits: Sendable, Hashable {
  /// Of the expression's text.
  public var bytes = 64 << 10
  /// Brackets and calls within each other.
  public var depth = 100
  /// Operations that build on each other, as in `a + b + c + …`.
  public var height = 500
  /// Names, literals and operations.
  public var nodes = 5_000

  public init() {}

  /// The largest text that an operation makes.
  static let textBytes = 1 << 20
}
