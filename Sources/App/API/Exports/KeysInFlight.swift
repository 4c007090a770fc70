internal import Exports
internal import HTTPMessage
internal import HTTPServer
internal import Threads

/// The idempotency keys of the requests that this process works on right now: another request with one of them is
/// told to come again.
final class KeysInFlight: Sendable {
  private struct Entry: Hashable {
    let tenant: String
    let name: String
  }

  private let entries = Lock<Set<Entry>>([])

  /// Does the work as the only one with the key.
  func alone<Result: Sendable>(
    _ key: IdempotencyKey?, tenant: String, _ work: () async throws -> Result
  ) async throws -> Result {
    guard let key else { return try await work() }
    let entry = Entry(tenant: tenant, name: key.name)
    guard entries.withLock({ $0.insert(entry).inserted }) else {
      throw HTTPError(
        .conflict, code: "idempotency_key_in_flight",
        detail: "A request with this idempotency key is being worked on. Send it again in a second for its result.",
        fields: ["Retry-After": "1"])
    }
    defer { entries.withLock { _ = $0.remove(entry) } }
    return try await work()
  }
}
