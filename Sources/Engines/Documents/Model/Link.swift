/// A link to somewhere.
public struct Link: Sendable, Hashable {
  /// An address, or `#id` of something in this document.
  public var target: String
  public var title: String?
  public var inlines: [Inline]
  public var attributes: Attributes

  public init(_ target: String, title: String? = nil, _ inlines: [Inline], attributes: Attributes = .none) {
    self.target = target
    self.title = title
    self.inlines = inlines
    self.attributes = attributes
  }

  /// The id it leads to, where that is in this document.
  public var internalTarget: String? {
    target.utf8.first == UInt8(ascii: "#") && target.utf8.count > 1 ? String(target.dropFirst()) : nil
  }
}
