/// What a JSON text may ask for before it is refused.
public struct JSONLimits: Sendable, Hashable {
  public enum DuplicateKeys: Sendable, Hashable {
    case refuse, keepFirst, keepLast
    /// All of them, in their order.
    case keepAll
  }

  /// Containers within containers.
  public var depth: Int
  /// Of the whole text.
  public var bytes: Int
  /// Of one string or number, as it stands in the text.
  public var tokenBytes: Int
  /// What `JSONValue` does with a name that an object has twice; the pull reader passes on all members.
  public var duplicateKeys: DuplicateKeys

  public init(
    depth: Int = 128, bytes: Int = 64 << 20, tokenBytes: Int = .max, duplicateKeys: DuplicateKeys = .refuse
  ) {
    self.depth = max(depth, 0)
    self.bytes = bytes
    self.tokenBytes = tokenBytes
    self.duplicateKeys = duplicateKeys
  }

  public static let standard = JSONLimits()
}
