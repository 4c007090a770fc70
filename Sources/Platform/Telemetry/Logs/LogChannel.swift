internal import Synchronization

/// A subsystem's name and the level from which on it is logged, which may change while the program runs.
final class LogChannel: Sendable {
  let name: String
  private let threshold: Atomic<Int>

  init(_ name: String, threshold: LogLevel) {
    self.name = name
    self.threshold = Atomic(threshold.rawValue)
  }

  @inline(__always)
  func isEnabled(_ level: LogLevel) -> Bool {
    level.rawValue >= threshold.load(ordering: .relaxed)
  }

  func set(_ level: LogLevel) {
    threshold.store(level.rawValue, ordering: .relaxed)
  }
}
