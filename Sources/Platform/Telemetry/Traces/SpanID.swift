/// Names a span: 8 bytes, not all zero.
public struct SpanID: Sendable, Hashable, CustomStringConvertible {
  let value: UInt64

  /// Nil where it is zero.
  public init?(_ value: UInt64) {
    guard value != 0 else { return nil }
    self.value = value
  }

  /// 16 hexadecimal digits, lower case.
  public var description: String { Hexadecimal.text(value) }
}
