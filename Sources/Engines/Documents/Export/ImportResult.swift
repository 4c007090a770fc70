/// A document as it was read, and what its reader had to say.
public struct ImportResult: Sendable {
  public var document: Document
  public var warnings: [Finding]

  public init(_ document: Document, warnings: [Finding] = []) {
    self.document = document
    self.warnings = warnings
  }
}
