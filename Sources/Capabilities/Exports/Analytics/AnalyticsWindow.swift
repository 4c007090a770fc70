/// The hours that a question about exports is about.
public struct AnalyticsWindow: Sendable, Hashable {
  /// Hours since 1970 in UTC; the last one is included.
  public let first: Int64
  public let last: Int64
  /// Only of this format or this owner.
  public var format: String?
  public var owner: String?

  public static let mostHours: Int64 = 24 * 400

  /// So many hours up to and with the one of the time, microseconds since 1970.
  public init(hours: Int64, before time: Int64) {
    last = time / AnalyticsProjection.hour
    first = last - max(1, min(hours, Self.mostHours)) + 1
  }

  /// The hours between two times, in either order; of more than 400 days the last ones.
  public init(between one: Int64, and other: Int64) {
    let (from, to) = (max(0, min(one, other)), max(0, one, other))
    last = max(from, to - 1) / AnalyticsProjection.hour
    first = max(from / AnalyticsProjection.hour, last - Self.mostHours + 1)
  }

  private init(first: Int64, last: Int64, like other: AnalyticsWindow) {
    self.first = first
    self.last = last
    format = other.format
    owner = other.owner
  }

  public var hours: Int64 { last - first + 1 }
  /// As long, just before it.
  public var previous: AnalyticsWindow { AnalyticsWindow(first: first - hours, last: first - 1, like: self) }
  /// Microseconds since 1970.
  public var start: Int64 { first * AnalyticsProjection.hour }
  public var end: Int64 { (last + 1) * AnalyticsProjection.hour }
}
