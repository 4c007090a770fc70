/// A kind of file that an engine writes.
public struct ExportFormat: Sendable, Hashable {
  /// As requests name it: `pdf`.
  public var name: String
  public var title: String
  public var mediaType: String
  /// The ending of file names, without the dot.
  public var fileExtension: String
  public var documentTypes: [String]
  /// Whether the file of an earlier job with the same source can be taken instead of a new one.
  public var isReusable: Bool

  public init(
    name: String, title: String, mediaType: String, fileExtension: String, documentTypes: [String],
    isReusable: Bool = true
  ) {
    self.name = name
    self.title = title
    self.mediaType = mediaType
    self.fileExtension = fileExtension
    self.documentTypes = documentTypes
    self.isReusable = isReusable
  }
}
