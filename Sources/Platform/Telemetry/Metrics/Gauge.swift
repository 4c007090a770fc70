internal import Synchronization

/// A number that is set: a queue's depth, a temperature.
public final class Gauge: Sendable {
  private let bits = Atomic<UInt64>(0)

  public init() {}

  public func set(_ value: Double) {
    bits.store(value.bitPattern, ordering: .relaxed)
  }

  public func set(_ value: Int) { set(Double(value)) }

  public var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }
}
