/// Where figures, tables, charts or code with captions are listed.
public struct Listing: Sendable, Hashable {
  public enum Subject: String, Sendable, Hashable, CaseIterable {
    case figures, tables, code
  }

  public var subject: Subject
  /// Empty shows the language's own words.
  public var title: [Inline]
  public var attributes: Attributes

  public init(_ subject: Subject, title: [Inline] = [], attributes: Attributes = .none) {
    self.subject = subject
    self.title = title
    self.attributes = attributes
  }
}
