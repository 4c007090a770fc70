internal import Database
internal import EventStore

/// How many jobs may run at the same time, over all processes that share the database.
struct ClaimLimits: Sendable {
  var perTenant: Int
  /// Those not named have no limit of their own.
  var perFormat: [String: Int]

  /// Nil where nothing is limited: then claims need no order among themselves.
  init?(_ options: DispatchOptions) {
    guard options.tenantLimit < .max || !options.formatLimits.isEmpty else { return nil }
    perTenant = options.tenantLimit
    perFormat = options.formatLimits
  }

  /// Claims count what runs, so one follows the other. Any number that nobody else takes will do.
  static let order = Statement("select pg_advisory_xact_lock(7310579164228)")
}

extension JobLease {
  /// Leases jobs that wait, each tenant its share, and returns their rows with the numbers of the leases.
  static func claim(
    worker: String, microseconds: Int64, limit: Int, perTenant: Int, _ limits: ClaimLimits? = nil
  ) -> Statement {
    var values: [SQLValue] = [
      .text(worker), .integer(microseconds), .integer(perTenant), .integer(limit), .integer(RetryPolicy.longest),
    ]
    if let limits {
      var (formats, most) = (PostgresArray(), PostgresArray())
      for (format, limit) in limits.perFormat.sorted(by: { $0.key < $1.key }) {
        formats.append(format)
        most.append(limit)
      }
      values += [.integer(limits.perTenant), formats.value, most.value]
    }
    return Statement(limits == nil ? unlimited : limited, values)
  }

  private static let unlimited = text(
    counts: "", admits: "", chosen: "select tenant, id from waiting order by priority desc, random() limit $4")

  private static let limited = text(
    counts: """
      , held as (
        select j.tenant, j.format from job_lease l join job j on j.tenant = l.tenant and j.id = l.job
        where l.until >= (select t from now) and j.state in ('queued', 'running')
      ), format_room as (
        select f.format, f.most - (select count(*) from held where held.format = f.format) as room
        from unnest($7::text[], $8::bigint[]) as f(format, most)
      ), tenant_room as (
        select tenants.tenant, $6 - (select count(*) from held where held.tenant = tenants.tenant) as room
        from tenants where tenants.tenant is not null
      )
      """,
    // Those that have to wait may not keep the ones behind them from being seen.
    admits: """
      and (select room from tenant_room where tenant_room.tenant = j.tenant) > 0
      and coalesce((select room from format_room where format_room.format = j.format), 1) > 0
      """,
    chosen: """
      select tenant, id from (
        select waiting.*, row_number() over (partition by tenant order by priority desc, id) as of_tenant,
          row_number() over (partition by format order by priority desc, id) as of_format from waiting
      ) as numbered
      where of_tenant <= (select room from tenant_room where tenant_room.tenant = numbered.tenant)
        and of_format <= coalesce((select room from format_room where format_room.format = numbered.format), $4)
      order by priority desc, random() limit $4
      """)

  private static func text(counts: String, admits: String, chosen: String) -> String {
    """
    with recursive now as (select (extract(epoch from clock_timestamp()) * 1000000)::bigint as t), tenants as (
      (select tenant from job where state = 'queued' order by tenant limit 1)
      union all
      select (select j.tenant from job j where j.state = 'queued' and j.tenant > tenants.tenant
        order by j.tenant limit 1) from tenants where tenants.tenant is not null
    )\(counts), waiting as (
      select r.* from tenants cross join lateral (
        select j.tenant, j.id, j.priority, j.format from job j
        where j.tenant = tenants.tenant and j.state = 'queued' and (j.run_at <= (select t from now)
            or (j.error is not null and j.run_at > (select t from now) + $5))
          and coalesce((select l.until from job_lease l where l.tenant = j.tenant and l.job = j.id), 0)
            < (select t from now)
          \(admits)
        order by j.priority desc, j.id limit $3 for update of j skip locked
      ) r where tenants.tenant is not null
    ), ready as (
      \(chosen)
    ), leased as (
      insert into job_lease as l (tenant, job, number, worker, until)
      select tenant, id, 1, $1, (select t from now) + $2 from ready
      on conflict (tenant, job) do update set number = l.number + 1, worker = excluded.worker, until = excluded.until
      where l.until < (select t from now)
      returning tenant, job, number
    )
    select \(columns), leased.number from leased join job j on j.tenant = leased.tenant and j.id = leased.job
    """
  }

  private static let columns = Job.columns.split(separator: ", ").map { "j.\($0)" }.joined(separator: ", ")
}
