/// The four letters that name a table.
public struct FontTag: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  public let value: UInt32

  public init(stringLiteral name: StaticString) {
    value = name.withUTF8Buffer { $0.prefix(4).reduce(0) { $0 << 8 | UInt32($1) } }
  }

  init(_ value: UInt32) {
    self.value = value
  }

  public var description: String {
    String(decoding: (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }, as: UTF8.self)
  }
}
