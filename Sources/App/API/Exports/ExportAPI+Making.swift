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
    let submission = try await submission(request, tenant: principal.tenant)
    let submitted = try await jobs.submit(
      [submission], tenant: principal.tenant, owner: principal.name, correlation: request.id.description,
      key: try Self.key(request))
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
  static func key(_ request: Request) throws -> IdempotencyKey? {
    guard var name = request.fields["idempotency-key"] else { return nil }
    if name.count >= 2, name.hasPrefix("\""), name.hasSuffix("\"") { name = String(name.dropFirst().dropLast()) }
    guard (1...255).contains(name.utf8.count), name.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw HTTPError(
        .badRequest, code: "invalid_idempotency_key",
        detail: "An Idempotency-Key has 1 to 255 visible ASCII characters; a UUID is a good one.")
    }
    var hash = SHA256()
    hash.update(Array("\(request.method.rawValue) \(request.path)\n".utf8))
    hash.update(request.body.bytes ?? [])
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

  private func submission(_ request: Request, tenant: String) async throws -> JobSubmission {
    try await check(try await body(request), tenant: tenant, keeps: true).submission
  }

  struct Checked {
    var submission: JobSubmission
    var warnings: [JobWarning]
  }

  /// Finds everything that is wrong before something is queued, and stores what is large.
  func check(_ received: ReceivedExport, tenant: String, keeps: Bool, at place: String = "") async throws -> Checked {
    let body = received.body
    let documentType = try documentType(received, at: place)
    let content = received.content
    let (bytes, type) = (content.bytes, content.type)
    let warnings: [JobWarning]
    if bytes.count <= 4_096 {
      warnings = try inspect(body, documentType, bytes, type, at: place)
    } else {
      warnings = try await pool.run { try inspect(body, documentType, bytes, type, at: place) }
    }
    let kept: JobContent
    if bytes.count <= JobContent.maximumInlineBytes, !bytes.contains(0),
      let text = String(validating: bytes, as: UTF8.self)
    {
      kept = .text(text)
    } else if keeps {
      let vault = vault
      kept = try await pool.run {
        let writer = try vault.writer()
        try writer.write(bytes)
        let sealed = try writer.seal()
        return .stored(sealed.hash, size: sealed.size)
      }
    } else {
      kept = .stored(SHA256.of(bytes), size: bytes.count)
    }
    let runAt: Int64? =
      switch body.runAt {
      case nil: nil
      case .at(let time): time
      case .afterSeconds(let seconds): jobs.clock.now() + Int64(seconds * 1_000_000)
      }
    let specification = JobSpecification(
      documentType: documentType, formats: body.formats, quality: body.quality, title: body.title,
      outputName: body.outputName ?? received.fileName, options: body.options, contentType: type, content: kept,
      metadata: body.metadata, callback: body.callback, priority: body.priority, timeoutSeconds: body.timeoutSeconds,
      maxAttempts: body.maxAttempts, retentionSeconds: body.retentionSeconds, engineVersion: engines.version)
    return Checked(submission: JobSubmission(specification, runAt: runAt), warnings: warnings)
  }

  /// The type that was named, or the one that the content and the format suggest.
  private func documentType(_ received: ReceivedExport, at place: String) throws -> String {
    let body = received.body
    var types: [String]?
    for (index, format) in body.formats.enumerated() {
      let known = engines.documentTypes(of: format)
      guard !known.isEmpty else {
        throw unknownFormat(format, at: place + (body.formats.count > 1 ? "/formats/\(index)" : "/format"))
      }
      types = types.map { $0.filter(known.contains) } ?? known
      if let wanted = body.documentType, !known.contains(wanted) {
        var message = "'\(format)' is not written from '\(wanted.prefix(100))'."
        if let near = NearestName.of(wanted, among: known) { message += " Did you mean '\(near)'?" }
        throw InvalidBody.value(
          place + "/document_type", "document_type_unknown",
          message + " There are \(known.joined(separator: ", ")).")
      }
    }
    if let wanted = body.documentType { return wanted }
    if MediaTypes.areTables.contains(received.content.type), types?.contains("table") == true { return "table" }
    guard let first = types?.first else {
      throw InvalidBody.value(
        place + "/formats", "formats_apart",
        "These formats are not written from one kind of document. Make an export for each.")
    }
    return first
  }

  private func inspect(
    _ body: ExportRequestBody, _ documentType: String, _ bytes: [UInt8], _ type: String, at place: String
  ) throws -> [JobWarning] {
    var warnings: [JobWarning] = []
    for format in body.formats {
      guard let engine = engines.offer(format, from: documentType)?.engine else { continue }
      do {
        warnings += try engine.check(
          RenderRequest(
            format: format, documentType: documentType, quality: body.quality, title: body.title,
            options: body.options, contentType: type, content: bytes))
      } catch {
        var located = error
        located.pointer = place + "/content" + (error.pointer ?? "")
        throw located
      }
    }
    return warnings
  }

  func unknownFormat(_ format: String, at pointer: String) -> HTTPError {
    let names = engines.formatNames
    var message = "The format '\(format.prefix(100))' is not written here."
    if let near = NearestName.of(format, among: names) { message += " Did you mean '\(near)'?" }
    message += " There are \(names.joined(separator: ", "))."
    return InvalidBody.value(pointer, "format_unknown", message)
  }
}
