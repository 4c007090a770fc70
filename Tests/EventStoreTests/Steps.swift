import Synchronization

/// Numbers that are the same in every run with the same seed.
struct Steps {
  private var state: UInt64

  init(seed: UInt64) { state = seed &+ 0x9E37_79B9_7F4A_7C15 }

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }
}

/// Whether the writers are through.
final class Progress: Sendable {
  private let finished = Atomic(false)

  var isFinished: Bool { finished.load(ordering: .acquiring) }
  func finish() { finished.store(true, ordering: .releasing) }
}
