internal import JSON

/// What the event that ends a job says about it beside the outcome, so that figures need nothing but the events.
struct JobEnding: Sendable, Hashable {
  var format: String
  var documentType: String
  var owner: String?
  /// Microseconds between the time from which it could start and its start; nil when it never started.
  var waited: Int64?
  /// Microseconds from its last start to its end.
  var ran: Int64?

  /// Where a running job came from.
  struct Origin: Sendable, Hashable {
    var owner: String?
    var readyAt: Int64
    var startedAt: Int64
  }

  init(_ specification: JobSpecification, _ origin: Origin, at time: Int64) {
    format = specification.formats.first ?? ""
    documentType = specification.documentType
    owner = origin.owner
    // A clock that was set back in between makes no negative time.
    waited = max(0, origin.startedAt - origin.readyAt)
    ran = max(0, time - origin.startedAt)
  }

  init(_ job: Job, at time: Int64) {
    format = job.specification.formats.first ?? ""
    documentType = job.specification.documentType
    owner = job.owner
    waited = job.startedAt.map { max(0, $0 - max(job.createdAt, job.runAt)) }
    ran = job.startedAt.map { max(0, time - $0) }
  }

  /// The data of an event with this as its member `of`.
  func added(to data: String) -> String {
    var json = JSONWriter()
    json.beginObject()
    json.member("format", format)
    json.member("document_type", documentType)
    if let owner { json.member("owner", owner) }
    if let waited {
      json.key("waited")
      json.integer(waited)
    }
    if let ran {
      json.key("ran")
      json.integer(ran)
    }
    json.endObject()
    let own = String(decoding: json.finish(), as: UTF8.self)
    return data == "{}" ? "{\"of\":\(own)}" : "\(data.dropLast()),\"of\":\(own)}"
  }

  /// Nil for an event that ends nothing.
  init?(_ data: JSONValue) {
    guard let own = data["of"], let format = own["format"]?.string else { return nil }
    self.format = format
    documentType = own["document_type"]?.string ?? ""
    owner = own["owner"]?.string
    waited = own["waited"]?.integer.map { Int64($0) }
    ran = own["ran"]?.integer.map { Int64($0) }
  }
}
