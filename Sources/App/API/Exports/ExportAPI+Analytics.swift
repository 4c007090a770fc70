internal import Database
internal import EventStore
internal import Exports
internal import HTTPMessage
internal import HTTPServer
internal import Identity
internal import JSON

extension ExportAPI {
  private var analytics: ExportAnalytics { ExportAnalytics(jobs) }

  func addAnalytics(to router: inout Router) {
    typealias Answer = @Sendable (Request, AnalyticsWindow, String) async throws -> JSONValue
    let routes: [(name: String, summary: String, answer: Answer)] = [
      (
        "overview", "How the exports went, beside the time before",
        { _, window, tenant in
          [
            "now": Self.document(try await analytics.overview(window, tenant: tenant)),
            "before": Self.document(try await analytics.overview(window.previous, tenant: tenant)),
          ]
        }
      ),
      (
        "trends", "The same hour by hour, or day by day",
        { request, window, tenant in
          let step = try Self.step(request)
          let trend = try await analytics.trend(window, tenant: tenant, hoursInStep: step)
          return [
            "step": step == 1 ? "hour" : "day",
            "points": .array(
              trend.map { point in
                Self.document(point.figures, first: [.init("start", .string(Moment.text(point.start)))])
              }),
          ]
        }
      ),
      (
        "formats", "By format",
        { _, window, tenant in
          ["formats": .array(try await analytics.formats(window, tenant: tenant).map { Self.line("format", $0) })]
        }
      ),
      (
        "users", "By owner",
        { _, window, tenant in
          ["users": .array(try await analytics.users(window, tenant: tenant).map { Self.line("user", $0) })]
        }
      ),
      (
        "errors", "What failed, and why",
        { _, window, tenant in
          [
            "errors": .array(
              try await analytics.errors(window, tenant: tenant).map { error in
                [
                  "code": .string(error.code), "format": .string(error.format), "jobs": .integer(Int64(error.jobs)),
                ]
              })
          ]
        }
      ),
    ]
    for route in routes {
      router.get("/api/v3/analytics/\(route.name)", AnalyticsDescriptions.windowed(route.name, route.summary)) {
        request async throws in
        let principal = try request.principal(for: .readStatistics)
        let window = try Self.window(request, now: jobs.clock.now())
        guard case .object(let members) = try await route.answer(request, window, principal.tenant) else {
          return .noContent
        }
        return Response.fresh(
          .object(
            [
              .init("from", .string(Moment.text(window.start))), .init("to", .string(Moment.text(window.end))),
            ] + members))
      }
    }
    router.get("/api/v3/analytics/prediction", AnalyticsDescriptions.prediction) { request async throws in
      try await prediction(request)
    }
    router.get("/api/v3/analytics/system", AnalyticsDescriptions.system) { request async throws in
      let principal = try request.principal(for: .readStatistics)
      return Response.fresh(try await system(principal.tenant))
    }
  }

  // MARK: What is asked for

  private static func window(_ request: Request, now: Int64) throws -> AnalyticsWindow {
    let (from, to) = (try moment(request, "from"), try moment(request, "to"))
    var window = AnalyticsWindow(hours: try hours(request), before: to ?? now)
    if let from { window = AnalyticsWindow(between: from, and: to ?? now) }
    window.format = try text(request, "format")
    window.owner = try text(request, "user")
    return window
  }

  private static func hours(_ request: Request) throws -> Int64 {
    let text = request.query["window"] ?? "24h"
    let number = Int64(text.dropLast()) ?? 0
    let hours: Int64 =
      switch text.last {
      case "h": number
      case "d": number <= 400 ? number * 24 : 0
      default: 0
      }
    guard (1...AnalyticsWindow.mostHours).contains(hours) else {
      throw refused("'window' is a number of hours or days such as 24h or 30d, at most 400d.")
    }
    return hours
  }

  private static func moment(_ request: Request, _ name: String) throws -> Int64? {
    guard let text = request.query[name] else { return nil }
    guard let time = Moment.microseconds(text) else {
      throw refused("'\(name)' is a date and time such as 2030-01-31T08:00:00Z.")
    }
    return time
  }

