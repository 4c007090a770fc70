internal import Threads

/// Slows down whoever tries passwords: after ten wrong ones for a name, a quarter of an hour's rest, and never more
/// than a few of the costly checks at a time.
final class LoginTries: Sendable {
  private struct State {
    var wrong: [String: (count: Int, since: Int64)] = [:]
    var running = 0
  }

  private let state = Lock(State())

  static let most = 10
  /// In microseconds.
  static let rest: Int64 = 15 * 60 * 1_000_000
  /// Each takes 19 MB and some ten milliseconds.
  static let atOnce = 16

  func check(_ name: String, now: Int64) throws(IdentityError) {
    let entry = state.withLock { $0.wrong[name] }
    guard let entry, entry.count >= Self.most, abs(now - entry.since) < Self.rest else { return }
    throw IdentityError(
      .tooManyTries, "There were too many wrong passwords for this name. Try again in a quarter of an hour.")
  }

  func failed(_ name: String, now: Int64) {
    state.withLock { state in
      if state.wrong.count > 10_000 { state.wrong = state.wrong.filter { abs(now - $0.value.since) < Self.rest } }
      // Names that nobody has are no reason to take memory without end.
      guard state.wrong.count < 100_000 else { return }
      let entry = state.wrong[name] ?? (0, now)
      state.wrong[name] = abs(now - entry.since) < Self.rest ? (entry.count + 1, entry.since) : (1, now)
    }
  }

  func succeeded(_ name: String) {
    state.withLock { _ = $0.wrong.removeValue(forKey: name) }
  }

  func withRoom<Result: Sendable>(_ work: () async throws -> Result) async throws -> Result {
    let isAdmitted = state.withLock { state in
      guard state.running < Self.atOnce else { return false }
      state.running += 1
      return true
    }
    guard isAdmitted else {
      throw IdentityError(.hashFailed, "Too many passwords are being checked at the moment. Try again shortly.")
    }
    defer { state.withLock { $0.running -= 1 } }
    return try await work()
  }
}
