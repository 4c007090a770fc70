/// One SQL statement with its values; `$1`, `$2` … stand for them in every driver.
///
/// The text is the key of the prepared-statement cache, so values never go into the text.
public struct Statement: Sendable, Hashable {
  /// What must be true of the number of rows that the statement changed or returned.
  public enum Expectation: Sendable, Hashable {
    case any
    case exactly(Int)
    case atLeast(Int)
  }

  public var sql: String
  public var values: [SQLValue]
  public var expectation: Expectation

  public init(_ sql: String, _ values: [SQLValue] = [], expecting expectation: Expectation = .any) {
    self.sql = sql
    self.values = values
    self.expectation = expectation
  }
}
