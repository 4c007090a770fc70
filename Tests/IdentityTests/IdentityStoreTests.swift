import Database
import DatabaseSQLite
import Glibc
import Judging
import TestSupport
import Testing
import Threads

@testable import Identity

@Suite struct IdentityStoreTests {
  private static let start: Int64 = 1_800_000_000_000_000

  private func with(_ body: (IdentityStore, MovedTime) async throws -> Void) async throws {
    let folder = try TemporaryFolder()
    let database = try await SQLiteDatabase.open(folder.file("identity.db"))
    try await Migrator("identity", IdentitySchema.migrations).migrate(database)
    let time = MovedTime(Self.start)
    try await body(IdentityStore(database, now: { time.value }), time)
    await database.close()
    withExtendedLifetime(folder) {}
  }

  @Test func aKeyOpensUntilItIsRevokedOrExpires() async throws {
    try await with { store, time in
      let (key, text) = try await store.makeKey(
        "robot", tenant: "acme", role: .editor, expiresAt: Self.start + 100_000_000, by: "ada")
      let principal = try await store.authenticate(text)
      #expect(principal.tenant == "acme")
      #expect(principal.may(.writeExports))
      #expect(!principal.may(.manageIdentity))
      #expect(try await store.keys(tenant: "acme")[0].lastUsedAt == Self.start)
      await #expect(throws: IdentityError.self) {
        try await store.authenticate(text.dropLast() + (text.hasSuffix("x") ? "y" : "x"))
      }
      time.value += 200_000_000
      await #expect(throws: IdentityError.self) { try await store.authenticate(text) }
      time.value = Self.start
      await #expect(throws: IdentityError.self) { try await store.revokeKey(key.id, tenant: "other") }
      try await store.revokeKey(key.id, tenant: "acme")
      await #expect(throws: IdentityError.self) { try await store.authenticate(text) }
    }
  }

  @Test func aKeyHasAtMostTheScopesOfItsRole() async throws {
    try await with { store, _ in
      let text = try await store.makeKey(
        "x", tenant: "acme", role: .viewer, scopes: [.readExports, .manageIdentity], by: "ada"
      ).text
      #expect(try await store.authenticate(text).scopes == [.readExports])
    }
  }

  @Test func usersLogInWithTheirPassword() async throws {
    try await with { store, _ in
      try await store.makeUser("ada", tenant: "acme", role: .operator, password: "correct horse battery")
      #expect(try await store.logIn("ada", tenant: "acme", password: "correct horse battery").role == .operator)
      for (name, tenant, password) in [
        ("ada", "acme", "wrong horse battery"), ("ada", "other", "correct horse battery"),
        ("bob", "acme", "correct horse battery"),
      ] {
        await #expect(throws: IdentityError(.loginFailed, "The name or the password is not right.")) {
          try await store.logIn(name, tenant: tenant, password: password)
        }
      }
      await #expect(throws: IdentityError.self) {
        try await store.makeUser("bob", tenant: "acme", role: .viewer, password: "short")
      }
      await #expect(throws: IdentityError.self) {
        try await store.makeUser("ada", tenant: "acme", role: .viewer, password: "correct horse battery")
      }
    }
  }

  @Test func aCodeOfTheFirstStartGrowsOld() async throws {
    try await with { store, time in
      let old = try #require(try await store.setupCode())
      let code = try #require(try await store.setupCode())
      #expect(old != code)
      await #expect(throws: IdentityError.self) {
        try await store.setUp(code: old, name: "ada", password: "correct horse battery", tenant: "main")
      }
      time.value += IdentityStore.linkLife + 1
      await #expect(throws: IdentityError.self) {
        try await store.setUp(code: code, name: "ada", password: "correct horse battery", tenant: "main")
      }
    }
  }

  @Test func keysLookLikeKeys() throws {
    var number: UInt64 = 0
    let secret = APIKeySecret {
      number &+= 0x9E37_79B9_7F4A_7C15
      return number
    }
    #expect(secret.text.utf8.count == 56)
    #expect(APIKeySecret(secret.text) == secret)
    for text in ["", "eia_", "eia_12345678_", secret.text + "x", "xia" + secret.text.dropFirst(3)] {
      #expect(APIKeySecret(text) == nil)
    }
  }
}

/// A time that a test moves.
private final class MovedTime: Sendable {
  private let lock: Lock<Int64>

  init(_ value: Int64) { lock = Lock(value) }

  var value: Int64 {
    get { lock.withLock { $0 } }
    set { lock.withLock { $0 = newValue } }
  }
}
