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

  /// From one time to another; nil where it ends before it begins, or is too long.
  public init?(from: Int64, to: Int64) {
    first = from / AnalyticsProjection.hour
    last = (to - 1) / AnalyticsProjection.hour
    guard from >= 0, to > from, last - first < Self.mostHours else { return nil }
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
