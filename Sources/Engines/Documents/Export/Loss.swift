/// What a format could not hold, and what stands there instead.
public struct Loss: Sendable, Hashable, CustomStringConvertible {
  /// What it was, as in `chart`, `table.row-span`.
  public var subject: String
  /// What became of it, as in "written as a picture".
  public var outcome: String
  public var count: Int

  public init(_ subject: String, _ outcome: String, count: Int = 1) {
    self.subject = subject
    self.outcome = outcome
    self.count = count
  }

  public var description: String { "\(subject): \(outcome)" + (count > 1 ? " (\(count) times)" : "") }
}
