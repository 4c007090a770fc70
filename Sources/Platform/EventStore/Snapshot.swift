/// The state of a stream at a version, so that not all events must be read.
public struct Snapshot: Sendable, Hashable {
  public var stream: StreamID
  public var version: Int
  /// The form of the state; a snapshot of another form is ignored.
  public var schema: Int
  /// Microseconds since 1970 in UTC.
  public var time: Int64
  /// JSON or any other text.
  public var state: String

  public init(stream: StreamID, version: Int, schema: Int, time: Int64, state: String) {
    self.stream = stream
    self.version = version
    self.schema = schema
    self.time = time
    self.state = state
  }
}
