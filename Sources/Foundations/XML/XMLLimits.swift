/// How much a document may ask for. The defaults suit files of strangers.
public struct XMLLimits: Sendable, Hashable {
  /// Bytes of the whole document, as they are fed.
  public var documentBytes: Int
  /// Open elements at a time.
  public var depth: Int
  /// Attributes of one element, namespace declarations among them.
  public var attributes: Int
  /// Bytes of one element or attribute name.
  public var nameBytes: Int
  /// Bytes of one attribute's value.
  public var attributeBytes: Int
  /// Bytes of one run of text, of one comment or of one instruction.
  public var textBytes: Int
  /// Bytes that all uses of declared entities and default attributes may add to the document.
  public var expansionBytes: Int

  public init(
    documentBytes: Int = 1 << 30, depth: Int = 200, attributes: Int = 1_000, nameBytes: Int = 1_024,
    attributeBytes: Int = 1 << 20, textBytes: Int = 8 << 20, expansionBytes: Int = 1 << 20
  ) {
    self.documentBytes = documentBytes
    self.depth = depth
    self.attributes = attributes
    self.nameBytes = nameBytes
    self.attributeBytes = attributeBytes
    self.textBytes = textBytes
    self.expansionBytes = expansionBytes
  }

  /// Beyond these the library has to be told that the document is huge.
  var isHuge: Bool { depth > 250 || nameBytes > 40_000 || attributeBytes > 9_000_000 || textBytes > 9_000_000 }
}
