internal import HTTPMessage
internal import HTTPServer
internal import Identity
internal import JSON

extension ExportAPI {
  func addUsers(to router: inout Router, _ identity: IdentityStore) {
    router.post("/api/v3/login", UserDescriptions.logIn) { request async throws in
      try await logIn(request, identity)
    }
    router.post("/api/v3/logout", UserDescriptions.logOut) { request async throws in
      let principal = try request.principal()
      guard let key = principal.key else { return .noContent }
      try await identity.logOut(key, tenant: principal.tenant)
      return .noContent
    }
    router.get("/api/v3/me", UserDescriptions.me) { request async throws in
      .fresh(.object(Self.document(try request.principal())))
    }
    router.post("/api/v3/me/password", UserDescriptions.changePassword) { request async throws in
      let principal = try request.principal()
      let (old, new) = try Self.body(request, ["old", "new"]) { json throws(JSONError) in
        (try json["old"].string(), try json["new"].string())
      }
      try await identity.changePassword(of: principal.name, tenant: principal.tenant, from: old, to: new)
      return .noContent
    }
    router.post("/api/v3/tenants", UserDescriptions.inviteTenant) { request async throws in
      let principal = try request.principal(for: .manageIdentity)
      return .fresh(["code": .string(try await identity.tenantCode(for: principal))], status: .created)
    }
    router.get("/api/v3/users", UserDescriptions.list) { request async throws in
      let principal = try request.principal(for: .manageIdentity)
      let users = try await identity.users(tenant: principal.tenant)
      return .fresh(["users": .array(users.map(Self.document))])
    }
    router.post("/api/v3/users", UserDescriptions.make) { request async throws in
      let principal = try request.principal(for: .manageIdentity)
      let (name, role, password) = try Self.body(request, ["name", "role", "password"]) { json throws(JSONError) in
        (
          try json["name"].string(), try json["role"].ifPresent?.choice(Role.self) ?? .editor,
          try json["password"].string()
        )
      }
      let user = try await identity.makeUser(name, tenant: principal.tenant, role: role, password: password)
      return .fresh(Self.document(user), status: .created)
    }
    router.patch("/api/v3/users/{name}", UserDescriptions.change) { request async throws in
      let principal = try request.principal(for: .manageIdentity)
      let name = try request.parameter("name", as: String.self)
      let (role, password) = try Self.body(request, ["role", "password"]) { json throws(JSONError) in
        (try json["role"].ifPresent?.choice(Role.self), try json["password"].ifPresent?.string())
      }
      try await identity.changeUser(name, tenant: principal.tenant, role: role, password: password)
      return .noContent
    }
    router.delete("/api/v3/users/{name}", UserDescriptions.remove) { request async throws in
      let principal = try request.principal(for: .manageIdentity)
      try await identity.removeUser(try request.parameter("name", as: String.self), tenant: principal.tenant)
      return .noContent
    }
  }

  private func logIn(_ request: Request, _ identity: IdentityStore) async throws -> Response {
    let (name, password, tenant) = try Self.body(request, ["name", "password", "tenant"]) { json throws(JSONError) in
      (
        try json["name"].string(), try json["password"].string(), try json["tenant"].ifPresent?.string() ?? "main"
      )
    }
    let (key, text) = try await identity.logIn(name, tenant: tenant, password: password)
    var members = Self.document(key.principal)
    members.append(.init("key", .string(text)))
    if let end = key.expiresAt { members.append(.init("expires_at", .string(Moment.text(end)))) }
    return .fresh(.object(members), status: .created)
  }

  private static func body<Value>(
    _ request: Request, _ members: [String], _ read: (JSONCursor) throws(JSONError) -> Value
  ) throws -> Value {
    do throws(JSONError) {
      let json = JSONCursor(try JSONValue(parsing: request.body.bytes ?? []))
      try json.allow(members)
      return try read(json)
    } catch { throw InvalidBody.error(error) }
  }

  private static func document(_ user: User) -> JSONValue {
    [
      "name": .string(user.name), "role": .string(user.role.rawValue),
      "created_at": .string(Moment.text(user.createdAt)),
    ]
  }

  private static func document(_ principal: Principal) -> [JSONValue.Member] {
    [
      .init("name", .string(principal.name)), .init("tenant", .string(principal.tenant)),
      .init("role", .string(principal.role.rawValue)),
      .init("scopes", .array(principal.scopes.map(\.rawValue).sorted().map { .string($0) })),
    ]
  }
}
