/// An event that is to be appended.
public struct NewEvent: Sendable, Hashable {
  /// The most bytes of `data`; what is larger belongs into the file store.
  public static let maximumBytes = 32 * 1024

  /// Unique within the tenant; the same identifier appended again changes nothing.
  public var id: String
  public var type: String
  /// The version of the data's form; an older one is raised by ``Upcasters``.
  public var schema: Int
  /// JSON, best below 4 KB.
  public var data: String

  public init(id: String, type: String, schema: Int = 1, data: String) {
    self.id = id
    self.type = type
    self.schema = schema
    self.data = data
  }
}
