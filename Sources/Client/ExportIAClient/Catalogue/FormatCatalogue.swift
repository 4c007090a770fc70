/// What a server writes.
public struct FormatCatalogue: Sendable, Hashable, Decodable {
  /// One format.
  public struct Format: Sendable, Hashable, Decodable {
    /// For requests: `pdf`.
    public var name: String
    /// For people: `PDF`.
    public var title: String
    public var mediaType: String
    public var fileExtension: String
    /// What it is written from.
    public var documentTypes: [String]

    enum CodingKeys: String, CodingKey {
      case name, title
      case mediaType = "media_type"
      case fileExtension = "extension"
      case documentTypes = "document_types"
    }
  }

  public var formats: [Format]
  public var qualityLevels: [QualityLevel]
  public var documentTypes: [String]

  enum CodingKeys: String, CodingKey {
    case formats
    case qualityLevels = "quality_levels"
    case documentTypes = "document_types"
  }
}
