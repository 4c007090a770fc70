/// What the reader of a table will look at. A source may save itself the rest.
public struct TableInterest: Sendable, Hashable {
  /// The places of the columns whose values matter; the others may be filled with missing values.
  public var columns: Set<Int>
  /// Rows that do not fulfil all of these are dropped anyway; they may be left out.
  public var bounds: [ColumnBound]

  public init(columns: Set<Int>, bounds: [ColumnBound] = []) {
    self.columns = columns
    self.bounds = bounds
  }
}

/// What values of a column are compared with, to know beforehand that no row of a part can be meant.
public struct ColumnBound: Sendable, Hashable {
  public enum Relation: Sendable, Hashable {
    /// Bounds need not be sharp: these say "less or equal" and "greater or equal".
    case atMost, atLeast, equal
  }

  public enum Value: Sendable, Hashable {
    /// Of columns that are held as 64 bit integers.
    case integer(Int64)
    case double(Double)
    /// Of texts, by their bytes.
    case bytes([UInt8])
  }

  public var column: Int
  public var relation: Relation
  public var value: Value

  public init(_ column: Int, _ relation: Relation, _ value: Value) {
    self.column = column
    self.relation = relation
    self.value = value
  }
}
