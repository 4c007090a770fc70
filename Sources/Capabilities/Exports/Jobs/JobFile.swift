public import JSON

/// A file that a job made.
public struct JobFile: Sendable, Hashable {
  public var format: String
  public var name: String
  public var mediaType: String
  /// The SHA-256 of its bytes, under which it is kept.
  public var hash: String
  public var size: Int

  public init(format: String, name: String, mediaType: String, hash: String, size: Int) {
    self.format = format
    self.name = name
    self.mediaType = mediaType
    self.hash = hash
    self.size = size
  }

  public var json: JSONValue {
    [
      "format": .string(format), "name": .string(name), "media_type": .string(mediaType), "hash": .string(hash),
      "size": .integer(Int64(size)),
    ]
  }

  init?(json: JSONValue) {
    guard let format = json["format"]?.string, let name = json["name"]?.string,
      let mediaType = json["media_type"]?.string, let hash = json["hash"]?.string, let size = json["size"]?.integer
    else { return nil }
    self.init(format: format, name: name, mediaType: mediaType, hash: hash, size: size)
  }
}
