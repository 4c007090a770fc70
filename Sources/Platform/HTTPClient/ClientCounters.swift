internal import Synchronization

/// Counts of a client since its start, for metrics.
public struct ClientStatistics: Sendable, Hashable {
  public var requests: Int
  public var retries: Int
  /// Connections opened; the other sendings used a kept one.
  public var connections: Int
}

final class ClientCounters: Sendable {
  private let requests = Atomic(0)
  private let retries = Atomic(0)
  private let connections = Atomic(0)

  func addRequest() { requests.add(1, ordering: .relaxed) }
  func addRetry() { retries.add(1, ordering: .relaxed) }
  func add(connections count: Int) { connections.add(count, ordering: .relaxed) }

  var snapshot: ClientStatistics {
    ClientStatistics(
      requests: requests.load(ordering: .relaxed), retries: retries.load(ordering: .relaxed),
      connections: connections.load(ordering: .relaxed))
  }
}
