public import Database
public import EventStore
internal import JSON

/// What happened in each hour, counted from the events: how many, of what, for whom, how long.
///
/// Asynchronous: a batch of events becomes one statement for each row that it touches.
public struct AnalyticsProjection: Projection {
  public let name = "export_analytics"
  public let revision = 1
  public let tables = ["export_hour", "export_duration"]
  public let filter = EventFilter(types: ["job_submitted", "job_completed", "job_failed", "job_cancelled"])

  public init() {}

  public func schema(_ names: ProjectionNames, _ dialect: SQLDialect) -> [String] {
    [
      """
      create table \(names.table("export_hour")) (
        tenant text not null, hour bigint not null, format text not null, owner text not null, outcome text not null,
        code text not null, jobs bigint not null, bytes bigint not null, cached bigint not null, ran bigint not null,
        waited bigint not null, primary key (tenant, hour, format, owner, outcome, code)
      )
      """,
      """
      create table \(names.table("export_duration")) (
        tenant text not null, hour bigint not null, format text not null, kind text not null, place bigint not null,
        jobs bigint not null, primary key (tenant, hour, format, kind, place)
      )
      """,
    ]
  }

  public func statements(for event: RecordedEvent, in names: ProjectionNames) throws -> [Statement] {
    try statements(for: [event], in: names)
  }

  public func statements(for events: [RecordedEvent], in names: ProjectionNames) throws -> [Statement] {
    var hours: [HourKey: HourSums] = [:]
    var durations: [DurationKey: Int] = [:]
    for event in events { try Self.count(event, &hours, &durations) }
    let table = names.table("export_hour")
    let times = names.table("export_duration")
    // In a fixed order, so that two processes never wait for each other's rows.
    return hours.sorted { $0.key < $1.key }.map { key, sums in
      Statement(
        """
        insert into \(table) as h (tenant, hour, format, owner, outcome, code, jobs, bytes, cached, ran, waited)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        on conflict (tenant, hour, format, owner, outcome, code) do update set jobs = h.jobs + excluded.jobs,
          bytes = h.bytes + excluded.bytes, cached = h.cached + excluded.cached, ran = h.ran + excluded.ran,
          waited = h.waited + excluded.waited
        """,
        [
          .text(key.tenant), .integer(key.hour), .text(key.format), .text(key.owner), .text(key.outcome),
          .text(key.code), .integer(sums.jobs), .integer(sums.bytes), .integer(sums.cached), .integer(sums.ran),
          .integer(sums.waited),
        ])
    }
      + durations.sorted { $0.key < $1.key }.map { key, count in
        Statement(
          """
          insert into \(times) as d (tenant, hour, format, kind, place, jobs) values ($1, $2, $3, $4, $5, $6)
          on conflict (tenant, hour, format, kind, place) do update set jobs = d.jobs + excluded.jobs
          """,
          [
            .text(key.tenant), .integer(key.hour), .text(key.format), .text(key.kind), .integer(key.place),
            .integer(count),
          ])
      }
  }

  /// Hours are counted from 1970 in UTC.
  static let hour: Int64 = 3_600 * 1_000_000

  private static func count(
    _ event: RecordedEvent, _ hours: inout [HourKey: HourSums], _ durations: inout [DurationKey: Int]
  ) throws {
    let hour = event.context.time / Self.hour - (event.context.time < 0 ? 1 : 0)
    var sums = HourSums(jobs: 1)
    var key = HourKey(tenant: event.stream.tenant, hour: hour, format: "", owner: "", outcome: "", code: "")
    if event.type == "job_submitted" {
      key.format = try SubmissionOutline(event.data).format
      key.owner = event.context.actor ?? ""
      key.outcome = "submitted"
    } else {
      let data = event.data == "{}" ? JSONValue.object([]) : try JSONValue(parsing: event.data)
      let ending = JobEnding(data)
      key.format = ending?.format ?? ""
      key.owner = ending?.owner ?? ""
      key.outcome = String(event.type.dropFirst("job_".count))
      key.code = event.type == "job_failed" ? data["error"]?["code"]?.string ?? "" : ""
      sums.bytes = Int64(data["size"]?.integer ?? 0)
      sums.cached = data["cached"]?.bool == true ? 1 : 0
      sums.ran = ending?.ran ?? 0
      sums.waited = ending?.waited ?? 0
      for (kind, time) in [("ran", ending?.ran), ("waited", ending?.waited)] {
        guard let time, event.type == "job_completed" else { continue }
        let place = DurationKey(
          tenant: key.tenant, hour: hour, format: key.format, kind: kind, place: DurationScale.place(of: time))
        durations[place, default: 0] += 1
      }
    }
    hours[key, default: HourSums()].add(sums)
  }

  private struct HourSums {
    var jobs: Int64 = 0
    var bytes: Int64 = 0
    var cached: Int64 = 0
    var ran: Int64 = 0
    var waited: Int64 = 0

    mutating func add(_ other: HourSums) {
      jobs += other.jobs
      bytes += other.bytes
      cached += other.cached
      ran += other.ran
      waited += other.waited
    }
  }

  private struct HourKey: Hashable, Comparable {
    var tenant: String
    var hour: Int64
    var format: String
    var owner: String
    var outcome: String
    var code: String

    static func < (left: Self, right: Self) -> Bool {
      (left.tenant, left.hour, left.format, left.owner, left.outcome, left.code)
        < (right.tenant, right.hour, right.format, right.owner, right.outcome, right.code)
    }
  }

  private struct DurationKey: Hashable, Comparable {
    var tenant: String
    var hour: Int64
    var format: String
    var kind: String
    var place: Int

    static func < (left: Self, right: Self) -> Bool {
      (left.tenant, left.hour, left.format, left.kind, left.place)
        < (right.tenant, right.hour, right.format, right.kind, right.place)
    }
  }
}
