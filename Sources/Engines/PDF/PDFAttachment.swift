/// A file inside of the file.
public struct PDFAttachment: Sendable {
  public enum Relationship: String, Sendable {
    case source = "Source"
    case data = "Data"
    case alternative = "Alternative"
    case supplement = "Supplement"
    case unspecified = "Unspecified"
  }

  public let name: String
  public let mediaType: String
  public let description: String
  public let relationship: Relationship
  public let bytes: [UInt8]

  public init(
    name: String, mediaType: String, description: String, relationship: Relationship = .unspecified, bytes: [UInt8]
  ) {
    self.name = name
    self.mediaType = mediaType
    self.description = description
    self.relationship = relationship
    self.bytes = bytes
  }
}
