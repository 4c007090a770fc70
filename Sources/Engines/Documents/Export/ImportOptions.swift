/// What a reader is given beside the bytes.
public struct ImportOptions: Sendable, Hashable {
  public enum RawHTML: String, Sendable, Hashable, CaseIterable {
    /// Read as HTML where it is safe, else left out with a warning.
    case clean
    /// Kept as raw text.
    case keep
    case drop
  }

  /// Pictures that the text names.
  public var resources: Resources
  public var rawHTML: RawHTML
  public var limits: DocumentLimits

  public init(
    resources: Resources = Resources(), rawHTML: RawHTML = .clean, limits: DocumentLimits = DocumentLimits()
  ) {
    self.resources = resources
    self.rawHTML = rawHTML
    self.limits = limits
  }
}
