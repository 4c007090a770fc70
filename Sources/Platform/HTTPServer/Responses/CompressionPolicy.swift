/// When answers are compressed.
public struct CompressionPolicy: Sendable, Hashable {
  public var isEnabled: Bool
  /// Smaller bodies go out as they are.
  public var minimumBytes: Int

  public init(isEnabled: Bool = true, minimumBytes: Int = 1_024) {
    self.isEnabled = isEnabled
    self.minimumBytes = minimumBytes
  }
}
