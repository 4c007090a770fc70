internal import ByteIO
internal import Database
internal import Threads

extension IdentityStore {
  /// How long the link of the first start can be used, in microseconds.
  static let linkLife: Int64 = 24 * 3_600 * 1_000_000

  /// The code of a link with which the first administrator is made; nil when there is one already. Each start makes a
  /// new one, and the ones before count no longer.
  public func setupCode() async throws -> String? {
    guard try await database.query(Statement("select 1 from identity_user limit 1")).rows.isEmpty else { return nil }
    let code = (0..<4).map { _ in Self.hexadecimal(random()) }.joined()
    _ = try await database.run([
      Statement("delete from setup_link"),
      Statement(
        "insert into setup_link (hash, expires_at) values ($1, $2)",
        [.text(SHA256.of(code).description), .integer(now() + Self.linkLife)]),
    ])
    return code
  }

  private static func hexadecimal(_ word: UInt64) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Makes the first administrator, a tenant for it, and a key; the link works once.
  public func setUp(code: String, name: String, password: String, tenant: String) async throws -> String {
    try Self.checkPassword(password)
    try Self.checkName(name)
    try Self.checkName(tenant)
    let (hash, now, time) = (SHA256.of(code).description, now(), now())
    let stored = try await hashed(password)
    let secret = APIKeySecret(random: random)
    do {
      _ = try await database.run([
        Statement(
          "delete from setup_link where hash = $1 and expires_at > $2", [.text(hash), .integer(now)],
          expecting: .exactly(1)),
        Statement(
          "insert into tenant (id, name, created_at) values ($1, $1, $2)", [.text(tenant), .integer(time)]),
        Self.insertUser(tenant: tenant, id: name, name: name, role: .admin, password: stored, at: time),
        Statement(
          """
          insert into api_key (id, tenant, name, hash, role, scopes, created_by, created_at)
          values ($1, $2, 'first key', $3, 'admin', $4, $5, $6)
          """,
          [
            .text(secret.id), .text(tenant), .text(secret.hash),
            .text(Role.admin.scopes.map(\.rawValue).sorted().joined(separator: " ")), .text(name), .integer(time),
          ]),
      ])
    } catch let error as DatabaseError where error.code == .expectationFailed {
      throw IdentityError(
        .linkInvalid, "The link is not valid any more. Start the program again: it prints a new one.")
    }
    return secret.text
  }

  // MARK: Users

  public func makeUser(_ name: String, tenant: String, role: Role, password: String) async throws {
    try Self.checkPassword(password)
    try Self.checkName(name)
    let stored = try await hashed(password)
    do {
      try await database.run(
        Self.insertUser(tenant: tenant, id: name, name: name, role: role, password: stored, at: now()))
    } catch let error as DatabaseError where error.code == .uniqueViolation {
      throw IdentityError(.nameTaken, "There is a user '\(name)' already.")
    }
  }

  /// Takes as long for a user that does not exist.
  public func logIn(_ name: String, tenant: String, password: String) async throws -> Principal {
    let row = try await database.query(
      Statement(
        "select role, password from identity_user where tenant = $1 and name = $2", [.text(tenant), .text(name)])
    ).rows.first
    let stored = PasswordHash(text: try row?.text(1) ?? Self.nobody)
    let matches = try await onThread { stored.matches(password) }
    guard let row, matches, let role = Role(rawValue: try row.text(0)) else {
      throw IdentityError(.loginFailed, "The name or the password is not right.")
    }
    return Principal(tenant: tenant, name: name, role: role)
  }

  /// Of a password that nobody knows.
  private static let nobody =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZSBzYWx0IGZvciBub2I$v0Qm5o2WZt3D9d3nq2M0pVt5n2b9YyqYl0oHq0o1x2k"

  private static func insertUser(
    tenant: String, id: String, name: String, role: Role, password: PasswordHash, at time: Int64
  ) -> Statement {
    Statement(
      "insert into identity_user (tenant, id, name, role, password, created_at) values ($1, $2, $3, $4, $5, $6)",
      [.text(tenant), .text(id), .text(name), .text(role.rawValue), .text(password.text), .integer(time)])
  }

  static func checkPassword(_ password: String) throws(IdentityError) {
    guard password.unicodeScalars.count >= 12, password.utf8.count <= 1_024 else {
      throw IdentityError(.passwordWeak, "The password needs 12 characters or more. A few words make a good one.")
    }
  }

  private static func checkName(_ name: String) throws(IdentityError) {
    let isPlain = name.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F && $0 != "/" }
    guard !name.isEmpty, name.utf8.count <= 100, isPlain else {
      throw IdentityError(.valueInvalid, "A name has 1 to 100 bytes, without spaces and slashes.")
    }
  }

  private func hashed(_ password: String) async throws -> PasswordHash {
    var salt: [UInt8] = []
    for _ in 0..<2 { withUnsafeBytes(of: random()) { salt += $0 } }
    let own = salt
    return try await onThread { try PasswordHash(of: password, salt: own) }
  }

  private func onThread<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      let isStarted = PlatformThread.start(name: "password") {
        continuation.resume(with: Swift.Result { try work() })
      }
      if !isStarted {
        continuation.resume(throwing: IdentityError(.hashFailed, "The system has no thread left. Try again shortly."))
      }
    }
  }
}