  private static func text(_ request: Request, _ name: String) throws -> String? {
    try request.line(name, atMost: 512)
  }

  private static func step(_ request: Request) throws -> Int64 {
    switch request.query["step"] ?? "hour" {
    case "hour": return 1
    case "day": return 24
    default: throw refused("'step' is hour or day.")
    }
  }

  private static func refused(_ detail: String) -> HTTPError {
    HTTPError(.badRequest, code: "invalid_parameter", detail: detail)
  }

  // MARK: What is answered

  private static func document(_ figures: ExportFigures, first: [JSONValue.Member] = []) -> JSONValue {
    var members =
      first + [
        .init("submitted", .integer(Int64(figures.submitted))), .init("completed", .integer(Int64(figures.completed))),
        .init("failed", .integer(Int64(figures.failed))), .init("cancelled", .integer(Int64(figures.cancelled))),
        .init("bytes", .integer(Int64(figures.bytes))), .init("cached", .integer(Int64(figures.cached))),
      ]
    if let rate = figures.successRate { members.append(.init("success_rate", .number(rate))) }
    for (name, times) in [("duration_ms", figures.ran), ("wait_ms", figures.waited)] {
      guard let times else { continue }
      members.append(
        .init(
          name,
          [
            "mean": .number(times.mean / 1_000), "p50": .number(times.p50 / 1_000), "p95": .number(times.p95 / 1_000),
            "p99": .number(times.p99 / 1_000),
          ]))
    }
    return .object(members)
  }

  /// What a check says before anything is made; nothing where no earlier export tells.
  func estimate(_ specification: JobSpecification, tenant: String) async throws -> JSONValue? {
    guard let estimate = try await analytics.estimate(formats: specification.formats, tenant: tenant) else {
      return nil
    }
    return [
      "duration_ms": [
        "mean": .number(estimate.mean / 1_000), "p50": .number(estimate.p50 / 1_000),
        "p95": .number(estimate.p95 / 1_000),
      ],
      "cost": ["thread_seconds": .number(estimate.mean / 1_000_000)],
      "jobs": .integer(Int64(estimate.jobs)),
    ]
  }

  private static func line(_ name: String, _ line: ExportAnalytics.Line) -> JSONValue {
    document(line.figures, first: [.init(name, .string(line.name))])
  }

  private func prediction(_ request: Request) async throws -> Response {
    let principal = try request.principal(for: .readStatistics)
    let text = request.query["hours"] ?? "24"
    guard let hours = Int(text), (1...168).contains(hours) else { throw Self.refused("'hours' is 1 to 168.") }
    let prediction = try await analytics.prediction(tenant: principal.tenant, hours: hours)
    var members: [JSONValue.Member] = [
      .init("history_hours", .integer(Int64(prediction.history))),
      .init(
        "hours",
        .array(
          prediction.hours.map { ["start": .string(Moment.text($0.start)), "expected": .number($0.expected)] })),
    ]
    if let error = prediction.meanError {
      members.append(.init("mean_error", .number(error)))
      members.append(.init("tested_hours", .integer(Int64(prediction.tested))))
    }
    if prediction.hours.isEmpty {
      members.append(
        .init("note", .string("A prediction needs \(LoadPrediction.leastHistory) hours of history.")))
    }
    return Response.fresh(.object(members))
  }

  /// How the queue stands now.
  private func system(_ tenant: String) async throws -> JSONValue {
    let queue = try await jobs.queue(tenant: tenant)
    var members: [JSONValue.Member] = [
      .init("queued", .integer(Int64(queue.queued))), .init("delayed", .integer(Int64(queue.delayed))),
      .init("running", .integer(Int64(queue.running))), .init("paused", .integer(Int64(queue.paused))),
      .init("database", .string(jobs.events.database.dialect == .sqlite ? "SQLite" : "PostgreSQL")),
      .init("engine_version", .string(engines.version)),
    ]
    if let oldest = queue.oldestWait { members.append(.init("oldest_wait_ms", .number(Double(oldest) / 1_000))) }
    if let workers = queue.workers { members.append(.init("workers", .integer(Int64(workers)))) }
    return .object(members)
  }
}
