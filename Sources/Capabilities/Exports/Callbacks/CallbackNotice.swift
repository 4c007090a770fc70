internal import ByteIO
internal import Database
internal import JSON

/// The message that a job came to its end, stored in the transaction that ends it, so that none is lost.
struct CallbackNotice {
  /// Nothing where the job names no address.
  static func statements(
    _ event: JobEvent, id: String, tenant: String, job: String, _ specification: JobSpecification, time: Int64
  ) -> [Statement] {
    guard let url = specification.callback, let type = type(of: event) else { return [] }
    let body = body(event, type, job, specification, time)
    return [
      Statement(
        """
        insert into callback_delivery (tenant, id, job, url, type, body, state, attempt, next_at, created_at)
        values ($1, $2, $3, $4, $5, $6, 'waiting', 0, $7, $7)
        """,
        [.text(tenant), .text(id), .text(job), .text(url), .text(type), .text(body), .integer(time)])
    ]
  }

  private static func type(of event: JobEvent) -> String? {
    switch event {
    case .completed: "export.completed"
    case .failed: "export.failed"
    case .cancelled: "export.cancelled"
    default: nil
    }
  }

  private static func body(
    _ event: JobEvent, _ type: String, _ job: String, _ specification: JobSpecification, _ time: Int64
  ) -> String {
    var json = JSONWriter()
    json.beginObject()
    json.member("type", type)
    json.member("timestamp", Timestamp(microseconds: time).rfc3339())
    json.key("data")
    json.beginObject()
    json.member("id", job)
    json.member("document_type", specification.documentType)
    if let title = specification.title { json.member("title", title) }
    switch event {
    case .completed(let result):
      json.member("status", "completed")
      json.key("files")
      json.beginArray()
      for file in result.files { json.value(file.json) }
      json.endArray()
      json.member("warnings_count", result.warnings.count)
      json.member("cached", result.isCached)
      if let end = result.expiresAt { json.member("expires_at", Timestamp(microseconds: end).rfc3339()) }
      json.member("download", "/api/v3/exports/\(job)/download")
    case .failed(let error):
      json.member("status", "failed")
      json.key("error")
      json.value(error.json)
    default: json.member("status", "cancelled")
    }
    json.key("metadata")
    json.value(specification.metadata)
    json.endObject()
    json.endObject()
    return String(decoding: json.finish(), as: UTF8.self)
  }
}
