/// A use of a picture.
public struct Image: Sendable, Hashable {
  /// The name in `Document.resources`. A name that is not there is a missing image: its text stands instead and the
  /// report says so. Nothing is ever fetched.
  public var source: String
  /// What the picture shows, for those who cannot see it.
  public var alternative: String
  public var title: String?
  /// Nil follows from the picture, at most the width of the text.
  public var width: Length?
  public var height: Length?
  /// Says nothing to a reader: an ornament.
  public var isDecorative: Bool
  public var attributes: Attributes

  public init(
    _ source: String, alternative: String = "", title: String? = nil, width: Length? = nil, height: Length? = nil,
    isDecorative: Bool = false, attributes: Attributes = .none
  ) {
    self.source = source
    self.alternative = alternative
    self.title = title
    self.width = width
    self.height = height
    self.isDecorative = isDecorative
    self.attributes = attributes
  }
}
