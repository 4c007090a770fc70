internal import Archives
internal import ByteIO
internal import Exports
internal import HTTPMessage
internal import HTTPServer
internal import Identity
internal import JSON

extension ExportAPI {
  func addBatches(to router: inout Router) {
    let options = RouteOptions(body: .collected(limit: bodyLimit), timeLimitMilliseconds: 120_000)
    router.post("/api/v3/batches", options: options, ExportDescriptions.createBatch) { request async throws in
      try await makeBatch(request)
    }
    router.get("/api/v3/batches/{id}", ExportDescriptions.batch) { request async throws in
      let (batch, _) = try await batch(request, .readExports)
      return try await answer(batch, items: request.query["items"] != "false")
    }
    for command in [JobCommand.pause, .resume, .cancel, .retry] {
      router.post("/api/v3/batches/{id}/\(command.rawValue)", ExportDescriptions.changeBatch(command)) {
        request async throws in
        let (batch, principal) = try await batch(request, .writeExports)
        let changed = try await jobs.changeBatch(
          batch.id, command, tenant: principal.tenant, actor: principal.name)
        return try await answer(changed, items: false)
      }
    }
    router.get(
      "/api/v3/batches/{id}/download", options: RouteOptions(timeLimitMilliseconds: nil),
      ExportDescriptions.downloadBatch
    ) { request async throws in try await archive(request) }
  }

  private func batch(_ request: Request, _ scope: Scope) async throws -> (Batch, Principal) {
    let principal = try request.principal(for: scope)
    let id = try request.parameter("id", as: String.self)
    guard let batch = try await jobs.findBatch(id, tenant: principal.tenant) else { throw NoSuchBatch(id: id) }
    if scope == .writeExports, batch.owner != principal.name, !principal.may(.manageExports) {
      throw HTTPError(
        .forbidden, code: "not_the_owner",
        detail: "The batch belongs to somebody else. Its owner or an operator can change it.")
    }
    return (batch, principal)
  }

  private func makeBatch(_ request: Request) async throws -> Response {
    let principal = try request.principal(for: .writeExports)
    let body = try await batchBody(request)
    let key = try Self.key(request, body.fingerprint)
    let (batch, submitted) = try await keysInFlight.alone(key, tenant: principal.tenant) {
      let submissions =
        switch body.source {
        case .items(let items): try await check(items)
        case .merge(let template, let rows, let column): try await check(template, rows: rows, groupBy: column)
        }
      return try await jobs.submitBatch(
        submissions, name: body.name, tenant: principal.tenant, owner: principal.name,
        correlation: request.id.description, key: key)
    }
    var json = JSONWriter(reserving: 256 + 48 * submitted.jobs.count)
    json.beginObject()
    write(batch, to: &json)
    if !submitted.isRepeated {
      json.key("exports")
      json.beginArray()
      for job in submitted.jobs { json.string(job.id) }
      json.endArray()
    }
    json.endObject()
    var response = Response.json(json.finish(), status: .accepted)
    response.fields["Location"] = "/api/v3/batches/\(batch.id)"
    if submitted.isRepeated { response.fields["Idempotency-Replayed"] = "true" }
    return response
  }

  private func batchBody(_ request: Request) async throws -> BatchRequestBody {
    if request.fields["content-type"]?.lowercased().hasPrefix("multipart/form-data") == true {
      return try await BatchRequestBody(form: request, limit: bodyLimit)
    }
    do throws(JSONError) {
      return try BatchRequestBody(JSONCursor(try JSONValue(parsing: request.body.bytes ?? [])))
    } catch { throw InvalidBody.error(error) }
  }

  private func answer(_ batch: Batch, items: Bool) async throws -> Response {
    let now = jobs.clock.now()
    let list = items ? try await jobs.jobs(ofBatch: batch.id, tenant: batch.tenant) : []
    var json = JSONWriter(reserving: 512 + list.count * 800)
    json.beginObject()
    write(batch, to: &json)
    if items {
      json.key("items")
      json.beginArray()
      for job in list { JobDocument(job: job, now: now).write(to: &json) }
      json.endArray()
    }
    json.endObject()
    return .fresh(json.finish())
  }

  private func write(_ batch: Batch, to json: inout JSONWriter) {
    json.member("id", batch.id)
    if let name = batch.name { json.member("name", name) }
    if let owner = batch.owner { json.member("owner", owner) }
    json.member("status", batch.state.rawValue)
    json.key("progress")
    json.number(batch.progress)
    json.member("count", batch.count)
    json.member("created_at", Moment.text(batch.createdAt))
    json.key("states")
    json.beginObject()
    for state in JobState.allCases {
      json.key(state.rawValue)
      json.integer(batch.states[state] ?? 0)
    }
    json.endObject()
  }

  /// One ZIP of all files, made while it is sent. Files that are compressed already are stored.
  private func archive(_ request: Request) async throws -> Response {
    let (batch, principal) = try await batch(request, .readExports)
    let list = try await jobs.jobs(ofBatch: batch.id, tenant: principal.tenant)
    var entries: [(name: String, path: String)] = []
    for job in list {
      for file in job.files {
        guard let hash = SHA256Digest(hexadecimal: file.hash), let path = vault.path(of: hash) else { continue }
        let number = String(job.item ?? 0)
        entries.append((String(repeating: "0", count: max(0, 4 - number.count)) + number + "-" + file.name, path))
      }
    }
    guard !entries.isEmpty else {
      throw HTTPError(.conflict, code: "batch_has_no_file", detail: "No export of the batch has a file yet.")
    }
    let (pool, files) = (pool, entries)
    var response = Response.stream(type: "application/zip") { writer in
      let sink = Exclusive(writer.blockingSink())
      try await pool.run {
        let archive = ZIPWriter(to: sink.sink)
        for file in files {
          let open = try OpenFile(path: file.path)
          let entry = try archive.entry(file.name)
          var offset = 0
          while offset < open.size {
            let bytes = try open.read(at: offset, count: min(65_536, open.size - offset))
            if bytes.isEmpty { break }
            try entry.write(bytes)
            offset += bytes.count
          }
          try entry.finish()
        }
        try archive.finish()
        try sink.sink.finish()
      }
    }
    response.fields["Content-Disposition"] = ContentDisposition.attachment("\(batch.name ?? "exports").zip")
    response.mayCompress = false
    return response
  }

  /// Hands a sink to one thread of the pool. Safe: only that thread touches it from then on.
  private struct Exclusive: @unchecked Sendable {
    let sink: any ByteSink

    init(_ sink: any ByteSink) { self.sink = sink }
  }
}
