/// A note, where its mark stands first. Further marks of the same note are references of the form `footnote`.
public struct Footnote: Sendable, Hashable {
  /// Unique in the document; made from its place where it has no name.
  public var id: String
  public var blocks: [Block]

  public init(id: String, _ blocks: [Block]) {
    self.id = id
    self.blocks = blocks
  }
}
