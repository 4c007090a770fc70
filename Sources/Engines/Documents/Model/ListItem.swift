/// One item of a list.
public struct ListItem: Sendable, Hashable {
  public var blocks: [Block]
  /// Done or not, in a task list; nil is an ordinary item.
  public var isDone: Bool?

  public init(_ blocks: [Block], isDone: Bool? = nil) {
    self.blocks = blocks
    self.isDone = isDone
  }
}
