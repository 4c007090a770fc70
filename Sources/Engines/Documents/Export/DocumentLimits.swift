/// What a file may ask for before it is refused or flattened.
public struct DocumentLimits: Sendable, Hashable {
  /// Of the input.
  public var bytes: Int
  /// Blocks within blocks; deeper ones are laid flat, with a warning.
  public var depth: Int
  /// Columns of a table.
  public var columns: Int
  /// Of all pictures.
  public var resourceBytes: Int

  public init(bytes: Int = 256 << 20, depth: Int = 64, columns: Int = 1_000, resourceBytes: Int = 512 << 20) {
    self.bytes = bytes
    self.depth = depth
    self.columns = columns
    self.resourceBytes = resourceBytes
  }
}
