/// Wakes connections at about their deadline: 1,024 slots of 50 ms each.
///
/// A connection moves its deadline by one store; its entry stays where it is and is filed again when it comes up early.
struct TimerWheel {
  static let tick: Int64 = 50
  private static let slots: Int64 = 1_024
  private var wheel = [[UInt64]](repeating: [], count: Int(slots))
  private var current: Int64
  private var entries = 0

  init(now: Int64) {
    current = now / Self.tick
  }

  /// Files the key for the deadline, or as far ahead as the wheel reaches; returns the tick it will come up at.
  mutating func file(_ key: UInt64, at deadline: Int64) -> Int64 {
    let wanted = deadline / Self.tick + 1
    let due = min(max(wanted, current + 1), current + Self.slots - 1)
    wheel[Int(due % Self.slots)].append(key)
    entries += 1
    return due
  }

  /// How long to sleep at most, in milliseconds.
  func sleep(now: Int64) -> Int32 {
    guard entries > 0 else { return 1_000 }
    for ahead in 1...20 where !wheel[Int((current + Int64(ahead)) % Self.slots)].isEmpty {
      return Int32(max(1, min(1_000, (current + Int64(ahead)) * Self.tick - now)))
    }
    return 1_000
  }

  /// Takes out every key whose time has come. The caller files keys again, so none is handed out in here.
  mutating func advance(to now: Int64) -> [(key: UInt64, tick: Int64)] {
    let target = now / Self.tick
    var due: [(key: UInt64, tick: Int64)] = []
    while current < target {
      current += 1
      let slot = Int(current % Self.slots)
      guard !wheel[slot].isEmpty else { continue }
      entries -= wheel[slot].count
      for key in wheel[slot] { due.append((key, current)) }
      wheel[slot].removeAll(keepingCapacity: true)
    }
    return due
  }
}
