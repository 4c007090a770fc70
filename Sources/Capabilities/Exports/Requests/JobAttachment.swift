public import ByteIO
internal import JSON

/// A file that came with the content, such as a picture that it shows; kept in the file store.
public struct JobAttachment: Sendable, Hashable {
  /// As the client called it, without folders.
  public var name: String
  public var hash: SHA256Digest
  public var size: Int

  /// The most that go with one job.
  public static let most = 100

  public init(name: String, hash: SHA256Digest, size: Int) {
    self.name = name
    self.hash = hash
    self.size = size
  }

  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("name", name)
    json.member("hash", hash.description)
    json.member("size", size)
    json.endObject()
  }

  init(_ json: JSONCursor) throws(JSONError) {
    guard let hash = SHA256Digest(hexadecimal: try json["hash"].string()) else {
      throw json["hash"].failure("expected a SHA-256")
    }
    self.init(name: try json["name"].string(), hash: hash, size: try json["size"].integer())
  }
}
