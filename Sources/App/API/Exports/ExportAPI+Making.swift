internal import ByteIO
internal import Exports
internal import HTTPMessage
internal import HTTPServer
internal import Identity
internal import JSON

extension ExportAPI {
  func addMaking(to router: inout Router) {
    let options = RouteOptions(body: .collected(limit: bodyLimit), timeLimitMilliseconds: 330_000)
    for path in ["/export", "/api/v3/exports"] {
      let description = ExportDescriptions.submit(path == "/export" ? "export_document" : "create_export")
      router.post(path, options: options, description) { request async throws in try await submit(request) }
    }
    router.post("/validate", options: options, ExportDescriptions.validate) { request async throws in
      try await validate(request)
    }
  }

  private func submit(_ request: Request) async throws -> Response {
    let principal = try request.principal(for: .writeExports)
    let wait = try Self.wait(request)
    let received = try await body(request)
    let key = try Self.key(request, received.fingerprint)
    let submitted = try await keysInFlight.alone(key, tenant: principal.tenant) {
      try await jobs.submit(
        [try await check(received, tenant: principal.tenant, keeps: true).submission], tenant: principal.tenant,
        owner: principal.name, correlation: request.id.description, key: key)
    }
    guard var job = submitted.jobs.first else { throw HTTPError(.internalServerError, code: "internal", detail: "") }
    if let wait, let later = try await jobs.wait(for: job.id, tenant: principal.tenant, atMost: wait) { job = later }
    var response: Response
    switch job.state {
    case .completed where wait != nil && job.files.count == 1: response = try download(job, format: nil, request)
    case .failed where wait != nil:
      throw HTTPError(
        .unprocessableContent, code: job.error?.code ?? "failed", detail: job.error?.message ?? "The export failed.",
        members: [.init("export", .string(job.id))], fields: ["Location": "/api/v3/exports/\(job.id)"])
    default: response = answer(job, status: .accepted)
    }
    response.fields["Location"] = "/api/v3/exports/\(job.id)"
    response.fields["X-Export-Id"] = job.id
    if submitted.isRepeated { response.fields["Idempotency-Replayed"] = "true" }
    return response
  }

  private func validate(_ request: Request) async throws -> Response {
    let principal = try request.principal(for: .readExports)
    let body = try await body(request)
    var json = JSONWriter()
    do {
      let checked = try await check(body, tenant: principal.tenant, keeps: false)
      json.beginObject()
      json.member("valid", true)
      json.key("warnings")
      json.value(.array(checked.warnings.map(\.json)))
      json.key("errors")
      json.value([])
      if let estimate = try await estimate(checked.submission.specification, tenant: principal.tenant) {
        json.key("estimate")
        json.value(estimate)
      }
    } catch let error as JobError {
      json.beginObject()
      json.member("valid", false)
      json.key("warnings")
      json.value([])
      json.key("errors")
      json.value([error.json])
    }
    json.endObject()
    return .json(json.finish())
  }

  // MARK: Parts of it

  /// `?wait=20s`, or nil.
  private static func wait(_ request: Request) throws -> Duration? {
    guard let text = request.query["wait"] else { return nil }
    guard let span = Moment.span(text), span <= .seconds(300) else {
      throw HTTPError(
        .badRequest, code: "invalid_parameter", detail: "'wait' is a time up to 300s, such as 20s or 500ms.")
    }
    return span
  }

  /// The `Idempotency-Key` of the request, with the fingerprint of all that it asks for.
  static func key(_ request: Request, _ form: SHA256Digest? = nil) throws -> IdempotencyKey? {
    guard var name = request.fields["idempotency-key"] else { return nil }
    if name.count >= 2, name.hasPrefix("\""), name.hasSuffix("\"") { name = String(name.dropFirst().dropLast()) }
    guard (1...255).contains(name.utf8.count), name.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw HTTPError(
        .badRequest, code: "invalid_idempotency_key",
        detail: "An Idempotency-Key has 1 to 255 visible ASCII characters; a UUID is a good one.")
    }
    var hash = SHA256()
    hash.update(Array("\(request.method.rawValue) \(request.path)\n".utf8))
    hash.update(form.map { Array($0.description.utf8) } ?? request.body.bytes ?? [])
    return IdempotencyKey(name: name, fingerprint: hash.digest().description)
  }

  func body(_ request: Request) async throws -> ReceivedExport {
    let type = request.fields["content-type"]?.lowercased() ?? "application/json"
    if type.hasPrefix("multipart/form-data") { return try await ReceivedExport(form: request, limit: bodyLimit) }
    guard type.hasPrefix("application/json") || type.contains("+json") else {
      throw HTTPError(
        .unsupportedMediaType, code: "media_type_unsupported",
        detail: "Send application/json, or multipart/form-data with the content as the part 'file'.")
    }
    do {
      return ReceivedExport(try ExportRequestBody(JSONCursor(JSONValue(parsing: request.body.bytes ?? []))))
    } catch { throw InvalidBody.error(error) }
  }

  func unknownFormat(_ format: String, at pointer: String) -> HTTPError {
    let names = engines.formatNames
    var message = "The format '\(format.prefix(100))' is not written here."
    if let near = NearestName.of(format, among: names) { message += " Did you mean '\(near)'?" }
    message += " There are \(names.joined(separator: ", "))."
    return InvalidBody.value(pointer, "format_unknown", message)
  }
}
