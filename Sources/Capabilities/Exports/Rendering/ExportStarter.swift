public import JSON

/// A content to begin with, for one document type.
public struct ExportStarter: Sendable {
  /// What a document of the type is made of; found by the words of its heading.
  public struct Section: Sendable {
    public let name: String
    public let isRequired: Bool
    /// Words that do as well.
    public let alsoCalled: [String]

    public init(name: String, isRequired: Bool, alsoCalled: [String]) {
      self.name = name
      self.isRequired = isRequired
      self.alsoCalled = alsoCalled
    }
  }

  public let title: String
  /// In their usual order.
  public let sections: [Section]
  public let content: String
  /// The media type of `content`.
  public let contentType: String
  /// What fills `content` where it is a template.
  public let data: JSONValue?

  public init(
    title: String, sections: [Section] = [], content: String, contentType: String, data: JSONValue? = nil
  ) {
    self.title = title
    self.sections = sections
    self.content = content
    self.contentType = contentType
    self.data = data
  }
}
