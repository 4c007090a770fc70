internal import Database
internal import EventStore

/// Answers questions about how the exports of a tenant go, from the hours that ``AnalyticsProjection`` counts.
public struct ExportAnalytics: Sendable {
  let database: any SQLDatabase
  let clock: ExportClock

  public init(_ jobs: JobStore) {
    database = jobs.database
    clock = jobs.clock
  }

  /// One line of a table: what it is about, and its figures.
  public struct Line: Sendable {
    public let name: String
    public let figures: ExportFigures
  }

  public func overview(_ window: AnalyticsWindow, tenant: String) async throws -> ExportFigures {
    try await lines(window, tenant, by: "''").first?.figures ?? ExportFigures()
  }

  /// By format, the most used first.
  public func formats(_ window: AnalyticsWindow, tenant: String) async throws -> [Line] {
    try await lines(window, tenant, by: "format").sorted { $0.figures.submitted > $1.figures.submitted }
  }

  /// By owner, the busiest first. Percentiles are not kept by owner.
  public func users(_ window: AnalyticsWindow, tenant: String) async throws -> [Line] {
    try await sums(window, tenant, by: "owner").map { Line(name: $0.key, figures: $0.value) }
      .sorted { ($1.figures.submitted, $0.name) < ($0.figures.submitted, $1.name) }
  }

  /// Failures by their code, the most frequent first.
  public func errors(_ window: AnalyticsWindow, tenant: String) async throws -> [(
    code: String, format: String, jobs: Int
  )] {
    let (condition, values) = Self.condition(window, tenant)
    return try await database.query(
      Statement(
        """
        select code, format, cast(sum(jobs) as bigint) as n from export_hour where \(condition) and outcome = 'failed'
        group by code, format order by n desc, code, format limit 500
        """, values)
    ).rows.map { (try $0.text(0), try $0.text(1), try $0.int(2)) }
  }

  /// The figures of each hour, or of each day in UTC; also of those in which nothing happened.
  public func trend(_ window: AnalyticsWindow, tenant: String, hoursInStep step: Int64) async throws
    -> [(start: Int64, figures: ExportFigures)]
  {
    let step = max(1, step)
    let found = try await lines(window, tenant, by: "hour / \(step)")
    var byStep: [Int64: ExportFigures] = [:]
    for line in found { if let number = Int64(line.name) { byStep[number] = line.figures } }
    return (window.first / step...window.last / step).map { number in
      (number * step * AnalyticsProjection.hour, byStep[number] ?? ExportFigures())
    }
  }

  // MARK: Reading the hours

  private static func condition(_ window: AnalyticsWindow, _ tenant: String) -> (String, [SQLValue]) {
    var condition = "tenant = $1 and hour between $2 and $3"
    var values: [SQLValue] = [.text(tenant), .integer(window.first), .integer(window.last)]
    if let format = window.format {
      values.append(.text(format))
      condition += " and format = $\(values.count)"
    }
    if let owner = window.owner {
      values.append(.text(owner))
      condition += " and owner = $\(values.count)"
    }
    return (condition, values)
  }

  private func sums(_ window: AnalyticsWindow, _ tenant: String, by name: String) async throws -> [String:
    ExportFigures]
  {
    let (condition, values) = Self.condition(window, tenant)
    let rows = try await database.query(
      Statement(
        """
        select cast(\(name) as text), outcome, cast(sum(jobs) as bigint), cast(sum(bytes) as bigint), cast(sum(cached) as bigint), cast(sum(ran) as bigint), cast(sum(waited) as bigint)
        from export_hour where \(condition) group by cast(\(name) as text), outcome
        """, values)
    ).rows
    var figures: [String: ExportFigures] = [:]
    for row in rows {
      figures[try row.text(0), default: ExportFigures()].add(
        try row.text(1), jobs: try row.int(2), bytes: try row.int(3), cached: try row.int(4), ran: try row.int(5),
        waited: try row.int(6))
    }
    return figures
  }

  private func lines(_ window: AnalyticsWindow, _ tenant: String, by name: String) async throws -> [Line] {
    var figures = try await sums(window, tenant, by: name)
    // Durations are kept by format and not by owner.
    if window.owner == nil {
      let (condition, values) = Self.condition(window, tenant)
      let rows = try await database.query(
        Statement(
          """
          select cast(\(name) as text), kind, place, cast(sum(jobs) as bigint) from export_duration where \(condition)
          group by cast(\(name) as text), kind, place order by place
          """, values)
      ).rows
      var classes: [String: [String: [(place: Int, count: Int)]]] = [:]
      for row in rows {
        classes[try row.text(0), default: [:]][try row.text(1), default: []].append((try row.int(2), try row.int(3)))
      }
      for (name, classes) in classes { figures[name]?.set(classes) }
    }
    return figures.map { Line(name: $0.key, figures: $0.value) }
  }
}
