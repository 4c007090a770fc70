internal import Database

/// How a tenant's exports go.
public struct JobStatistics: Sendable, Hashable {
  public struct Duration: Sendable, Hashable {
    /// Microseconds.
    public var mean: Double
    public var p50: Double
    public var p95: Double
    public var p99: Double
  }

  /// All jobs.
  public var states: [JobState: Int]
  /// How many of the newest ended jobs the figures below are of.
  public var recent: Int
  public var duration: Duration?
  public var bytes: Int
  public var cached: Int
  public var formats: [String: Int]
  public var errors: [String: Int]

  /// Of those that came to an end by themselves; nil before the first.
  public var successRate: Double? {
    let good = (states[.completed] ?? 0) + (states[.expired] ?? 0)
    let all = good + (states[.failed] ?? 0)
    return all == 0 ? nil : Double(good) / Double(all)
  }
}

extension JobStore {
  /// The most jobs that durations, formats and errors are counted over.
  static let sampled = 10_000

  public func statistics(tenant: String) async throws -> JobStatistics {
    let key: [SQLValue] = [.text(tenant), .integer(Self.sampled)]
    // State by state, so that the index finds the newest also behind a long queue.
    let newest =
      "(select * from ("
      + ["completed", "failed", "cancelled", "expired"].map { state in
        """
        select * from (select id, format, state, error_code, size, cached, finished_at - started_at as duration from job
        where tenant = $1 and state = '\(state)' order by id desc limit $2) as \(state)
        """
      }.joined(separator: " union all ") + ") as ended order by id desc limit $2) as j"
    let results = try await database.read([
      Statement("select state, count(*) from job where tenant = $1 group by state", [.text(tenant)]),
      Statement("select duration from \(newest) where duration >= 0 and state = 'completed' order by duration", key),
      Statement(
        """
        select format, error_code, count(*), coalesce(sum(size), 0), coalesce(sum(cached), 0) from \(newest)
        group by format, error_code
        """, key),
    ])
    var states: [JobState: Int] = [:]
    for row in results[0].rows {
      if let state = JobState(rawValue: try row.text(0)) { states[state] = try row.int(1) }
    }
    let durations = try results[1].rows.map { try $0.double(0) }
    var statistics = JobStatistics(
      states: states, recent: 0, duration: Self.duration(durations), bytes: 0, cached: 0, formats: [:], errors: [:])
    for row in results[2].rows {
      let count = try row.int(2)
      statistics.recent += count
      statistics.formats[try row.text(0), default: 0] += count
      if let code = try row.textIfPresent(1) { statistics.errors[code, default: 0] += count }
      statistics.bytes += try row.int(3)
      statistics.cached += try row.int(4)
    }
    return statistics
  }

  private static func duration(_ sorted: [Double]) -> JobStatistics.Duration? {
    guard !sorted.isEmpty else { return nil }
    func percentile(_ part: Double) -> Double { sorted[Int((Double(sorted.count - 1) * part).rounded())] }
    return JobStatistics.Duration(
      mean: sorted.reduce(0, +) / Double(sorted.count), p50: percentile(0.5), p95: percentile(0.95),
      p99: percentile(0.99))
  }
}
