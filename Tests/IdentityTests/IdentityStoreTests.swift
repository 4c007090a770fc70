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
      let login = try await store.logIn("ada", tenant: "acme", password: "correct horse battery")
      #expect(login.key.role == .operator)
      #expect(try await store.authenticate(login.text).name == "ada")
      #expect(try await store.keys(tenant: "acme").isEmpty, "logins are no matter of lists")
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

  @Test func loginsEndWithWhatTheyStoodFor() async throws {
    try await with { store, time in
      let password = "correct horse battery"
      try await store.makeUser("root", tenant: "acme", role: .admin, password: password)
      for change in ["role", "password", "own password", "removal", "time"] {
        try await store.makeUser(
          "ada \(change)".replacing(" ", with: "-"), tenant: "acme", role: .editor, password: password)
        let name = "ada-\(change)".replacing(" ", with: "-")
        let text = try await store.logIn(name, tenant: "acme", password: password).text
        let other = try await store.makeKey("robot", tenant: "acme", role: .editor, by: name).text
        _ = try await store.authenticate(text)
        switch change {
        case "role": try await store.changeUser(name, tenant: "acme", role: .viewer)
        case "password": try await store.changeUser(name, tenant: "acme", password: "another horse battery")
        case "own password":
          await #expect(throws: IdentityError.self) {
            try await store.changePassword(of: name, tenant: "acme", from: "wrong", to: "another horse battery")
          }
          try await store.changePassword(of: name, tenant: "acme", from: password, to: "another horse battery")
        case "removal": try await store.removeUser(name, tenant: "acme")
        default: time.value += IdentityStore.loginLife + 1
        }
        await #expect(throws: IdentityError.self, "after a change of \(change)") { try await store.authenticate(text) }
        _ = try await store.authenticate(other)
      }
      #expect(
        try await store.users(tenant: "acme").map(\.name) == [
          "ada-own-password", "ada-password", "ada-role", "ada-time", "root",
        ])
      await #expect(throws: IdentityError.self) { try await store.removeUser("nobody", tenant: "acme") }
    }
  }

  @Test func aTenantKeepsAnAdministrator() async throws {
    try await with { store, _ in
      let password = "correct horse battery"
      try await store.makeUser("root", tenant: "acme", role: .admin, password: password)
      try await store.makeUser("root", tenant: "other", role: .admin, password: password)
      for change in [
        { try await store.removeUser("root", tenant: "acme") },
        { try await store.changeUser("root", tenant: "acme", role: .operator) },
      ] as [() async throws -> Void] {
        let error = await #expect(throws: IdentityError.self) { try await change() }
        #expect(error?.code == .lastAdministrator)
      }
      try await store.makeUser("ada", tenant: "acme", role: .admin, password: password)
      try await store.removeUser("root", tenant: "acme")
      #expect(try await store.users(tenant: "acme").map(\.role) == [.admin])
    }
  }

  @Test func wrongPasswordsHaveToRest() async throws {
    try await with { store, time in
      let password = "correct horse battery"
      try await store.makeUser("ada", tenant: "acme", role: .editor, password: password)
      func tryIt(_ password: String) async -> IdentityError.Code? {
        do {
          _ = try await store.logIn("ada", tenant: "acme", password: password)
          return nil
        } catch { return (error as? IdentityError)?.code }
      }
      for _ in 0..<LoginTries.most { #expect(await tryIt("wrong") == .loginFailed) }
      #expect(await tryIt(password) == .tooManyTries)
      time.value += LoginTries.rest
      #expect(await tryIt(password) == nil)
      #expect(await tryIt("wrong") == .loginFailed)
    }
  }

  @Test func onlyTheFirstTenantLetsOthersIn() async throws {
    try await with { store, _ in
      let password = "correct horse battery"
      let code = try #require(try await store.setupCode())
      let first = try await store.authenticate(
        try await store.setUp(code: code, name: "ada", password: password, tenant: "acme"))
      let invitation = try await store.tenantCode(for: first)
      await #expect(throws: IdentityError.self) {
        try await store.setUp(code: invitation, name: "bob", password: password, tenant: "acme")
      }
      let second = try await store.authenticate(
        try await store.setUp(code: invitation, name: "bob", password: password, tenant: "other"))
      #expect(second.tenant == "other")
      await #expect(throws: IdentityError.self) { try await store.tenantCode(for: second) }
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
