/// What a reader accepts.
public struct XMLReaderOptions: Sendable, Hashable {
  public enum Doctype: Sendable, Hashable {
    /// Any document type declaration is an error.
    case refuse
    /// Internal entities and default attributes are read, within `XMLLimits.expansionBytes`.
    ///
    /// Nothing outside the document is ever opened: declaring an external or a parameter entity is an error, and
    /// the external identifier of the declaration itself is ignored.
    case internalOnly
  }

  public var doctype: Doctype
  public var limits: XMLLimits
  /// The encoding when something outside the document tells it, such as a header; otherwise the document does.
  public var encoding: String?

  public init(doctype: Doctype = .refuse, limits: XMLLimits = XMLLimits(), encoding: String? = nil) {
    self.doctype = doctype
    self.limits = limits
    self.encoding = encoding
  }
}
