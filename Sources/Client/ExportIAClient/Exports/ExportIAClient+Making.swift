public import Foundation

extension ExportIAClient {
  /// Hands a content in; returns when it is stored, before it is made.
  ///
  /// Sent with an idempotency key, so a try that was repeated makes nothing twice.
  ///
  /// - Parameters:
  ///   - content: a document as JSON, or text such as Markdown.
  ///   - format: one of ``formats()``, such as `pdf`.
  ///   - contentType: the media type of a text, such as `text/csv`; Markdown unless told.
  ///   - idempotencyKey: a key of your own, so that the same export is made once even if your program starts again.
  public func exportDocument(
    content: AnyJSON, format: String, qualityLevel: QualityLevel = .professional, contentType: String? = nil,
    title: String? = nil, options: AnyJSON? = nil, priority: ExportPriority? = nil, idempotencyKey: String? = nil
  ) async throws -> Export {
    try await export(
      ExportRequest(
        content: content, formats: [format], qualityLevel: qualityLevel, contentType: contentType, title: title,
        options: options, priority: priority), idempotencyKey: idempotencyKey)
  }

  /// The same with everything that a request can say.
  public func export(_ request: ExportRequest, idempotencyKey: String? = nil) async throws -> Export {
    try await caller.value(.post("/api/v3/exports").sending(request.document).once(idempotencyKey))
  }

  /// Hands a file in, which is read while it is sent.
  ///
  /// - Parameters:
  ///   - file: its name's ending says what it is, unless `contentType` does.
  ///   - request: formats and wishes; its content is the file.
  ///   - attachments: the pictures that it shows, known by their names.
  public func exportFile(
    at file: URL, contentType: String? = nil, _ request: ExportRequest, attachments: [URL] = [],
    idempotencyKey: String? = nil
  ) async throws -> Export {
    var members = request
    members.content = nil
    let form = try FormFile(
      of: file, contentType: contentType, request: members.document.bytes(), attachments: attachments)
    defer { form.remove() }
    var call = Call.post("/api/v3/exports").once(idempotencyKey)
    call.fields.append(("Content-Type", form.contentType))
    call.body = .file(form.file)
    return try await caller.value(call)
  }

  /// The same with one format.
  public func exportFile(
    at file: URL, format: String, qualityLevel: QualityLevel = .professional, idempotencyKey: String? = nil
  ) async throws -> Export {
    try await exportFile(
      at: file, ExportRequest(formats: [format], qualityLevel: qualityLevel), idempotencyKey: idempotencyKey)
  }

  /// Checks a request without making anything.
  public func validate(_ request: ExportRequest) async throws -> Validation {
    var call = try Call.post("/validate").sending(request.document)
    // It changes nothing, so it may arrive twice.
    call.isRepeatable = true
    return try await caller.value(call)
  }

  /// Turns a content into a file at once, without a record of it.
  ///
  /// - Parameters:
  ///   - content: the bytes of a text or a document.
  ///   - contentType: their media type, such as `text/markdown`.
  public func convert(
    _ content: Data, _ contentType: String, to format: String, qualityLevel: QualityLevel? = nil
  ) async throws -> Data {
    var call = conversion(contentType, format, qualityLevel)
    call.body = .bytes(content)
    return try await caller.whole(call).body
  }

  /// Turns a file into another at once, without a record of it; neither is held in memory.
  public func convertFile(
    at file: URL, _ contentType: String, to format: String, qualityLevel: QualityLevel? = nil, into target: URL
  ) async throws {
    var call = conversion(contentType, format, qualityLevel)
    call.body = .file(file)
    let download = try PartialFile(for: target)
    defer { download.discard() }
    let answer = try await caller.open(call)
    for try await piece in answer.body { try download.write(piece) }
    try Task.checkCancellation()
    try download.finish()
  }

  private func conversion(_ contentType: String, _ format: String, _ qualityLevel: QualityLevel?) -> Call {
    var query: [(name: String, value: String)] = [("to", format)]
    if let qualityLevel { query.append(("quality_level", qualityLevel.rawValue)) }
    var call = Call.post("/convert", query: query)
    call.fields.append(("Content-Type", contentType))
    call.isRepeatable = true
    return call
  }
}

/// What a check of a request found.
public struct Validation: Sendable, Hashable, Decodable {
  public var valid: Bool
  public var warnings: [ExportWarning]
  /// What would make it fail.
  public var errors: [ExportFailure]
}
