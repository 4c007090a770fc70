internal import Database

extension PostgresDatabase {
  /// What is sent on the channel by `notify`: a hint to look, never the truth, since one can be missed.
  ///
  /// Listens on a connection of its own and connects again by itself; each new connection gives an empty hint.
  /// Only the newest hints wait for a slow reader. Ends with the reader's task, or with the database.
  public func hints(on channel: String) -> AsyncStream<String> {
    AsyncStream(bufferingPolicy: .bufferingNewest(64)) { continuation in
      let (loop, pool) = (loop, pool)
      let listener = PostgresListener(loop, server, channel, continuation)
      let accepted = loop.submit {
        guard pool.add(listener) else { return continuation.finish() }
        listener.connect()
      }
      if !accepted { return continuation.finish() }
      continuation.onTermination = { _ in
        loop.submit {
          pool.remove(listener)
          listener.end()
        }
      }
    }
  }

  /// Sends a hint. Outside of hot transactions: the server takes them one by one through a lock.
  public func notify(_ channel: String, _ hint: String = "") async throws {
    _ = try await run(Statement("select pg_notify($1, $2)", [.text(channel), .text(hint)]))
  }
}
