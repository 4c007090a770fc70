/// Hints between processes. A hint can be missed or come twice; readers look by themselves every `poll`.
extension EventStore {
  /// Tells the readers of this process, and those of others through ``announce(atMostEvery:_:)``, to look.
  public func wake() {
    signal.raise()
    appended.raise()
  }

  /// Calls `send` after appends of this process, until its task is cancelled; many appends share one call.
  ///
  /// On PostgreSQL `send` is `database.notify(channel)`: outside of the transactions that append, which it would
  /// make wait for each other.
  public func announce(
    atMostEvery interval: Duration = .milliseconds(20), _ send: @Sendable () async throws -> Void
  ) async {
    var seen = appended.count
    while !Task.isCancelled {
      await appended.wait(after: seen)
      if Task.isCancelled { return }
      seen = appended.count
      // A hint that cannot be sent is like one that is missed.
      try? await send()
      try? await Task.sleep(for: interval)
    }
  }

  /// Wakes the readers of this process, because another one appended something.
  public func hear() {
    signal.raise()
  }

  /// The same at each hint, until the hints end.
  public func heed<Hints: AsyncSequence>(_ hints: Hints) async throws {
    for try await _ in hints { hear() }
  }
}
