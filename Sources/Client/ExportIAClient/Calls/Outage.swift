/// The time that a server is away while somebody follows an export, which goes on meanwhile.
struct Outage {
  private let policy: RetryPolicy
  private var began: ContinuousClock.Instant?
  private var failures = 0

  init(_ policy: RetryPolicy) {
    self.policy = policy
  }

  /// The server has answered.
  mutating func end() {
    began = nil
    failures = 0
  }

  /// How long to wait before asking again; nil where it is not worth it any more.
  mutating func pause(after error: ExportIAError) -> Duration? {
    let now = ContinuousClock.now
    let began = began ?? now
    self.began = began
    failures += 1
    guard now - began < policy.patience else { return nil }
    return policy.pause(after: failures, of: error)
  }
}
