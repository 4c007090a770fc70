/// Where a block stood in its source, so that a message can point at it.
public struct Origin: Sendable, Hashable {
  /// From 1; 0 where the source has no lines.
  public var line: Int32

  public init(line: Int) {
    self.line = Int32(clamping: line)
  }
}
