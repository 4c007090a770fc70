/// How a transaction is separated from others and how long it may take.
public struct TransactionOptions: Sendable, Hashable {
  /// What a transaction may see of others that run beside it.
  ///
  /// SQLite has one writer, so there every transaction is serializable.
  public enum Isolation: Sendable, Hashable {
    /// Each statement sees what was committed before it.
    case readCommitted
    /// All statements see one snapshot.
    case repeatableRead
    /// As if the transactions ran one after the other.
    case serializable
  }

  public var isolation: Isolation
  /// From the start of the body to its end; then the transaction is undone with ``DatabaseError/Code/timeLimit``.
  public var timeLimit: Duration

  public init(isolation: Isolation = .serializable, timeLimit: Duration = .seconds(10)) {
    self.isolation = isolation
    self.timeLimit = timeLimit
  }
}
