/// What became of an export.
public struct ExportReport: Sendable, Hashable {
  public var format: DocumentFormat
  /// Nil where the format has no pages or does not know them before it is laid out.
  public var pages: Int?
  public var words: Int
  /// How many bytes were written.
  public var bytes: Int
  /// What should be looked at: missing images, glyphs that no font has.
  public var warnings: [Finding]
  /// What the format could not hold.
  public var losses: [Loss]
  public var fonts: [FontUse]
  public var integrity: Integrity

  public init(
    format: DocumentFormat, pages: Int? = nil, words: Int = 0, bytes: Int = 0, warnings: [Finding] = [],
    losses: [Loss] = [], fonts: [FontUse] = [], integrity: Integrity = .unchecked
  ) {
    self.format = format
    self.pages = pages
    self.words = words
    self.bytes = bytes
    self.warnings = warnings
    self.losses = losses
    self.fonts = fonts
    self.integrity = integrity
  }

  /// A font that the file uses.
  public struct FontUse: Sendable, Hashable {
    public var name: String
    public var isEmbedded: Bool
    /// Chosen because the theme's fonts lacked the characters.
    public var isFallback: Bool

    public init(_ name: String, isEmbedded: Bool, isFallback: Bool = false) {
      self.name = name
      self.isEmbedded = isEmbedded
      self.isFallback = isFallback
    }
  }

  /// Whether the file just written is what it should be.
  public enum Integrity: Sendable, Hashable {
    case unchecked
    /// These checks passed.
    case intact([String])
    case broken(String)
  }
}
