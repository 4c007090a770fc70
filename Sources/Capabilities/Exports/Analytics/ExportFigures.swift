/// Sums over some exports.
public struct ExportFigures: Sendable, Hashable {
  /// Microseconds. Percentiles are right within 5 percent.
  public struct Times: Sendable, Hashable {
    public var mean: Double
    public var p50: Double
    public var p95: Double
    public var p99: Double
  }

  public var submitted = 0
  public var completed = 0
  public var failed = 0
  public var cancelled = 0
  public var bytes = 0
  public var cached = 0
  /// From start to end of those that were completed; nil without any.
  public var ran: Times?
  /// From the time from which they could start.
  public var waited: Times?

  var ranSum = 0
  var waitedSum = 0

  /// Of those that came to an end by themselves.
  public var successRate: Double? {
    completed + failed == 0 ? nil : Double(completed) / Double(completed + failed)
  }

  mutating func add(_ outcome: String, jobs: Int, bytes: Int, cached: Int, ran: Int, waited: Int) {
    switch outcome {
    case "submitted": submitted += jobs
    case "completed":
      completed += jobs
      ranSum += ran
      waitedSum += waited
    case "failed": failed += jobs
    case "cancelled": cancelled += jobs
    default: break
    }
    self.bytes += bytes
    self.cached += cached
  }

  /// Counts by class of duration, for `ran` and `waited`.
  mutating func set(_ classes: [String: [(place: Int, count: Int)]]) {
    func times(_ kind: String, _ sum: Int) -> Times? {
      guard completed > 0, let counts = classes[kind], let p50 = DurationScale.percentile(0.5, of: counts),
        let p95 = DurationScale.percentile(0.95, of: counts), let p99 = DurationScale.percentile(0.99, of: counts)
      else { return nil }
      return Times(mean: Double(sum) / Double(completed), p50: p50, p95: p95, p99: p99)
    }
    ran = times("ran", ranSum)
    waited = times("waited", waitedSum)
  }
}
