/// What a column's values are like.
public struct ColumnProfile: Sendable, Hashable {
  public struct Count: Sendable, Hashable {
    public var value: String
    public var count: Int
  }

  public var name: String
  public var type: ColumnType
  public var rows = 0
  public var nulls = 0
  public var distinct = 0
  /// False where `distinct` is an estimate, about 1 % off.
  public var isDistinctExact = true
  /// As text, in the form of CSV; nil where there is no value or the type has no order.
  public var least: String?
  public var greatest: String?
  /// Of numbers.
  public var mean: Double?
  /// Of numbers, dates and times, in the type's own unit: at 5, 25, 50, 75 and 95 %. From a sample of 10,000 values,
  /// exact for fewer.
  public var quantiles: [Double] = []
  /// The most frequent values; counts are exact while `isDistinctExact`, else those of the values met first.
  public var top: [Count] = []
  /// Of text columns: how many values look like each other type.
  public var conflicts: [Count] = []
}
