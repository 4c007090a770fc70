/// A file of the browser console that the program carries inside.
public struct Asset: Sendable {
  public let path: String
  public let contentType: String

  public init(path: String, contentType: String) {
    self.path = path
    self.contentType = contentType
  }
}
