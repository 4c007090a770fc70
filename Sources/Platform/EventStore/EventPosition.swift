/// The place of an event among all events: the order in which projections read.
///
/// On PostgreSQL `transaction` is the number of the writing transaction; on SQLite, and for history that was moved
/// from there, it is 0. Events of one stream are always in order; those of different streams need not be in the
/// order of their positions' `value`.
public struct EventPosition: Sendable, Hashable, Comparable {
  public static let start = EventPosition(0)

  public let transaction: Int64
  public let value: Int64

  public init(transaction: Int64 = 0, _ value: Int64) {
    self.transaction = transaction
    self.value = value
  }

  public static func < (left: EventPosition, right: EventPosition) -> Bool {
    (left.transaction, left.value) < (right.transaction, right.value)
  }
}

extension EventPosition: CustomStringConvertible, LosslessStringConvertible {
  /// `12-345`, to be given to a reader and back.
  public var description: String { "\(transaction)-\(value)" }

  public init?(_ description: String) {
    let parts = description.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let transaction = Int64(parts[0]), let value = Int64(parts[1]), transaction >= 0, value >= 0
    else { return nil }
    self.init(transaction: transaction, value)
  }
}
