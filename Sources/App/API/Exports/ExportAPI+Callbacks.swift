internal import Exports
internal import HTTPMessage
internal import HTTPServer
internal import Identity
internal import JSON

extension ExportAPI {
  private var callbacks: CallbackStore { CallbackStore(jobs) }

  func addCallbacks(to router: inout Router) {
    router.get("/api/v3/callbacks", CallbackDescriptions.list) { request async throws in
      let principal = try request.principal(for: .readExports)
      let found = try await callbacks.deliveries(tenant: principal.tenant, job: try request.line("export", atMost: 200))
      return Response.fresh(.object([.init("callbacks", .array(found.map(Self.document)))]))
    }
    router.post("/api/v3/callbacks/{id}/redeliver", CallbackDescriptions.redeliver) { request async throws in
      let principal = try request.principal(for: .manageExports)
      let id = try request.parameter("id", as: String.self)
      guard try await callbacks.redeliver(id, tenant: principal.tenant) else {
        throw HTTPError(.notFound, code: "callback_unknown", detail: "There is no callback '\(id.prefix(100))'.")
      }
      return .noContent
    }
    router.get("/api/v3/callbacks/secrets", CallbackDescriptions.secrets) { request async throws in
      let principal = try request.principal(for: .manageIdentity)
      let secrets = try await callbacks.secrets(tenant: principal.tenant)
      return Response.fresh(.object([.init("secrets", .array(secrets.map(Self.document)))]))
    }
    router.post("/api/v3/callbacks/secrets/rotate", CallbackDescriptions.rotate) { request async throws in
      let principal = try request.principal(for: .manageIdentity)
      return Response.fresh(Self.document(try await callbacks.rotateSecret(tenant: principal.tenant)))
    }
    router.get("/api/v3/callbacks/refusals", CallbackDescriptions.refusals) { request async throws in
      let principal = try request.principal(for: .readExports)
      let refusals = try await callbacks.refusals(tenant: principal.tenant)
      return Response.fresh(
        .object([
          .init(
            "refusals",
            .array(refusals.map { ["url": .string($0.url), "refused_at": .string(Moment.text($0.time))] }))
        ]))
    }
    router.delete("/api/v3/callbacks/refusals", CallbackDescriptions.allow) { request async throws in
      let principal = try request.principal(for: .manageExports)
      guard let url = try request.line("url", atMost: 2_000), try await callbacks.allow(url, tenant: principal.tenant)
      else {
        throw HTTPError(
          .notFound, code: "refusal_unknown",
          detail: "No address of that kind is held back. GET /api/v3/callbacks/refusals lists them; name one as 'url'.")
      }
      return .noContent
    }
  }

  private static func document(_ delivery: CallbackDelivery) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("id", .string(delivery.id)), .init("export", .string(delivery.job)), .init("url", .string(delivery.url)),
      .init("type", .string(delivery.type)), .init("state", .string(delivery.state.rawValue)),
      .init("attempts", .integer(Int64(delivery.attempt))),
      .init("created_at", .string(Moment.text(delivery.createdAt))),
    ]
    if delivery.state == .waiting { members.append(.init("next_at", .string(Moment.text(delivery.nextAt)))) }
    if let end = delivery.endedAt { members.append(.init("ended_at", .string(Moment.text(end)))) }
    if let status = delivery.status { members.append(.init("answer", .integer(Int64(status)))) }
    if let problem = delivery.problem { members.append(.init("problem", .string(problem))) }
    return .object(members)
  }

  private static func document(_ secret: CallbackSecret) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("secret", .string(secret.text)), .init("created_at", .string(Moment.text(secret.createdAt))),
    ]
    if let until = secret.until { members.append(.init("valid_until", .string(Moment.text(until)))) }
    return .object(members)
  }
}
