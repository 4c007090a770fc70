/// Names a trace: 16 bytes, not all zero.
public struct TraceID: Sendable, Hashable, CustomStringConvertible {
  let high: UInt64
  let low: UInt64

  /// Nil where both are zero.
  public init?(high: UInt64, low: UInt64) {
    guard high != 0 || low != 0 else { return nil }
    self.high = high
    self.low = low
  }

  /// 32 hexadecimal digits, lower case.
  public var description: String { Hexadecimal.text(high) + Hexadecimal.text(low) }
}
