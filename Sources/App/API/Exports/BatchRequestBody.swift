internal import ByteIO
internal import Exports
internal import HTTPServer
internal import JSON

/// What a client sends to make a batch: exports one by one, or one template and the rows that fill it.
struct BatchRequestBody: Sendable {
  var name: String?
  var source: Source
  /// Of a form: what it says, for an idempotency key.
  private(set) var fingerprint: SHA256Digest?

  enum Source: Sendable {
    case items([ReceivedExport])
    case merge(template: ReceivedExport, Rows, groupBy: String?)
  }

  enum Rows: Sendable {
    case values([JSONValue])
    case table([UInt8], type: String)
  }

  init(_ json: JSONCursor) throws(JSONError) {
    try json.allow("name", "items", "template", "rows", "rows_type", "group_by")
    name = try json["name"].ifPresent?.string()
    guard let template = json["template"].ifPresent else {
      for member in ["rows", "rows_type", "group_by"] where json[member].ifPresent != nil {
        throw json[member].failure("it goes with 'template', which is missing")
      }
      let items = try json["items"].elements()
      try Self.check(items.count, json["items"])
      var received: [ReceivedExport] = []
      received.reserveCapacity(items.count)
      for item in items { received.append(ReceivedExport(try ExportRequestBody(item))) }
      source = .items(received)
      return
    }
    if json["items"].ifPresent != nil { throw json["items"].failure("give 'items' or 'template', not both") }
    let body = try ExportRequestBody(template)
    guard body.data == nil else { throw template["data"].failure("the rows are the data") }
    source = .merge(
      template: ReceivedExport(body), try Self.rows(json), groupBy: try json["group_by"].ifPresent?.string())
  }

  private static func rows(_ json: JSONCursor) throws(JSONError) -> Rows {
    if let text = try? json["rows"].string() {
      return .table(Array(text.utf8), type: try json["rows_type"].ifPresent?.string() ?? "text/csv")
    }
    if json["group_by"].ifPresent != nil {
      throw json["group_by"].failure("rows are grouped where they are a table; these are objects already")
    }
    let rows = try json["rows"].elements()
    try check(rows.count, json["rows"])
    var values: [JSONValue] = []
    values.reserveCapacity(rows.count)
    for row in rows { values.append(try ExportRequestBody.data(row)) }
    return .values(values)
  }

  private static func check(_ count: Int, _ json: JSONCursor) throws(JSONError) {
    guard (1...JobStore.maximumBatch).contains(count) else {
      throw json.failure("a batch has 1 to \(JobStore.maximumBatch) items, not \(count)")
    }
  }

  /// With the parts `template` and `rows`, as `curl -F template=@letter.md -F rows=@people.csv -F format=pdf`.
  init(form request: Request, limit: Int) async throws {
    var form = try await ExportForm(request, files: ["template", "rows"], limit: limit)
    fingerprint = form.fingerprint
    guard let template = form.files["template"], let rows = form.files["rows"] else {
      let missing = form.files["template"] == nil ? "template" : "rows"
      throw InvalidBody.value(
        "/\(missing)", "file_missing",
        "The form has no part '\(missing)'. Send the template as 'template' and the table of its rows as 'rows'.")
    }
    name = form.take("name")?.string
    let column = form.take("group_by")?.string
    source = .merge(
      template: try ReceivedExport(form.members, file: template, form.attachments), .table(rows.bytes, type: rows.type),
      groupBy: column)
  }
}
