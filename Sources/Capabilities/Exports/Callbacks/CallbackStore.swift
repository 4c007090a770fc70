internal import Database

/// What is known of callbacks: deliveries, secrets, refusals. Every call names its tenant.
public struct CallbackStore: Sendable {
  let database: any SQLDatabase
  let clock: ExportClock
  private let identifiers: TimeOrderedIdentifiers

  public init(_ jobs: JobStore) {
    database = jobs.database
    clock = jobs.clock
    identifiers = jobs.identifiers
  }

  /// The newest first; of one job, where it is named.
  public func deliveries(tenant: String, job: String? = nil, limit: Int = 100) async throws -> [CallbackDelivery] {
    let of = job == nil ? "" : "and job = $3"
    let values: [SQLValue] = [.text(tenant), .integer(limit)] + (job.map { [.text($0)] } ?? [])
    return try await database.query(
      Statement(
        """
        select \(CallbackDelivery.columns) from callback_delivery where tenant = $1 \(of) order by id desc limit $2
        """, values)
    ).rows.map(CallbackDelivery.init)
  }

  /// Sends it again soon, with all its tries; false when there is none.
  public func redeliver(_ id: String, tenant: String) async throws -> Bool {
    let result = try await database.run(
      Statement(
        """
        update callback_delivery set state = 'waiting', attempt = 0, next_at = $3, ended_at = null
        where tenant = $1 and id = $2
        """, [.text(tenant), .text(id), .integer(clock.now())]))
    return result.affected == 1
  }

  // MARK: Secrets

  /// The valid ones, the newest first; the first is made when it is asked for.
  public func secrets(tenant: String) async throws -> [CallbackSecret] {
    let found = try await stored(tenant)
    guard found.isEmpty else { return found }
    try await add(CallbackSecret(id: "first", createdAt: clock.now()), tenant)
    return try await stored(tenant)
  }

  /// Makes a new one; those before it sign beside it for a day, so that receivers can change over.
  public func rotateSecret(tenant: String) async throws -> CallbackSecret {
    let now = clock.now()
    try await database.run(
      Statement(
        "update callback_secret set until = $2 where tenant = $1 and until is null",
        [.text(tenant), .integer(now + Self.overlap)]))
    let secret = CallbackSecret(id: identifiers.next(), createdAt: now)
    try await add(secret, tenant)
    return secret
  }

  private static let overlap: Int64 = 86_400 * 1_000_000

  private func stored(_ tenant: String) async throws -> [CallbackSecret] {
    try await database.query(
      Statement(
        """
        select id, secret, created_at, until from callback_secret
        where tenant = $1 and (until is null or until > $2) order by until is not null, created_at desc
        """, [.text(tenant), .integer(clock.now())])
    ).rows.map(CallbackSecret.init)
  }

  /// Of two that make the first one at once, the earlier stays.
  private func add(_ secret: CallbackSecret, _ tenant: String) async throws {
    try await database.run(
      Statement(
        """
        insert into callback_secret (tenant, id, secret, created_at) values ($1, $2, $3, $4)
        on conflict (tenant, id) do nothing
        """, [.text(tenant), .text(secret.id), .text(secret.text), .integer(secret.createdAt)]))
  }

  // MARK: Addresses that want nothing more

  public func refusals(tenant: String) async throws -> [(url: String, time: Int64)] {
    try await database.query(
      Statement(
        "select url, time from callback_refusal where tenant = $1 order by time desc limit 500", [.text(tenant)])
    ).rows.map { (try $0.text(0), Int64(try $0.int(1))) }
  }

  /// Lets messages go there again; false when nothing held them.
  public func allow(_ url: String, tenant: String) async throws -> Bool {
    try await database.run(
      Statement("delete from callback_refusal where tenant = $1 and url = $2", [.text(tenant), .text(url)])
    ).affected == 1
  }

  func isRefused(_ url: String, tenant: String) async throws -> Bool {
    try await database.query(
      Statement("select 1 from callback_refusal where tenant = $1 and url = $2", [.text(tenant), .text(url)])
    ).rows.isEmpty == false
  }

  // MARK: Sending

  /// Takes some that are due; whoever takes them has a minute before others may.
  ///
  /// One that waits for more than the longest wait was stored before the clock was set back, so it is due.
  func claim(limit: Int) async throws -> [CallbackDelivery] {
    let now = clock.now()
    let due = "state = 'waiting' and (next_at <= $1 or next_at > $2)"
    let times: [SQLValue] = [.integer(now), .integer(now + Self.longest)]
    // Nearly always there is nothing, and a look costs no turn of the writer.
    let look = Statement("select 1 from callback_delivery where \(due) limit 1", times)
    if try await database.query(look).rows.isEmpty {
      return []
    }
    let skipping = database.dialect == .postgres ? "for update skip locked" : ""
    return try await database.run(
      Statement(
        """
        update callback_delivery set attempt = attempt + 1, next_at = $3 where (tenant, id) in (
          select tenant, id from callback_delivery where \(due)
          order by next_at limit $4 \(skipping))
        returning \(CallbackDelivery.columns)
        """,
        times + [.integer(now + Self.hold), .integer(limit)])
    ).rows.map(CallbackDelivery.init)
  }

  private static let hold: Int64 = 60 * 1_000_000
  private static let longest: Int64 = 100_000 * 1_000_000

  func record(_ delivery: CallbackDelivery, _ outcome: CallbackOutcome) async throws {
    let now = clock.now()
    let values: [SQLValue] = [
      .text(delivery.tenant), .text(delivery.id), .integer(delivery.attempt), .text(outcome.state.rawValue),
      .integer(outcome.nextAt ?? now), outcome.state == .waiting ? .null : .integer(now),
      .integer(outcome.status.map(Int64.init)), .text(outcome.problem),
    ]
    // Whoever took it after our minute was over counts on from there.
    var statements = [
      Statement(
        """
        update callback_delivery set state = $4, next_at = $5, ended_at = $6, status = $7, problem = $8
        where tenant = $1 and id = $2 and attempt = $3 and state = 'waiting'
        """, values)
    ]
    if outcome.isRefusal {
      statements.append(
        Statement(
          "insert into callback_refusal (tenant, url, time) values ($1, $2, $3) on conflict (tenant, url) do nothing",
          [.text(delivery.tenant), .text(delivery.url), .integer(now)]))
    }
    _ = try await database.run(statements)
  }

  /// Forgets what ended long ago.
  func forget() async throws {
    let now = clock.now()
    _ = try await database.run([
      Statement("delete from callback_delivery where ended_at < $1", [.integer(now - Self.kept)]),
      Statement("delete from callback_secret where until < $1", [.integer(now)]),
    ])
  }

  private static let kept: Int64 = 30 * 86_400 * 1_000_000
}

/// What came of one try.
struct CallbackOutcome: Sendable {
  var state: CallbackDelivery.State
  var nextAt: Int64?
  var status: Int?
  var problem: String?
  var isRefusal = false
}
