/// Lets transfers in as long as there are connections for them, in turn over the origins.
///
/// The client waits here and not within libcurl, where the time in the queue would count as time to connect.
struct ConnectionQueue {
  private struct Line {
    var active = 0
    var waiting: [Exchange] = []
    var next = 0

    var isEmpty: Bool { next == waiting.count }

    mutating func take() -> Exchange {
      let exchange = waiting[next]
      next += 1
      if next == waiting.count || next > 256 {
        waiting.removeFirst(next)
        next = 0
      }
      return exchange
    }
  }

  private let limit: Int
  private let limitPerOrigin: Int
  private var active = 0
  private var lines: [String: Line] = [:]
  /// Origins with somebody waiting, the one whose turn it is first.
  private var turns: [String] = []

  init(limit: Int, limitPerOrigin: Int) {
    self.limit = max(limit, 1)
    self.limitPerOrigin = max(limitPerOrigin, 1)
  }

  mutating func append(_ exchange: Exchange) {
    let origin = exchange.plan.target.origin
    let wasEmpty = lines[origin, default: Line()].isEmpty
    lines[origin, default: Line()].waiting.append(exchange)
    if wasEmpty { turns.append(origin) }
  }

  /// The next that may start; it counts as active until `leave`.
  mutating func next() -> Exchange? {
    guard active < limit else { return nil }
    for turn in turns.indices {
      let origin = turns[turn]
      while var line = lines[origin], !line.isEmpty, line.active < limitPerOrigin {
        let exchange = line.take()
        let isOver = exchange.hasEnded
        if !isOver { line.active += 1 }
        lines[origin] = line
        if isOver && !line.isEmpty { continue }
        turns.remove(at: turn)
        if !line.isEmpty { turns.append(origin) }
        guard isOver else {
          active += 1
          return exchange
        }
        if line.active == 0 { lines[origin] = nil }
        return next()
      }
    }
    return nil
  }

  mutating func leave(_ origin: String) {
    active -= 1
    lines[origin]?.active -= 1
    if let line = lines[origin], line.active == 0, line.isEmpty { lines[origin] = nil }
  }

  mutating func removeAll() -> [Exchange] {
    let all = lines.values.flatMap { $0.waiting[$0.next...] }
    lines = [:]
    turns = []
    return all
  }
}
