/// When and how often a request is sent again.
///
/// Only idempotent methods are, or requests marked `isRetryable`, and only with a body that can be sent again.
/// A request whose connection never came to be is sent again whatever its method.
public struct RetryPolicy: Sendable, Hashable {
  /// Sendings in all; 1 means no retry.
  public var attempts: Int
  /// The wait before attempt n+1 is random between 0 and `base` x 2^(n-1), at most `longest`.
  public var base: Duration
  public var longest: Duration
  /// A `Retry-After` above this is not waited for: the answer goes to the caller as it is.
  public var longestRetryAfter: Duration
  public var statuses: Set<Int>

  public init(
    attempts: Int = 3, base: Duration = .milliseconds(200), longest: Duration = .seconds(10),
    longestRetryAfter: Duration = .seconds(60), statuses: Set<Int> = [408, 425, 429, 502, 503, 504]
  ) {
    self.attempts = attempts
    self.base = base
    self.longest = longest
    self.longestRetryAfter = longestRetryAfter
    self.statuses = statuses
  }

  public static let never = RetryPolicy(attempts: 1)

  /// The wait after the given attempt (from 1), with full jitter: clients that failed together do not return together.
  func delay(after attempt: Int, using random: inout some RandomNumberGenerator) -> Duration {
    var ceiling = base
    for _ in 1..<max(attempt, 1) where ceiling < longest { ceiling = ceiling * 2 }
    let nanoseconds = min(ceiling, longest).nanoseconds
    return .nanoseconds(Int64(UInt64.random(in: 0...nanoseconds, using: &random)))
  }

  /// What a server asked for is a floor; the jitter on top keeps its clients apart.
  func delay(
    after attempt: Int, retryAfter: Duration?, using random: inout some RandomNumberGenerator
  ) -> Duration {
    delay(after: attempt, using: &random) + (retryAfter ?? .zero)
  }

  func retries(_ code: HTTPClientError.Code) -> Bool {
    switch code {
    case .dns, .connect, .connectionLost, .timeout: true
    default: false
    }
  }
}
