internal import EventStore
internal import Exports
internal import HTTPMessage
internal import HTTPServer
internal import Identity
internal import JSON

extension ExportAPI {
  func addFollowing(to router: inout Router) {
    for (path, name) in [("/export/{id}/status", "export_status"), ("/api/v3/exports/{id}", "get_export")] {
      router.get(path, ExportDescriptions.status(name)) { request async throws in
        answer(try await job(request, .readExports).job)
      }
    }
    router.get("/api/v3/exports", ExportDescriptions.list) { request async throws in try await list(request) }
    router.get("/api/v3/exports/{id}/history", ExportDescriptions.history) { request async throws in
      try await history(request)
    }
    router.get(
      "/api/v3/exports/{id}/events", options: RouteOptions(timeLimitMilliseconds: nil), ExportDescriptions.events
    ) { request async throws in try await events(request) }
  }

  private func list(_ request: Request) async throws -> Response {
    let principal = try request.principal(for: .readExports)
    let page = try await jobs.list(try ListParameters.query(request), tenant: principal.tenant)
    let now = jobs.clock.now()
    var json = JSONWriter(reserving: 32_768)
    json.beginObject()
    json.key("exports")
    json.beginArray()
    for job in page.jobs { JobDocument(job: job, now: now).write(to: &json) }
    json.endArray()
    if let next = page.next { json.member("next_cursor", next) }
    json.endObject()
    return .fresh(json.finish())
  }

  private func history(_ request: Request) async throws -> Response {
    let (job, principal) = try await job(request, .readExports)
    let after = try Self.version(request.query["after"])
    let events = try await jobs.history(job.id, tenant: principal.tenant, after: after)
    var json = JSONWriter()
    json.beginObject()
    json.member("id", job.id)
    json.key("events")
    json.beginArray()
    for event in events {
      json.beginObject()
      json.member("version", event.version)
      json.member("event", event.type)
      json.member("time", Moment.text(event.context.time))
      if let actor = event.context.actor { json.member("actor", actor) }
      if let cause = event.context.causation { json.member("cause", cause) }
      if let correlation = event.context.correlation { json.member("request_id", correlation) }
      json.key("data")
      json.verbatim(Array(event.data.utf8))
      json.endObject()
    }
    json.endArray()
    json.endObject()
    return .json(json.finish())
  }

  private static func version(_ text: String?) throws -> Int {
    guard let text else { return 0 }
    guard let version = Int(text), version >= 0 else {
      throw HTTPError(.badRequest, code: "invalid_parameter", detail: "The version is a number from 0 on.")
    }
    return version
  }

  /// The job's events as they happen. Their ids are versions, so a client that comes back misses none.
  private func events(_ request: Request) async throws -> Response {
    let (job, principal) = try await job(request, .readExports)
    let start = try Self.version(request.lastEventID ?? request.query["last_event_id"])
    let jobs = jobs
    let tenant = principal.tenant
    return .events { writer in
      try await jobs.feed.watching(job.id) { signal in
        var seen = start
        while true {
          let count = signal.count
          let events = try await jobs.history(job.id, tenant: tenant, after: seen)
          for event in events {
            try await writer.send(
              ServerSentEvent(data: event.data, id: String(event.version), name: event.type))
            seen = event.version
          }
          if !events.isEmpty { continue }
          if try await jobs.find(job.id, tenant: tenant)?.state.isTerminal ?? true { return }
          await signal.wait(after: count, atMost: .milliseconds(500))
          try Task.checkCancellation()
        }
      }
    }
  }
}

/// The parameters of a list.
enum ListParameters {
  private static let names: Set<String> = [
    "status", "format", "document_type", "batch", "owner", "created_after", "created_before", "q", "sort", "cursor",
    "limit",
  ]

  static func query(_ request: Request) throws -> JobQuery {
    var query = JobQuery()
    for (name, value) in request.query.pairs {
      switch name {
      case "status":
        for word in value.split(separator: ",", omittingEmptySubsequences: false) {
          guard let state = JobState(rawValue: String(word)) else {
            throw refused(name, "one of \(JobState.allCases.map(\.rawValue).joined(separator: ", "))")
          }
          query.states.insert(state)
        }
      case "format": query.format = value
      case "document_type": query.documentType = value
      case "batch": query.batch = value
      case "owner": query.owner = value
      case "created_after": query.createdAfter = try time(name, value)
      case "created_before": query.createdBefore = try time(name, value)
      case "q":
        guard value.utf8.count <= 200, !value.utf8.contains(0) else { throw refused(name, "at most 200 bytes") }
        query.title = value.isEmpty ? nil : value
      case "sort":
        guard value == "created_at" || value == "-created_at" else {
          throw refused(name, "created_at or -created_at")
        }
        query.oldestFirst = value == "created_at"
      case "cursor":
        guard TimeOrderedIdentifiers.isIdentifier(value) else { throw refused(name, "the next_cursor of a page") }
        query.after = value
      case "limit":
        guard let limit = Int(value), (1...JobQuery.maximumLimit).contains(limit) else {
          throw refused(name, "1 to \(JobQuery.maximumLimit)")
        }
        query.limit = limit
      default:
        throw HTTPError(
          .badRequest, code: "unknown_parameter",
          detail: "There is no parameter '\(name.prefix(100))'. There are \(names.sorted().joined(separator: ", ")).")
      }
      _ = try request.line(name, atMost: 200)
    }
    return query
  }

  private static func time(_ name: String, _ value: String) throws -> Int64 {
    guard let time = Moment.microseconds(value) else {
      throw refused(name, "a date and time such as 2030-01-31T08:00:00Z")
    }
    return time
  }

  private static func refused(_ name: String, _ expected: String) -> HTTPError {
    HTTPError(.badRequest, code: "invalid_parameter", detail: "The parameter '\(name)' is \(expected).")
  }
}
