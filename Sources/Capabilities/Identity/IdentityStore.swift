internal import ByteIO
public import Database
internal import Threads

/// Tenants, users and keys, and the question who asks.
public final class IdentityStore: Sendable {
  let database: any SQLDatabase
  let now: @Sendable () -> Int64
  let random: @Sendable () -> UInt64
  let tries = LoginTries()
  private let known = Lock<[String: Known]>([:])

  /// A key that was looked up a moment ago.
  private struct Known {
    var key: APIKey
    var hash: String
    var at: Int64
  }

  /// A revoked key is refused everywhere after this many microseconds at the latest.
  static let memory: Int64 = 5_000_000

  /// `now` answers microseconds since 1970, `random` bits that nobody can guess.
  public init(
    _ database: any SQLDatabase, now: @escaping @Sendable () -> Int64,
    random: @escaping @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }
  ) {
    self.database = database
    self.now = now
    self.random = random
  }

  /// Who stands behind the key. What is refused does not say why.
  public func authenticate(_ text: String) async throws -> Principal {
    guard let secret = APIKeySecret(text) else { throw Self.refused }
    let now = now()
    let hash = secret.hash
    if let known = known.withLock({ $0[secret.id] }), abs(now - known.at) < Self.memory {
      return try check(known.key, known.hash, hash, now)
    }
    let row = try await database.query(
      Statement("select \(Self.columns), hash from api_key where id = $1", [.text(secret.id)])
    ).rows.first
    guard let row else { throw Self.refused }
    let key = try Self.key(row)
    let stored = try row.text("hash")
    let principal = try check(key, stored, hash, now)
    known.withLock { known in
      if known.count > 10_000 { known.removeAll() }
      known[key.id] = Known(key: key, hash: stored, at: now)
    }
    if now - (key.lastUsedAt ?? 0) > 60_000_000 {
      try await database.run(
        Statement("update api_key set last_used_at = $2 where id = $1", [.text(key.id), .integer(now)]))
    }
    return principal
  }

  private func check(_ key: APIKey, _ stored: String, _ hash: String, _ now: Int64) throws -> Principal {
    // Both are hashes of the same length; the time of the comparison says nothing about the secret.
    guard stored == hash, key.revokedAt == nil else { throw Self.refused }
    if let end = key.expiresAt, end <= now { throw IdentityError(.keyExpired, "The API key has expired.") }
    return key.principal
  }

  private static let refused = IdentityError(.keyInvalid, "The API key is not valid.")

  // MARK: Keys

  /// Makes a key; the text is shown this once.
  public func makeKey(
    _ name: String, tenant: String, role: Role, scopes: Set<Scope>? = nil, expiresAt: Int64? = nil, by creator: String
  ) async throws -> (key: APIKey, text: String) {
    guard !name.isEmpty, name.utf8.count <= 200 else {
      throw IdentityError(.valueInvalid, "A key needs a name of 1 to 200 bytes, so that it is known later.")
    }
    let secret = APIKeySecret(random: random)
    let key = APIKey(
      id: secret.id, tenant: tenant, name: name, role: role, scopes: scopes ?? role.scopes, createdBy: creator,
      createdAt: now(), expiresAt: expiresAt, lastUsedAt: nil, revokedAt: nil)
    try await database.run(insert(key, secret))
    return (key, secret.text)
  }

  func insert(_ key: APIKey, _ secret: APIKeySecret, login: String? = nil) -> Statement {
    Statement(
      """
      insert into api_key (id, tenant, name, hash, role, scopes, created_by, created_at, expires_at, login)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      """,
      [
        .text(key.id), .text(key.tenant), .text(key.name), .text(secret.hash), .text(key.role.rawValue),
        .text(key.scopes.map(\.rawValue).sorted().joined(separator: " ")), .text(key.createdBy),
        .integer(key.createdAt), .integer(key.expiresAt), .text(login),
      ])
  }

  /// The keys that somebody made; those of logins are no matter of lists.
  public func keys(tenant: String) async throws -> [APIKey] {
    try await database.query(
      Statement(
        "select \(Self.columns) from api_key where tenant = $1 and login is null order by created_at desc",
        [.text(tenant)])
    ).rows.map(Self.key)
  }

  public func revokeKey(_ id: String, tenant: String) async throws {
    let changed = try await database.run(
      Statement(
        "update api_key set revoked_at = $3 where tenant = $1 and id = $2 and revoked_at is null",
        [.text(tenant), .text(id), .integer(now())]))
    guard changed.affected == 1 else { throw IdentityError(.notFound, "There is no such key, or it is revoked.") }
    known.withLock { $0[id] = nil }
  }

  /// What was remembered of a tenant's keys.
  func forget(tenant: String) {
    known.withLock { known in known = known.filter { $0.value.key.tenant != tenant } }
  }

  static let columns = """
    id, tenant, name, role, scopes, created_by, created_at, expires_at, last_used_at, revoked_at
    """

  private static func key(_ row: SQLRow) throws -> APIKey {
    guard let role = Role(rawValue: try row.text(3)) else {
      throw DatabaseError(.invalidValue, "A row of api_key has an unknown role.")
    }
    return APIKey(
      id: try row.text(0), tenant: try row.text(1), name: try row.text(2), role: role,
      scopes: Set(try row.text(4).split(separator: " ").compactMap { Scope(rawValue: String($0)) }),
      createdBy: try row.text(5), createdAt: Int64(try row.int(6)), expiresAt: try row.intIfPresent(7).map(Int64.init),
      lastUsedAt: try row.intIfPresent(8).map(Int64.init), revokedAt: try row.intIfPresent(9).map(Int64.init))
  }
}
