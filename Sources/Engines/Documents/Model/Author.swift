/// Somebody who wrote a document.
public struct Author: Sendable, Hashable {
  public var name: String
  public var email: String?
  public var affiliation: String?

  public init(_ name: String, email: String? = nil, affiliation: String? = nil) {
    self.name = name
    self.email = email
    self.affiliation = affiliation
  }
}
