internal import Database
internal import EventStore

/// Who runs a job, where several processes share a PostgreSQL database. Its times are the database's own.
struct JobLease: Sendable {
  let tenant: String
  let job: String
  /// Raised by each claim; whoever has an older one has lost the job.
  let number: Int
  let worker: String

  static func drop(tenant: String, job: String) -> Statement {
    Statement("delete from job_lease where tenant = $1 and job = $2", [.text(tenant), .text(job)])
  }

  /// What a change of a job needs of its lease.
  enum Guard: Sendable {
    /// That it is still ours.
    case hold(JobLease)
    /// The same, and that it ends with the change.
    case end(JobLease)
  }

  /// One statement for all guards of a kind; not met when one of the leases went to somebody else.
  static func statements(_ guards: [Guard]) -> [Statement] {
    var held: [JobLease] = []
    var ended: [JobLease] = []
    for item in guards {
      switch item {
      case .hold(let lease): held.append(lease)
      case .end(let lease): ended.append(lease)
      }
    }
    var statements: [Statement] = []
    if !held.isEmpty {
      statements.append(
        Statement(
          "select 1 from job_lease l, \(wanted) where \(matches) for update of l", values(held),
          expecting: .exactly(held.count)))
    }
    if !ended.isEmpty {
      statements.append(
        Statement(
          "delete from job_lease l using \(wanted) where \(matches)", values(ended), expecting: .exactly(ended.count)))
    }
    return statements
  }

  private static let wanted =
    "unnest($1::text[], $2::text[], $3::bigint[], $4::text[]) as w(tenant, job, number, worker)"
  private static let matches = """
    l.tenant = w.tenant and l.job = w.job and l.number = w.number and l.worker = w.worker
    """

  private static func values(_ leases: [JobLease]) -> [SQLValue] {
    var (tenants, jobs, numbers, workers) = (PostgresArray(), PostgresArray(), PostgresArray(), PostgresArray())
    for lease in leases {
      tenants.append(lease.tenant)
      jobs.append(lease.job)
      numbers.append(lease.number)
      workers.append(lease.worker)
    }
    return [tenants.value, jobs.value, numbers.value, workers.value]
  }

  /// Ends a lease that ran out, unless its holder was heard of in the meantime.
  func endIfRunOut(_ dialect: SQLDialect) -> Statement {
    Statement(
      "delete from job_lease where tenant = $1 and job = $2 and number = $3 and until < \(dialect.currentTime)",
      [.text(tenant), .text(job), .integer(number)], expecting: .exactly(1))
  }

  /// Renews the leases of a worker; those that are still its own come back.
  static func renew(worker: String, microseconds: Int64) -> Statement {
    Statement(
      """
      update job_lease set until = (extract(epoch from clock_timestamp()) * 1000000)::bigint + $2 where worker = $1
      returning tenant, job, number
      """, [.text(worker), .integer(microseconds)])
  }

  /// Leases that ran out, with what a rescue needs to know.
  static let runOut = Statement(
    """
    select l.tenant, l.job, l.number, j.version, j.rescues from job_lease l
    join job j on j.tenant = l.tenant and j.id = l.job
    where l.until < (extract(epoch from clock_timestamp()) * 1000000)::bigint and j.state = 'running' limit 500
    """)

  /// Leases of jobs that no longer run or wait.
  static let leftovers = Statement(
    """
    delete from job_lease l using job j where j.tenant = l.tenant and j.id = l.job
      and j.state not in ('queued', 'running') and l.until < (extract(epoch from clock_timestamp()) * 1000000)::bigint
    """)
}
