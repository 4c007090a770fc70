internal import HTTPMessage
internal import HTTPServer
internal import JSON

/// An export as it was handed in, by JSON or by a form.
struct ReceivedExport {
  var body: ExportRequestBody
  /// The file of a form.
  private var file: (bytes: [UInt8], type: String)?
  /// Its name without the ending.
  private(set) var fileName: String?

  init(_ body: ExportRequestBody) {
    self.body = body
  }

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

  /// The part `file` is the content, `request` a JSON object of the other members; each of them can also be a part of
  /// its own, so that `curl -F file=@report.md -F format=pdf` is enough.
  init(form request: Request, limit: Int) async throws {
    let form = try FormReader(request)
    var members: [JSONValue.Member] = []
    var file: (bytes: [UInt8], type: String)?
    var name: String?
    while let part = try await form.nextPart() {
      switch part.name {
      case "file":
        guard file == nil else {
          throw InvalidBody.value("/file", "file_twice", "The form has two parts 'file'. Send one export for each.")
        }
        file = (try await part.collect(upTo: limit), Self.type(part))
        name = part.filename.map { String($0.prefix { $0 != "." }) }
      case "request":
        do {
          guard case .object(let own) = try JSONValue(parsing: try await part.collect()) else {
            throw InvalidBody.value("", "invalid_request", "The part 'request' is a JSON object.")
          }
          members += own
        } catch let error as JSONError { throw InvalidBody.error(error) }
      default: members.append(.init(part.name, Self.value(part.name, try await part.text())))
      }
    }
    do {
      body = try ExportRequestBody(JSONCursor(.object(members)), needsContent: file == nil)
    } catch { throw InvalidBody.error(error) }
    self.file = file
    fileName = name?.isEmpty == false ? name : nil
  }

  /// Members that are no text are written as JSON.
  private static func value(_ name: String, _ text: String) -> JSONValue {
    switch name {
    case "options", "metadata", "formats", "delay_seconds", "timeout_seconds", "max_attempts", "retention_seconds":
      (try? JSONValue(parsing: text)) ?? .string(text)
    default: .string(text)
    }
  }

  static func type(_ part: FormReader.Part) -> String {
    let given = part.contentType?.lowercased()
    if let given, given != "application/octet-stream" { return given }
    let ending = part.filename?.split(separator: ".").last?.lowercased() ?? ""
    return MediaTypes.ofEnding[ending] ?? "application/octet-stream"
  }
}

/// Media types of files that come without one.
enum MediaTypes {
  static let areTables: Set<String> = [
    "text/csv", "text/tab-separated-values", "application/x-ndjson", "application/vnd.apache.parquet",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ]

  static let ofEnding = [
    "md": "text/markdown", "markdown": "text/markdown", "html": "text/html", "htm": "text/html",
    "txt": "text/plain", "json": "application/json", "csv": "text/csv", "tsv": "text/tab-separated-values",
    "xml": "application/xml", "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ]
}
