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
    let newest = """
      (select format, state, error_code, size, cached, finished_at - started_at as duration from job
      where tenant = $1 and finished_at is not null order by id desc limit $2) as j
      """
    let results = try await database.read([
      Statement("select state, count(*) from job where tenant = $1 group by state", [.text(tenant)]),
      Statement("select count(*), coalesce(sum(size), 0), coalesce(sum(cached), 0) from \(newest)", key),
      Statement("select duration from \(newest) where duration >= 0 and state = 'completed' order by duration", key),
      Statement("select format, count(*) from \(newest) group by format", key),
      Statement("select error_code, count(*) from \(newest) where error_code is not null group by error_code", key),
    ])
    var states: [JobState: Int] = [:]
    for row in results[0].rows {
      if let state = JobState(rawValue: try row.text(0)) { states[state] = try row.int(1) }
    }
    let sums = try results[1].only
    let durations = try results[2].rows.map { try $0.double(0) }
    return JobStatistics(
      states: states, recent: try sums.int(0), duration: Self.duration(durations), bytes: try sums.int(1),
      cached: try sums.int(2), formats: try Self.tally(results[3].rows), errors: try Self.tally(results[4].rows))
  }

  private static func tally(_ rows: [SQLRow]) throws -> [String: Int] {
    var counts: [String: Int] = [:]
    for row in rows { counts[try row.text(0)] = try row.int(1) }
    return counts
  }

  private static func duration(_ sorted: [Double]) -> JobStatistics.Duration? {
    guard !sorted.isEmpty else { return nil }
    func percentile(_ part: Double) -> Double { sorted[Int((Double(sorted.count - 1) * part).rounded())] }
    return JobStatistics.Duration(
      mean: sorted.reduce(0, +) / Double(sorted.count), p50: percentile(0.5), p95: percentile(0.95),
      p99: percentile(0.99))
  }
}
