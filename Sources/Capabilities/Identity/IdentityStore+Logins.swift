internal import Database

extension IdentityStore {
  /// How long a login lasts, in microseconds.
  public static let loginLife: Int64 = 12 * 3_600 * 1_000_000

  /// A key for the user, good for half a day. Takes as long for a user that does not exist.
  public func logIn(_ name: String, tenant: String, password: String) async throws -> (key: APIKey, text: String) {
    let role = try await checkPassword(of: name, tenant: tenant, password)
    let secret = APIKeySecret(random: random)
    let now = now()
    let key = APIKey(
      id: secret.id, tenant: tenant, name: name, role: role, scopes: role.scopes, createdBy: name, createdAt: now,
      expiresAt: now + Self.loginLife, lastUsedAt: nil, revokedAt: nil)
    try await database.run(insert(key, secret, login: name))
    return (key, secret.text)
  }

  /// Ends a login; keys that were made for programs go on.
  public func logOut(_ id: String, tenant: String) async throws {
    let ended = try await database.run(
      Statement(
        "update api_key set revoked_at = $3 where tenant = $1 and id = $2 and login is not null",
        [.text(tenant), .text(id), .integer(now())]))
    if ended.affected > 0 { forget(tenant: tenant) }
  }

  /// Gives the user a new password, for one who knows the old.
  public func changePassword(of name: String, tenant: String, from old: String, to new: String) async throws {
    _ = try await checkPassword(of: name, tenant: tenant, old)
    try await changeUser(name, tenant: tenant, password: new)
  }

  private func checkPassword(of name: String, tenant: String, _ password: String) async throws -> Role {
    let account = "\(tenant)/\(name)"
    try tries.check(account, now: now())
    let row = try await database.query(
      Statement(
        "select role, password from identity_user where tenant = $1 and name = $2", [.text(tenant), .text(name)])
    ).rows.first
    let stored = PasswordHash(text: try row?.text(1) ?? Self.nobody)
    let matches = try await onThread { stored.matches(password) }
    guard let row, matches, let role = Role(rawValue: try row.text(0)) else {
      tries.failed(account, now: now())
      throw IdentityError(.loginFailed, "The name or the password is not right.")
    }
    tries.succeeded(account)
    return role
  }

  /// Of a password that nobody knows.
  private static let nobody =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZSBzYWx0IGZvciBub2I$v0Qm5o2WZt3D9d3nq2M0pVt5n2b9YyqYl0oHq0o1x2k"
}
