/// When and how often a request is sent again.
///
/// Only requests that do no harm when they arrive twice are: those that change nothing, and those with an idempotency
/// key, which every export and batch gets by itself.
public struct RetryPolicy: Sendable, Hashable {
  /// Sendings in all; 1 means no retry.
  public var attempts: Int
  /// The wait before attempt n+1 is random between 0 and `base` x 2^(n-1), at most `longest`.
  public var base: Duration
  public var longest: Duration
  /// A `Retry-After` above this is not waited for: the error goes to the caller, who finds it in
  /// ``ExportIAError/retryAfter``.
  public var longestRetryAfter: Duration
  /// How long a wait for an export and a stream of events go on while the server is away.
  public var patience: Duration

  public init(
    attempts: Int = 4, base: Duration = .milliseconds(200), longest: Duration = .seconds(10),
    longestRetryAfter: Duration = .seconds(60), patience: Duration = .seconds(60)
  ) {
    self.attempts = attempts
    self.base = base
    self.longest = longest
    self.longestRetryAfter = longestRetryAfter
    self.patience = patience
  }

  /// Every request is sent once.
  public static let never = RetryPolicy(attempts: 1, patience: .zero)

  static let statuses: Set<Int> = [408, 425, 429, 502, 503, 504]

  /// The wait after the given attempt (from 1), nil where there is to be no other.
  ///
  /// What the server asked for is a floor; the random part on top keeps its clients apart.
  func delay(after attempt: Int, of error: ExportIAError) -> Duration? {
    attempt < attempts ? pause(after: attempt, of: error) : nil
  }

  /// The same without a limit of attempts.
  func pause(after attempt: Int, of error: ExportIAError) -> Duration? {
    guard error.isPassing else { return nil }
    if let asked = error.retryAfter, asked > longestRetryAfter { return nil }
    var ceiling = base
    for _ in 1..<max(attempt, 1) where ceiling < longest { ceiling = ceiling * 2 }
    return (error.retryAfter ?? .zero) + min(ceiling, longest) * Double.random(in: 0...1)
  }
}
