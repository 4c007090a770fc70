/// Something that should be looked at.
public struct Finding: Sendable, Hashable, CustomStringConvertible {
  /// Stable, as in `missing-image`.
  public var code: String
  /// What is wrong and what to do.
  public var message: String
  public var location: DocumentError.Location
  /// How often it was seen; the message tells of the first.
  public var count: Int

  public init(
    _ code: String, _ message: String, at location: DocumentError.Location = DocumentError.Location(), count: Int = 1
  ) {
    self.code = code
    self.message = message
    self.location = location
    self.count = count
  }

  public var description: String {
    var text = location.isEmpty ? message : "\(message) (\(location))"
    if count > 1 { text += ", and \(count - 1) more like it" }
    return text
  }
}
