internal import Expressions

/// Tells selections of rows from those that summarise them.
public enum TableSummary {
  /// Whether the list has a summary in it, as `sum(amount), count()`.
  public static func isMeant(by list: String) -> Bool {
    ((try? Expression.list(list)) ?? []).contains { $0.expression.root.hasAggregate }
  }
}
