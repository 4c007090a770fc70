/// What a caller may ask of a writer beyond what stands in the document.
public struct ExportOptions: Sendable, Hashable {
  public enum RawText: String, Sendable, Hashable, CaseIterable {
    /// Raw HTML, LaTeX and so on is left out and counted as a loss.
    case drop
    /// It is written as it is, by writers of its format: for documents of people one trusts only.
    case keep
  }

  public var raw: RawText
  /// A part of the format to prefer, as in `fragment` of HTML or `pdfa-2a` of PDF; each writer names its own.
  public var profile: String?
  /// The document as it came, for formats that can carry their source.
  public var source: Resource?
  /// The writer reads its file again and compares.
  public var verifies: Bool
  /// PDF only.
  public var protection: FileProtection?
  /// PDF only.
  public var signature: FileSignature?
  /// Wide text formats break lines here; 0 never.
  public var lineWidth: Int

  public init(
    raw: RawText = .drop, profile: String? = nil, source: Resource? = nil, verifies: Bool = false, lineWidth: Int = 0
  ) {
    self.raw = raw
    self.profile = profile
    self.source = source
    self.verifies = verifies
    self.lineWidth = lineWidth
  }
}
