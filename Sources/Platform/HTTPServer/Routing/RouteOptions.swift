/// The limits of one route.
public struct RouteOptions: Sendable {
  public enum Body: Sendable, Hashable {
    /// The whole body is in memory before the handler starts.
    case collected(limit: Int)
    /// The handler starts at once and reads the body as it comes; `nil` has no limit.
    case streamed(limit: Int?)

    var limit: Int? {
      switch self {
      case .collected(let limit): limit
      case .streamed(let limit): limit
      }
    }
  }

  public var body: Body
  /// How long the handler may take until its answer starts, in milliseconds; `nil` has no limit.
  public var timeLimitMilliseconds: Int64?

  public init(body: Body = .collected(limit: 1 << 20), timeLimitMilliseconds: Int64? = 60_000) {
    self.body = body
    self.timeLimitMilliseconds = timeLimitMilliseconds
  }
}
