/// When a projection tries an event again that it could not take.
public struct ProjectionRetry: Sendable, Hashable {
  /// Microseconds; doubled with each failure up to ``longest``.
  public var first: Int64
  public var longest: Int64
  /// Failures after which only a person resumes it.
  public var attempts: Int

  public init(first: Int64 = 1_000_000, longest: Int64 = 300_000_000, attempts: Int = 10) {
    self.first = first
    self.longest = longest
    self.attempts = attempts
  }

  func delay(afterFailures count: Int) -> Int64 {
    let doublings = min(max(0, count - 1), 40)
    let (delay, overflow) = first.multipliedReportingOverflow(by: 1 << Int64(doublings))
    return overflow ? longest : min(longest, delay)
  }
}
