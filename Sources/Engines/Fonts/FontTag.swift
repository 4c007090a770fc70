/// The four letters that name a table.
public struct FontTag: Hashable, Sendable, ExpressibleByStringLiteral {
  public let value: UInt32

  public init(stringLiteral name: StaticString) {
    value = name.withUTF8Buffer { $0.prefix(4).reduce(0) { $0 << 8 | UInt32($1) } }
  }

  init(_ value: UInt32) {
    self.value = value
  }
}
