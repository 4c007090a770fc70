internal import HTTPMessage
internal import HTTPServer
internal import Identity
internal import JSON

extension ExportAPI {
  func addKeys(to router: inout Router) {
    router.get("/api/v3/keys", ExportDescriptions.listKeys) { request async throws in
      let principal = try request.principal(for: .manageIdentity)
      let keys = try await identity?.keys(tenant: principal.tenant) ?? []
      return .json(JSONValue.object([.init("keys", .array(keys.map(Self.document)))]).bytes())
    }
    router.post("/api/v3/keys", ExportDescriptions.makeKey) { request async throws in try await makeKey(request) }
    router.delete("/api/v3/keys/{id}", ExportDescriptions.revokeKey) { request async throws in
      let principal = try request.principal(for: .manageIdentity)
      try await identity?.revokeKey(try request.parameter("id", as: String.self), tenant: principal.tenant)
      return .noContent
    }
  }

  private func makeKey(_ request: Request) async throws -> Response {
    let principal = try request.principal(for: .manageIdentity)
    guard let identity else { throw HTTPError(.notFound, code: "not_found", detail: "There are no keys here.") }
    let body: KeyBody
    do {
      body = try KeyBody(parsing: request.body.bytes ?? [])
    } catch { throw InvalidBody.error(error) }
    let (key, text) = try await identity.makeKey(
      body.name, tenant: principal.tenant, role: body.role, scopes: body.scopes, expiresAt: body.expiresAt,
      by: principal.name)
    guard case .object(var members) = Self.document(key) else { return .noContent }
    members.append(.init("key", .string(text)))
    return .fresh(.object(members), status: .created)
  }

  private struct KeyBody: JSONDecodable {
    let name: String
    let role: Role
    let scopes: Set<Scope>?
    let expiresAt: Int64?

    init(json: JSONCursor) throws(JSONError) {
      try json.allow("name", "role", "scopes", "expires_at")
      name = try json["name"].string()
      role = try json["role"].ifPresent?.choice(Role.self) ?? .editor
      var scopes: Set<Scope>?
      if let list = json["scopes"].ifPresent {
        scopes = []
        for element in try list.elements() { scopes?.insert(try element.choice(Scope.self)) }
      }
      self.scopes = scopes
      guard let end = json["expires_at"].ifPresent else {
        expiresAt = nil
        return
      }
      guard let time = Moment.microseconds(try end.string()) else {
        throw end.failure("expected a date and time such as 2030-01-31T08:00:00Z")
      }
      expiresAt = time
    }
  }

  private static func document(_ key: APIKey) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("id", .string(key.id)), .init("name", .string(key.name)), .init("role", .string(key.role.rawValue)),
      .init("scopes", .array(key.scopes.map(\.rawValue).sorted().map { .string($0) })),
      .init("created_by", .string(key.createdBy)), .init("created_at", .string(Moment.text(key.createdAt))),
    ]
    for (name, time) in [
      ("expires_at", key.expiresAt), ("last_used_at", key.lastUsedAt), ("revoked_at", key.revokedAt),
    ] {
      if let time { members.append(.init(name, .string(Moment.text(time)))) }
    }
    return .object(members)
  }

  /// Makes the first administrator with the code that the program printed; needs no key, as there is none yet.
  func addSetup(to router: inout Router) {
    router.post("/setup", ExportDescriptions.setUp) { request async throws in
      guard let identity else { throw HTTPError(.notFound, code: "not_found", detail: "There is nothing to set up.") }
      let body: (code: String, name: String, password: String, tenant: String)
      do throws(JSONError) {
        let json = JSONCursor(try JSONValue(parsing: request.body.bytes ?? []))
        try json.allow("code", "name", "password", "tenant")
        body = (
          try json["code"].string(), try json["name"].string(), try json["password"].string(),
          try json["tenant"].ifPresent?.string() ?? "main"
        )
      } catch { throw InvalidBody.error(error) }
      let key = try await identity.setUp(
        code: body.code, name: body.name, password: body.password, tenant: body.tenant)
      return .fresh(
        ["key": .string(key), "tenant": .string(body.tenant), "name": .string(body.name)], status: .created)
    }
  }
}
