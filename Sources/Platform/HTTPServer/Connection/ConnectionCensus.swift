internal import Threads

/// How many connections are open, over all loops.
final class ConnectionCensus: Sendable {
  enum Welcome {
    case welcome
    case tooMany
    case tooManyFromAddress
  }

  private struct Counts {
    var total = 0
    var byAddress: [SocketAddress: Int] = [:]
  }

  private let limits: ConnectionLimits
  private let counts = Lock(Counts())

  init(limits: ConnectionLimits) {
    self.limits = limits
  }

  var total: Int { counts.withLock(\.total) }

  /// Counts the newcomer in if there is room.
  func arrived(_ address: SocketAddress) -> Welcome {
    counts.withLock { counts in
      guard counts.total < limits.connections else { return .tooMany }
      if address != .unix {
        let count = counts.byAddress[address, default: 0]
        guard count < limits.connectionsPerAddress else { return .tooManyFromAddress }
        counts.byAddress[address] = count + 1
      }
      counts.total += 1
      return .welcome
    }
  }

  func left(_ address: SocketAddress) {
    counts.withLock { counts in
      counts.total -= 1
      guard let count = counts.byAddress[address] else { return }
      counts.byAddress[address] = count > 1 ? count - 1 : nil
    }
  }
}
