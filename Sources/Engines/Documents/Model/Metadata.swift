/// What a document says about itself.
public struct Metadata: Sendable, Hashable {
  public var title: String?
  public var subtitle: String?
  public var authors: [Author]
  public var date: DocumentDate?
  /// A BCP 47 tag such as `en`, `pt-BR`, `zh-Hant`; nil means English.
  public var language: String?
  /// Nil follows from the language.
  public var direction: TextDirection?
  public var keywords: [String]
  /// What it is about, in a sentence or two.
  public var summary: String?
  public var subject: String?
  public var publisher: String?
  public var rights: String?
  /// A stable name of the document from outside: an ISBN, a UUID, a number.
  public var identifier: String?
  public var version: String?
  /// What no field above holds, in order.
  public var other: [Variable]

  public init(
    title: String? = nil, subtitle: String? = nil, authors: [Author] = [], date: DocumentDate? = nil,
    language: String? = nil, direction: TextDirection? = nil, keywords: [String] = [], summary: String? = nil,
    subject: String? = nil, publisher: String? = nil, rights: String? = nil, identifier: String? = nil,
    version: String? = nil, other: [Variable] = []
  ) {
    self.title = title
    self.subtitle = subtitle
    self.authors = authors
    self.date = date
    self.language = language
    self.direction = direction
    self.keywords = keywords
    self.summary = summary
    self.subject = subject
    self.publisher = publisher
    self.rights = rights
    self.identifier = identifier
    self.version = version
    self.other = other
  }

  /// The language, English where none is named.
  public var effectiveLanguage: String { language ?? "en" }

  /// The direction that is named, or else the language's.
  public var effectiveDirection: TextDirection { direction ?? TextDirection(language: effectiveLanguage) }
}
