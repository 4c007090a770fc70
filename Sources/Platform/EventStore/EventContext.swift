/// When, why and by whom events came to be.
public struct EventContext: Sendable, Hashable {
  /// Microseconds since 1970 in UTC.
  public var time: Int64
  /// The command or event that caused them.
  public var causation: String?
  /// What belongs together over streams, such as a request.
  public var correlation: String?
  public var actor: String?

  public init(time: Int64, causation: String? = nil, correlation: String? = nil, actor: String? = nil) {
    self.time = time
    self.causation = causation
    self.correlation = correlation
    self.actor = actor
  }
}
