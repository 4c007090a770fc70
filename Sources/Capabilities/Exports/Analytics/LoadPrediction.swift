/// How many exports the next hours will bring, by what the same hours of earlier weeks and days brought, with how
/// far such a prediction was off lately.
public struct LoadPrediction: Sendable, Hashable {
  public struct Hour: Sendable, Hashable {
    /// Microseconds since 1970.
    public let start: Int64
    public let expected: Double
  }

  public let hours: [Hour]
  /// The mean of how far the prediction of an hour was off in the last days; nil where there is too little to tell.
  public let meanError: Double?
  /// How many hours that is taken over.
  public let tested: Int
  /// Hours of history that the prediction stands on.
  public let history: Int

  /// The least history that a prediction is made from.
  public static let leastHistory = 48
  /// So many hours of the past are predicted from what was known before each, to see how far off that is.
  private static let tests = 72

  /// `counts` are the submissions of each hour up to the last whole one, which began at `lastHour`.
  init(counts: [Int], lastHour: Int64, hours ahead: Int) {
    history = counts.count
    guard counts.count >= Self.leastHistory else {
      hours = []
      meanError = nil
      tested = 0
      return
    }
    hours = (1...max(1, ahead)).map { step in
      Hour(start: lastHour + Int64(step) * AnalyticsProjection.hour, expected: Self.expected(counts[...], step))
    }
    var errors: [Double] = []
    for index in max(Self.leastHistory, counts.count - Self.tests)..<counts.count {
      errors.append(abs(Self.expected(counts[..<index], 1) - Double(counts[index])))
    }
    tested = errors.count
    meanError = errors.isEmpty ? nil : errors.reduce(0, +) / Double(errors.count)
  }

  /// The weighted mean of the same hour of the last four weeks, of the last seven days and of the last three hours.
  private static func expected(_ counts: ArraySlice<Int>, _ step: Int) -> Double {
    var sum = 0.0
    var weights = 0.0
    func take(_ hoursBack: Int, _ weight: Double) {
      let index = counts.endIndex - 1 + step - hoursBack
      guard index >= counts.startIndex, index < counts.endIndex else { return }
      sum += Double(counts[index]) * weight
      weights += weight
    }
    for week in 1...4 { take(168 * week, 4 / Double(week)) }
    for day in 1...7 { take(24 * day, 1 / Double(day)) }
    // What has just been says less the further ahead we look.
    for hour in 0..<3 { take(step + hour, 1 / Double(step * (hour + 1))) }
    return weights > 0 ? sum / weights : 0
  }
}

extension ExportAnalytics {
  /// What the next hours will bring.
  public func prediction(tenant: String, hours: Int) async throws -> LoadPrediction {
    // The hour that runs is not whole yet.
    let window = AnalyticsWindow(hours: 24 * 35, before: clock.now() - AnalyticsProjection.hour)
    let trend = try await trend(window, tenant: tenant, hoursInStep: 1)
    let used = trend.drop { $0.figures.submitted == 0 }.map(\.figures.submitted)
    return LoadPrediction(counts: used, lastHour: window.last * AnalyticsProjection.hour, hours: hours)
  }

  /// How long a file of these formats will take, by those of the last 30 days; nil without any.
  public func estimate(formats: [String], tenant: String) async throws -> ExportEstimate? {
    var estimate = ExportEstimate(mean: 0, p50: 0, p95: 0, jobs: 0)
    for format in formats {
      var window = AnalyticsWindow(hours: 24 * 30, before: clock.now())
      window.format = format
      let figures = try await overview(window, tenant: tenant)
      guard let ran = figures.ran else { return nil }
      estimate.mean += ran.mean
      estimate.p50 += ran.p50
      estimate.p95 += ran.p95
      estimate.jobs += figures.completed
    }
    return estimate
  }
}

/// How long an export will take, and what it costs: a thread for that long.
public struct ExportEstimate: Sendable, Hashable {
  /// Microseconds.
  public var mean: Double
  public var p50: Double
  public var p95: Double
  /// How many earlier exports it stands on.
  public var jobs: Int
}
