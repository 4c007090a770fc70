/// A number that only grows.
public final class Counter: Sendable {
  private let cells = StripedCells(count: 1)

  public init() {}

  @inline(__always)
  public func increment() {
    cells.add(1, to: 0, stripe: cells.ownStripe)
  }

  /// Adds `amount`; negative amounts are ignored, as a counter never falls.
  @inline(__always)
  public func add(_ amount: Int) {
    guard amount > 0 else { return }
    cells.add(UInt64(amount), to: 0, stripe: cells.ownStripe)
  }

  public var value: UInt64 { cells.sum(of: 0) }
}
