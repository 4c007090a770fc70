/// How much a server may send.
public struct ResponseLimits: Sendable, Hashable {
  /// All header fields of one answer together, with interim answers and trailers.
  public var headerBytes: Int
  public var headerFields: Int
  /// The body, before and after decoding.
  public var bodyBytes: Int64

  public init(headerBytes: Int = 64 << 10, headerFields: Int = 200, bodyBytes: Int64 = 1 << 30) {
    self.headerBytes = headerBytes
    self.headerFields = headerFields
    self.bodyBytes = bodyBytes
  }
}
