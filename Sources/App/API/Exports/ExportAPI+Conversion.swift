internal import ByteIO
internal import Exports
internal import HTTPMessage
internal import HTTPServer
internal import Identity
internal import JSON

extension ExportAPI {
  /// `POST /convert?to=html`: a content in, a file out, no job and no record.
  func addConversion(to router: inout Router) {
    let options = RouteOptions(body: .collected(limit: bodyLimit), timeLimitMilliseconds: 330_000)
    router.post("/convert", options: options, ExportDescriptions.convert) { request async throws in
      try await convert(request)
    }
  }

  private func convert(_ request: Request) async throws -> Response {
    _ = try request.principal(for: .writeExports)
    guard let name = request.query["to"] else {
      throw HTTPError(
        .badRequest, code: "format_missing", detail: "Say what to write: /convert?to=html. GET /formats lists it all.")
    }
    let types = engines.documentTypes(of: name)
    guard !types.isEmpty else { throw unknownFormat(name, at: "/to") }
    let type = request.fields["content-type"]?.lowercased() ?? "text/markdown"
    let bytes: [UInt8]
    let contentType: String
    if type.hasPrefix("multipart/form-data") {
      let form = try FormReader(request)
      guard let part = try await form.nextPart() else {
        throw HTTPError(.badRequest, code: "file_missing", detail: "The form has no part with a file.")
      }
      bytes = try await part.collect(upTo: bodyLimit)
      contentType = ExportForm.type(part)
    } else {
      bytes = request.body.bytes ?? []
      contentType = type
    }
    let isTable = MediaTypes.isTable(contentType) && types.contains("table")
    let documentType = request.query["document_type"] ?? (isTable ? "table" : types[0])
    guard let offer = engines.offer(name, from: documentType) else {
      throw InvalidBody.value(
        "/document_type", "document_type_unknown", "'\(name)' is written from \(types.joined(separator: ", ")).")
    }
    let (engine, format) = (offer.engine, offer.format)
    var wanted = RenderRequest(
      format: name, documentType: documentType, quality: request.query["quality_level"] ?? "professional",
      title: request.query["title"], options: try options(request, engine), contentType: contentType, content: bytes)
    // In a header: addresses are written to logs.
    wanted.password = request.fields["x-file-password"]
    if wanted.password != nil, engine.options?.contains("sign") == false {
      throw HTTPError(
        .unprocessableContent, code: "security_refused",
        detail: "A file in '\(name)' can be neither signed nor encrypted here. Write a PDF.")
    }
    let ready = wanted
    let checkpoint = Checkpoint(timeoutSeconds: 300)
    let file: [UInt8]
    do {
      file = try await pool.run {
        _ = try engine.check(ready)
        let sink = MemorySink()
        _ = try engine.render(ready, into: sink, checkpoint)
        return sink.bytes
      }
    } catch let error as JobError where error.option != nil {
      var located = error
      located.pointer = error.option.map { "/" + $0 }
      throw located
    } catch RenderStopped.timedOut {
      throw HTTPError(
        .serviceUnavailable, code: "timeout",
        detail: "The file was not ready after 300 seconds. Make an export of it, which may take longer.")
    }
    var response = Response.bytes(file, type: format.mediaType)
    response.fields["Content-Disposition"] = ContentDisposition.attachment("\(documentType).\(format.fileExtension)")
    response.fields["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
  }

  /// The parameters that are no members of the request are options; one that comes several times is an array.
  private func options(_ request: Request, _ engine: any ExportEngine) throws -> JSONValue {
    var options: [JSONValue.Member] = []
    for (name, _) in request.query.pairs where !["to", "document_type", "quality_level", "title"].contains(name) {
      if let known = engine.options, !known.contains(name) { throw unknownOption(name, among: known, at: "/" + name) }
      guard !options.contains(where: { $0.key == name }) else { continue }
      let values = request.query.values(of: name)
      options.append(.init(name, values.count == 1 ? .string(values[0]) : .array(values.map { .string($0) })))
    }
    return .object(options)
  }
}
