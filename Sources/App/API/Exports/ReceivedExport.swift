internal import ByteIO
internal import HTTPServer
internal import JSON

/// An export as it was handed in, by JSON or by a form.
struct ReceivedExport: Sendable {
  var body: ExportRequestBody
  /// The file of a form.
  private var file: ExportForm.File?
  private(set) var attachments: [ExportForm.File] = []
  /// Of a form: what it says, for an idempotency key.
  private(set) var fingerprint: SHA256Digest?

  init(_ body: ExportRequestBody) {
    self.body = body
  }

  /// With the part `file` as the content.
  init(form request: Request, limit: Int) async throws {
    let form = try await ExportForm(request, files: ["file"], limit: limit)
    try self.init(form.members, file: form.files["file"], form.attachments)
    fingerprint = form.fingerprint
  }

  init(_ members: [JSONValue.Member], file: ExportForm.File?, _ attachments: [ExportForm.File]) throws {
    do {
      body = try ExportRequestBody(JSONCursor(.object(members)), needsContent: file == nil)
    } catch { throw InvalidBody.error(error) }
    self.file = file
    self.attachments = attachments
  }

  /// The name of its file without the ending.
  var fileName: String? { file?.base }

  struct Content: Sendable {
    let bytes: [UInt8]
    let type: String
  }

  var content: Content {
    if let file { return Content(bytes: file.bytes, type: body.contentType ?? file.type) }
    switch body.content {
    case .string(let text)?: return Content(bytes: Array(text.utf8), type: body.contentType ?? "text/markdown")
    case let value?: return Content(bytes: value.bytes(), type: body.contentType ?? "application/json")
    case nil: return Content(bytes: [], type: "text/plain")
    }
  }
}
