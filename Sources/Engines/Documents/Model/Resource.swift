/// A file inside a document.
public struct Resource: Sendable, Hashable {
  public var name: String
  /// As in `image/png`.
  public var mediaType: String
  public var bytes: [UInt8]

  public init(_ name: String, mediaType: String, _ bytes: [UInt8]) {
    self.name = name
    self.mediaType = mediaType
    self.bytes = bytes
  }

  /// By what the bytes begin with, or else by the name's ending.
  public init(_ name: String, _ bytes: [UInt8]) {
    self.init(name, mediaType: MediaType.sniff(bytes) ?? MediaType.named(name), bytes)
  }
}
