/// A version of some content, as RFC 9110 writes it.
public struct EntityTag: Sendable, Hashable, CustomStringConvertible {
  public var value: String
  public var isWeak: Bool

  /// Characters that a tag cannot hold are dropped.
  public init(_ value: String, isWeak: Bool = false) {
    self.value = String(decoding: value.utf8.filter { $0 > 0x20 && $0 != 0x22 && $0 != 0x7F }, as: UTF8.self)
    self.isWeak = isWeak
  }

  public var description: String { isWeak ? "W/\"\(value)\"" : "\"\(value)\"" }

  func matchesStrongly(_ other: EntityTag) -> Bool {
    !isWeak && !other.isWeak && value == other.value
  }

  func matchesWeakly(_ other: EntityTag) -> Bool {
    value == other.value
  }
}
