public import ByteIO

/// What the file says about its document.
public struct PDFMetadata: Sendable, Equatable {
  public var title = ""
  public var authors: [String] = []
  public var subject = ""
  public var keywords: [String] = []
  public var language = "en"
  public var creator = "Export IA"
  /// When the document was made, if it says so: a writer knows no clock.
  public var date: Timestamp?

  public init() {}
}
