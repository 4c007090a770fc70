internal import ByteIO
internal import Database
internal import Threads

extension IdentityStore {
  public func users(tenant: String) async throws -> [User] {
    try await database.query(
      Statement(
        "select name, role, created_at from identity_user where tenant = $1 order by name", [.text(tenant)])
    ).rows.map { row in
      guard let role = Role(rawValue: try row.text(1)) else {
        throw DatabaseError(.invalidValue, "A row of identity_user has an unknown role.")
      }
      return User(tenant: tenant, name: try row.text(0), role: role, createdAt: Int64(try row.int(2)))
    }
  }

  @discardableResult
  public func makeUser(_ name: String, tenant: String, role: Role, password: String) async throws -> User {
    try Self.checkPassword(password)
    try Self.checkName(name)
    let stored = try await hashed(password)
    let user = User(tenant: tenant, name: name, role: role, createdAt: now())
    do {
      try await database.run(
        Self.insertUser(tenant: tenant, id: name, name: name, role: role, password: stored, at: user.createdAt))
    } catch let error as DatabaseError where error.code == .uniqueViolation {
      throw IdentityError(.nameTaken, "There is a user '\(name)' already.")
    }
    return user
  }

  /// Gives a user another role or password; its logins end, so that they do not go on with what was before.
  public func changeUser(
    _ name: String, tenant: String, role: Role? = nil, password: String? = nil
  ) async throws {
    if let password { try Self.checkPassword(password) }
    var stored: PasswordHash?
    if let password { stored = try await hashed(password) }
    var statements: [Statement] = []
    if let stored {
      statements.append(
        Statement(
          "update identity_user set password = $3 where tenant = $1 and name = $2",
          [.text(tenant), .text(name), .text(stored.text)], expecting: .exactly(1)))
    }
    if let role {
      statements.append(
        Statement(
          "update identity_user set role = $3 where tenant = $1 and name = $2",
          [.text(tenant), .text(name), .text(role.rawValue)], expecting: .exactly(1)))
    }
    try await change(name, tenant, statements)
  }

  public func removeUser(_ name: String, tenant: String) async throws {
    try await change(
      name, tenant,
      [
        Statement(
          "delete from identity_user where tenant = $1 and name = $2", [.text(tenant), .text(name)],
          expecting: .exactly(1))
      ])
  }

  /// A tenant keeps an administrator, whatever is changed at the same time.
  private func change(_ name: String, _ tenant: String, _ statements: [Statement]) async throws {
    guard !statements.isEmpty else { return }
    let ending = Statement(
      "update api_key set revoked_at = $3 where tenant = $1 and login = $2 and revoked_at is null",
      [.text(tenant), .text(name), .integer(now())])
    let administrator = Statement(
      "select 1 from identity_user where tenant = $1 and role = 'admin' limit 1", [.text(tenant)],
      expecting: .exactly(1))
    do {
      _ = try await database.run(statements + [ending, administrator])
    } catch let error as DatabaseError where error.code == .expectationFailed {
      if error.statement == statements.count + 1 {
        throw IdentityError(
          .lastAdministrator, "'\(name)' is the only administrator. Make another one first.")
      }
      throw IdentityError(.notFound, "There is no user '\(name)'.")
    }
    forget(tenant: tenant)
  }

  static func insertUser(
    tenant: String, id: String, name: String, role: Role, password: PasswordHash, at time: Int64
  ) -> Statement {
    Statement(
      "insert into identity_user (tenant, id, name, role, password, created_at) values ($1, $2, $3, $4, $5, $6)",
      [.text(tenant), .text(id), .text(name), .text(role.rawValue), .text(password.text), .integer(time)])
  }

  func hashed(_ password: String) async throws -> PasswordHash {
    var salt: [UInt8] = []
    for _ in 0..<2 { withUnsafeBytes(of: random()) { salt += $0 } }
    let own = salt
    return try await onThread { try PasswordHash(of: password, salt: own) }
  }

  func onThread<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await tries.withRoom {
      try await withCheckedThrowingContinuation { continuation in
        let isStarted = PlatformThread.start(name: "password") {
          continuation.resume(with: Swift.Result { try work() })
        }
        if !isStarted {
          continuation.resume(
            throwing: IdentityError(.hashFailed, "The system has no thread left. Try again shortly."))
        }
      }
    }
  }
}
