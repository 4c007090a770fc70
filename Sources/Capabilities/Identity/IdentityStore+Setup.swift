internal import ByteIO
internal import Database

extension IdentityStore {
  /// How long the link of the first start can be used, in microseconds.
  static let linkLife: Int64 = 24 * 3_600 * 1_000_000

  /// The code of a link with which the first administrator is made; nil when there is one already. Each start makes a
  /// new one, and the ones before count no longer.
  public func setupCode() async throws -> String? {
    guard try await database.query(Statement("select 1 from identity_user limit 1")).rows.isEmpty else { return nil }
    try await database.run(Statement("delete from setup_link"))
    return try await newCode()
  }

  /// The code of a link with which somebody makes another tenant and becomes its administrator. The tenant of the
  /// first start gives them out.
  public func tenantCode(for principal: Principal) async throws -> String {
    let first = try await database.query(Statement("select id from tenant order by created_at, id limit 1")).rows.first
    guard try first?.text(0) == principal.tenant else {
      throw IdentityError(
        .notFound, "Only administrators of the first tenant let others in.")
    }
    try await database.run(Statement("delete from setup_link where expires_at < $1", [.integer(now())]))
    return try await newCode()
  }

  private func newCode() async throws -> String {
    let code = (0..<4).map { _ in Self.hexadecimal(random()) }.joined()
    try await database.run(
      Statement(
        "insert into setup_link (hash, expires_at) values ($1, $2)",
        [.text(SHA256.of(code).description), .integer(now() + Self.linkLife)]))
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
    } catch let error as DatabaseError where error.code == .uniqueViolation {
      throw IdentityError(.nameTaken, "There is a tenant '\(tenant)' already. Choose another name in 'tenant'.")
    } catch let error as DatabaseError where error.code == .expectationFailed {
      throw IdentityError(
        .linkInvalid, "The link is not valid any more. Start the program again: it prints a new one.")
    }
    return secret.text
  }

  static func checkPassword(_ password: String) throws(IdentityError) {
    guard password.unicodeScalars.count >= 12, password.utf8.count <= 1_024 else {
      throw IdentityError(.passwordWeak, "The password needs 12 characters or more. A few words make a good one.")
    }
  }

  static func checkName(_ name: String) throws(IdentityError) {
    let isPlain = name.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F && $0 != "/" }
    guard !name.isEmpty, name.utf8.count <= 100, isPlain else {
      throw IdentityError(.valueInvalid, "A name has 1 to 100 bytes, without spaces and slashes.")
    }
  }
}
