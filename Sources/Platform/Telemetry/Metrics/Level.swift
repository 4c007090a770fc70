/// A number that rises and falls by steps: requests in flight, open connections.
public final class Level: Sendable {
  private let cells = StripedCells(count: 1)

  public init() {}

  @inline(__always)
  public func increment() { add(1) }

  @inline(__always)
  public func decrement() { add(-1) }

  @inline(__always)
  public func add(_ amount: Int) {
    cells.add(UInt64(bitPattern: Int64(amount)), to: 0, stripe: cells.ownStripe)
  }

  public var value: Int { Int(Int64(bitPattern: cells.sum(of: 0))) }
}
