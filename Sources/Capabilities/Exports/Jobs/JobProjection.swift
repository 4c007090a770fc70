public import Database
public import EventStore
internal import JSON

/// The table `job`: the newest state of each job, written in the transaction of its events.
public struct JobProjection: Projection {
  public let name = "job"
  public let revision = 1
  public let tables = ["job"]
  public let filter = EventFilter(types: JobEvent.types)

  private let dialect: SQLDialect

  public init(_ dialect: SQLDialect) {
    self.dialect = dialect
  }

  public func schema(_ names: ProjectionNames, _ dialect: SQLDialect) -> [String] {
    let table = names.table("job")
    let real = dialect == .sqlite ? "real" : "double precision"
    return [
      """
      create table \(table) (
        tenant text not null, id text not null, version bigint not null, token bigint not null, state text not null,
        priority bigint not null, document_type text not null, format text not null, title text, owner text, batch text,
        item bigint, created_at bigint not null, run_at bigint not null, started_at bigint, finished_at bigint,
        updated_at bigint not null, expires_at bigint, attempt bigint not null, rescues bigint not null, worker text,
        progress \(real) not null, step text, steps_done bigint, steps_total bigint, warnings bigint not null,
        error_code text, error text, size bigint not null, files text, report text, cached bigint not null,
        request text not null, primary key (tenant, id)
      )
      """,
      // Newest first within a state; without a state the primary key serves.
      "create index \(names.index("job_state")) on \(table) (tenant, state, id)",
      "create index \(names.index("job_ready")) on \(table) (tenant, priority desc, id) where state = 'queued'",
      "create index \(names.index("job_batch")) on \(table) (tenant, batch, state) where batch is not null",
      "create index \(names.index("job_expiry")) on \(table) (expires_at) where expires_at is not null",
    ]
  }

  public func statements(for event: RecordedEvent, in names: ProjectionNames) throws -> [Statement] {
    try statements(for: [event], in: names)
  }

  public func statements(for events: [RecordedEvent], in names: ProjectionNames) throws -> [Statement] {
    let table = names.table("job")
    var rows: [[SQLValue]] = []
    var changes: [Statement] = []
    // Many jobs that go the same way at once are one statement where the database takes arrays.
    var run = JobRun()
    for event in events {
      if event.type == "job_submitted" {
        rows.append(try Self.row(event))
        continue
      }
      if dialect == .postgres, JobRun.types.contains(event.type) {
        if !run.takes(event) { changes += try run.finish(table) }
        run.add(event)
      } else {
        changes += try run.finish(table)
        changes.append(try Self.change(event, table))
      }
    }
    changes += try run.finish(table)
    return Statement.inserts(into: table, Self.inserted, rows: rows) + changes
  }

  private static let inserted = [
    "tenant", "id", "version", "token", "state", "priority", "document_type", "format", "title", "owner", "batch",
    "item",
    "created_at", "run_at", "updated_at", "attempt", "rescues", "progress", "warnings", "size", "cached", "request",
  ]

  private static func row(_ event: RecordedEvent) throws -> [SQLValue] {
    let outline = try SubmissionOutline(event.data)
    let time = SQLValue.integer(event.context.time)
    return [
      .text(event.stream.tenant), .text(event.stream.name), .integer(event.version), 0, "queued",
      .integer(outline.priority), .text(outline.documentType), .text(outline.format), .text(outline.title),
      .text(event.context.actor),
      .text(outline.batch), .integer(outline.item), time, outline.runAt.map { .integer($0) } ?? 0, time, 0, 0,
      .real(0), 0, 0, 0, .text(event.data),
    ]
  }

  static func change(_ event: RecordedEvent, _ table: String) throws -> Statement {
    let data = event.data == "{}" ? JSONValue.object([]) : try JSONValue(parsing: event.data)
    var values: [SQLValue] = [
      .text(event.stream.tenant), .text(event.stream.name), .integer(event.version), .integer(event.context.time),
    ]
    let assignments: String
    switch event.type {
    case "job_started":
      assignments = started
      values += [.integer(data["attempt"]?.integer ?? 1), .text(data["worker"]?.string)]
    case "progress_updated":
      let progress = JobProgress(data)
      assignments = "progress = $5, step = $6, steps_done = $7, steps_total = $8"
      values += [
        .real(progress.fraction), .text(progress.step), .integer(progress.stepsDone.map(Int64.init)),
        .integer(progress.stepsTotal.map(Int64.init)),
      ]
    case "warning_added": assignments = "warnings = warnings + 1"
    case "job_completed":
      assignments = completed
      values += [
        .integer(data["size"]?.integer ?? 0), .integer(data["warnings"]?.integer ?? 0),
        .text((data["files"] ?? []).description), .text((data["report"] ?? [:]).description),
        .bool(data["cached"]?.bool ?? false), .integer(data["expires_at"]?.integer.map(Int64.init)),
      ]
    case "job_failed":
      assignments = "state = 'failed', finished_at = $4, error_code = $5, error = $6"
      values += error(data)
    case "job_retry_scheduled":
      assignments = "state = 'queued', error_code = $5, error = $6, run_at = $7"
      values += error(data) + [.integer(data["run_at"]?.integer ?? 0)]
    case "job_rescued":
      assignments = "state = 'queued', attempt = attempt - 1, rescues = rescues + $5, worker = null"
      values.append(.bool(data["counts"]?.bool ?? true))
    case "job_cancelled": assignments = "state = 'cancelled', finished_at = $4"
    case "job_paused": assignments = "state = 'paused'"
    case "job_resumed": assignments = "state = 'queued'"
    case "job_retried": assignments = retried
    case "job_expired": assignments = "state = 'expired', files = null, size = 0, expires_at = null"
    default: throw DatabaseError(.invalidValue, "The event type '\(event.type)' is unknown to the job table.")
    }
    return Statement(
      "update \(table) set version = $3, updated_at = $4, \(assignments) where tenant = $1 and id = $2", values,
      expecting: .exactly(1))
  }

  static let started = """
    state = 'running', token = $3, attempt = $5, worker = $6, started_at = $4, progress = 0, step = null, \
    steps_done = null, steps_total = null, warnings = 0
    """
  static let completed = """
    state = 'completed', finished_at = $4, progress = 1, step = null, error_code = null, error = null, size = $5, \
    warnings = $6, files = $7, report = $8, cached = $9, expires_at = $10
    """
  private static let retried = """
    state = 'queued', run_at = 0, attempt = 0, rescues = 0, progress = 0, step = null, finished_at = null, \
    error_code = null, error = null, files = null, size = 0, report = null, cached = 0, expires_at = null
    """

  private static func error(_ data: JSONValue) -> [SQLValue] {
    [.text(data["error"]?["code"]?.string), .text(data["error"]?.description)]
  }
}
