/// The prepared statements of one connection: their names by text; the one longest unused goes first.
struct PlanCache {
  private struct Plan {
    var name: String
    var lastUse: UInt64
  }

  private let capacity: Int
  private var plans: [String: Plan] = [:]
  private var clock: UInt64 = 0

  init(capacity: Int) {
    self.capacity = max(8, capacity)
  }

  mutating func name(of sql: String) -> String? {
    clock += 1
    guard var plan = plans[sql] else { return nil }
    plan.lastUse = clock
    plans[sql] = plan
    return plan.name
  }

  mutating func newName() -> String {
    clock += 1
    return "s\(clock)"
  }

  mutating func insert(_ sql: String, name: String) {
    clock += 1
    plans[sql] = Plan(name: name, lastUse: clock)
  }

  /// The names of those that are too many.
  mutating func evict() -> [String] {
    var names: [String] = []
    while plans.count > capacity, let oldest = plans.min(by: { $0.value.lastUse < $1.value.lastUse }) {
      names.append(oldest.value.name)
      plans[oldest.key] = nil
    }
    return names
  }

  mutating func removeAll() -> [String] {
    defer { plans = [:] }
    return plans.values.map(\.name)
  }
}
