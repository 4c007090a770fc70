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

  /// Nil when the expectation is met.
  package func unmetExpectation(affected: Int) -> DatabaseError? {
    switch expectation {
    case .any: return nil
    case .exactly(let count):
      if affected == count { return nil }
      return DatabaseError(.expectationFailed, "Expected exactly \(count) rows, found \(affected).")
    case .atLeast(let count):
      if affected >= count { return nil }
      return DatabaseError(.expectationFailed, "Expected at least \(count) rows, found \(affected).")
    }
  }

  /// Whether the text begins or ends a transaction; only the drivers do that.
  package static func controlsTransaction(_ sql: String) -> Bool {
    let word = sql.utf8.drop { $0 <= 32 }.prefix { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7a }
    guard (3...9).contains(word.count) else { return false }
    let keywords = ["begin", "commit", "end", "rollback", "savepoint", "release", "start", "abort", "prepare"]
    return keywords.contains(String(decoding: word.map { $0 | 0x20 }, as: UTF8.self))
  }
}

extension DatabaseError {
  package static let transactionControl = DatabaseError(
    .invalidStatement, "Transactions are begun and ended by 'run' and 'transaction', not by a statement.")
}
