internal import Database
internal import EventStore
internal import JSON

/// Events of one type on different jobs, which PostgreSQL takes in one statement.
struct JobRun {
  static let types: Set<String> = ["job_started", "job_completed"]

  private var events: [RecordedEvent] = []
  private var jobs: Set<StreamID> = []

  func takes(_ event: RecordedEvent) -> Bool {
    events.first?.type ?? event.type == event.type && !jobs.contains(event.stream)
  }

  mutating func add(_ event: RecordedEvent) {
    events.append(event)
    jobs.insert(event.stream)
  }

  /// The statements for what came together.
  mutating func finish(_ table: String) throws -> [Statement] {
    let taken = events
    events = []
    jobs = []
    guard let first = taken.first else { return [] }
    if taken.count == 1 { return [try JobProjection.change(first, table)] }
    return [try first.type == "job_started" ? Self.started(taken, table) : Self.completed(taken, table)]
  }

  private static func started(_ events: [RecordedEvent], _ table: String) throws -> Statement {
    var columns = Columns(6)
    for event in events {
      let data = try JSONValue(parsing: event.data)
      columns.begin(event)
      columns.add(data["attempt"]?.integer ?? 1)
      columns.add(data["worker"]?.string)
    }
    return Statement(
      """
      update \(table) as j set version = e.version, updated_at = e.time, state = 'running', token = e.version,
        attempt = e.attempt, worker = e.worker, started_at = e.time, progress = 0, step = null, steps_done = null,
        steps_total = null, warnings = 0
      from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[])
        as e(tenant, id, version, time, attempt, worker)
      where j.tenant = e.tenant and j.id = e.id
      """, columns.values, expecting: .exactly(events.count))
  }

  private static func completed(_ events: [RecordedEvent], _ table: String) throws -> Statement {
    var columns = Columns(10)
    for event in events {
      let data = try JSONValue(parsing: event.data)
      columns.begin(event)
      columns.add(data["size"]?.integer ?? 0)
      columns.add(data["warnings"]?.integer ?? 0)
      columns.add((data["files"] ?? []).description)
      columns.add((data["report"] ?? [:]).description)
      columns.add(data["cached"]?.bool == true ? 1 : 0)
      columns.add(data["expires_at"]?.integer.map { String($0) })
    }
    return Statement(
      """
      update \(table) as j set version = e.version, updated_at = e.time, state = 'completed', finished_at = e.time,
        progress = 1, step = null, error_code = null, error = null, size = e.size, warnings = e.warnings,
        files = e.files, report = e.report, cached = e.cached, expires_at = e.expires_at
      from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::text[],
          $8::text[], $9::bigint[], $10::bigint[])
        as e(tenant, id, version, time, size, warnings, files, report, cached, expires_at)
      where j.tenant = e.tenant and j.id = e.id
      """, columns.values, expecting: .exactly(events.count))
  }

  /// The arrays of a statement, filled row by row.
  private struct Columns {
    private var arrays: [PostgresArray]
    private var next = 0

    init(_ count: Int) {
      arrays = (0..<count).map { _ in PostgresArray() }
    }

    mutating func begin(_ event: RecordedEvent) {
      next = 0
      add(event.stream.tenant)
      add(event.stream.name)
      add(event.version)
      add(Int(event.context.time))
    }

    mutating func add(_ number: Int) {
      arrays[next].append(number)
      next += 1
    }

    mutating func add(_ text: String?) {
      arrays[next].append(text)
      next += 1
    }

    var values: [SQLValue] { arrays.map(\.value) }
  }
}
