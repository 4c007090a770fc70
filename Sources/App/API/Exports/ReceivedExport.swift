internal import ByteIO
internal import HTTPServer
internal import JSON

/// An export as it was handed in, by JSON or by a form.
struct ReceivedExport: Sendable {
  let body: ExportRequestBody
  /// What is to be exported, as bytes.
  let content: Content
  /// The name of the form's file without its ending.
  let fileName: String?
  let attachments: [ExportForm.File]
  /// Of a form: what it says, for an idempotency key.
  private(set) var fingerprint: SHA256Digest?

  struct Content: Sendable {
    let bytes: [UInt8]
    let type: String
  }

  init(_ body: ExportRequestBody) {
    self.init(body, file: nil, [])
  }

  /// With the part `file` as the content.
  init(form request: Request, limit: Int) async throws {
    let form = try await ExportForm(request, files: ["file"], limit: limit)
    try self.init(form.members, file: form.files["file"], form.attachments)
    fingerprint = form.fingerprint
  }

  init(_ members: [JSONValue.Member], file: ExportForm.File?, _ attachments: [ExportForm.File]) throws {
    let body: ExportRequestBody
    do {
      body = try ExportRequestBody(JSONCursor(.object(members)), needsContent: file == nil)
    } catch { throw InvalidBody.error(error) }
    self.init(body, file: file, attachments)
  }

  private init(_ body: ExportRequestBody, file: ExportForm.File?, _ attachments: [ExportForm.File]) {
    content = file.map { Content(bytes: $0.bytes, type: body.contentType ?? $0.type) } ?? Self.content(of: body)
    fileName = file?.base
    self.attachments = attachments
    // It may be large, and is held above.
    var rest = body
    rest.content = nil
    self.body = rest
  }

  private static func content(of body: ExportRequestBody) -> Content {
    switch body.content {
    case .string(let text)?: Content(bytes: Array(text.utf8), type: body.contentType ?? "text/markdown")
    case let value?: Content(bytes: value.bytes(), type: body.contentType ?? "application/json")
    case nil: Content(bytes: [], type: "text/plain")
    }
  }
}
