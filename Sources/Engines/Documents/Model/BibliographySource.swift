/// Something that a document cites.
public struct BibliographySource: Sendable, Hashable {
  /// What citations name it by.
  public var key: String
  public var authors: [String]
  public var title: String
  /// The journal, book or series it is part of.
  public var container: String?
  public var publisher: String?
  public var year: String?
  public var volume: String?
  public var pages: String?
  public var url: String?
  public var doi: String?

  public init(
    key: String, authors: [String] = [], title: String, container: String? = nil, publisher: String? = nil,
    year: String? = nil, volume: String? = nil, pages: String? = nil, url: String? = nil, doi: String? = nil
  ) {
    self.key = key
    self.authors = authors
    self.title = title
    self.container = container
    self.publisher = publisher
    self.year = year
    self.volume = volume
    self.pages = pages
    self.url = url
    self.doi = doi
  }
}
