/// What a transform may use.
public struct TableResources: Sendable {
  /// How much memory sorting, grouping, pivoting and joining may hold before they go to the disk, in bytes.
  public var memory: Int
  /// Where they go to. Files there have no name, so nothing is left behind.
  public var folder: String

  public init(memory: Int = 128 << 20, folder: String = "/tmp") {
    self.memory = max(memory, 1 << 16)
    self.folder = folder
  }
}
