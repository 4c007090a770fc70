/// How the exports of a tenant go.
public struct ExportStatistics: Sendable, Hashable, Decodable {
  /// Milliseconds.
  public struct Durations: Sendable, Hashable, Decodable {
    public var mean: Double
    public var p50: Double
    public var p95: Double
    public var p99: Double
  }

  /// The newest exports that have ended, up to 10,000.
  public struct Recent: Sendable, Hashable, Decodable {
    public var jobs: Int
    public var durations: Durations?
    public var bytes: Int
    public var cached: Int
    /// How many of each format.
    public var formats: [String: Int]
    /// How many of each error code.
    public var errors: [String: Int]

    enum CodingKeys: String, CodingKey {
      case jobs, bytes, cached, formats, errors
      case durations = "duration_ms"
    }
  }

  public var total: Int
  /// How many exports are in each state.
  public var states: [String: Int]
  /// Of those that came to an end by themselves, 0 to 1; nil before the first.
  public var successRate: Double?
  public var recent: Recent

  enum CodingKeys: String, CodingKey {
    case total, states, recent
    case successRate = "success_rate"
  }
}
