internal import Exports
internal import JSON

/// What a client sends to make an export.
struct ExportRequestBody: Sendable {
  /// Nil lets the format and the content say it.
  var documentType: String?
  var formats: [String]
  var quality: String
  var title: String?
  var outputName: String?
  var options: JSONValue
  var contentType: String?
  /// Nil where a form carries it as a file.
  var content: JSONValue?
  /// Makes the content a template that this fills.
  var data: JSONValue?
  var metadata: JSONValue
  var callback: String?
  var priority: JobPriority
  var runAt: RunTime?
  var timeoutSeconds: Int
  var maxAttempts: Int
  var retentionSeconds: Int

  enum RunTime: Sendable {
    /// Microseconds since 1970.
    case at(Int64)
    case afterSeconds(Double)
  }

  static let qualities = ["basic", "standard", "professional", "premium", "enterprise"]

  init(_ json: JSONCursor, needsContent: Bool = true) throws(JSONError) {
    try json.allow(
      "content", "content_type", "data", "document_type", "format", "formats", "quality_level", "title", "output_name",
      "options", "metadata", "callback_url", "priority", "run_at", "delay_seconds", "timeout_seconds", "max_attempts",
      "retention_seconds")
    documentType = try json["document_type"].ifPresent?.string()
    formats = try Self.formats(json)
    quality = try json["quality_level"].ifPresent?.string() ?? "professional"
    guard Self.qualities.contains(quality) else {
      throw json["quality_level"].failure(
        "expected one of \(Self.qualities.joined(separator: ", ")), not '\(quality.prefix(100))'")
    }
    title = try Self.text(json["title"], most: 1_000)
    outputName = try Self.text(json["output_name"], most: 200)
    options = try Self.object(json["options"])
    metadata = try Self.object(json["metadata"])
    contentType = try Self.text(json["content_type"], most: 200)
    if needsContent || json["content"].ifPresent != nil { content = try json["content"].value() }
    data = nil
    if let data = json["data"].ifPresent { self.data = try Self.data(data) }
    callback = try Self.callback(json["callback_url"])
    let name = try json["priority"].ifPresent?.string() ?? "normal"
    guard let priority = JobPriority(name: name) else {
      throw json["priority"].failure("expected low, normal, high, urgent or critical, not '\(name.prefix(100))'")
    }
    self.priority = priority
    runAt = try Self.runAt(json)
    timeoutSeconds = try json["timeout_seconds"].ifPresent?.integer(in: 1...86_400) ?? 600
    maxAttempts = try json["max_attempts"].ifPresent?.integer(in: 1...20) ?? 3
    retentionSeconds = try json["retention_seconds"].ifPresent?.integer(in: 60...31_536_000) ?? 7 * 86_400
  }

  private static func formats(_ json: JSONCursor) throws(JSONError) -> [String] {
    if let single = json["format"].ifPresent {
      if json["formats"].ifPresent != nil { throw json["formats"].failure("give 'format' or 'formats', not both") }
      return [try single.string()]
    }
    let formats = try json["formats"].ifPresent?.array(of: String.self) ?? []
    guard (1...8).contains(formats.count), Set(formats).count == formats.count else {
      throw json["format"].failure("name the format, or one to eight different ones in 'formats'")
    }
    return formats
  }

  private static func text(_ json: JSONCursor, most: Int) throws(JSONError) -> String? {
    guard let text = try json.ifPresent?.string() else { return nil }
    guard text.utf8.count <= most else { throw json.failure("at most \(most) bytes, not \(text.utf8.count)") }
    return text
  }

  private static func object(_ json: JSONCursor) throws(JSONError) -> JSONValue {
    guard let present = json.ifPresent else { return [:] }
    _ = try present.members()
    let value = try present.value()
    let size = value.bytes().count
    guard size <= 4_096 else { throw json.failure("at most 4,096 bytes as JSON, not \(size)") }
    return value
  }

  /// What fills a template.
  static func data(_ json: JSONCursor) throws(JSONError) -> JSONValue {
    _ = try json.members()
    let value = try json.value()
    let size = value.bytes().count
    guard size <= MergeData.maximumBytes else {
      throw json.failure("at most \(MergeData.maximumBytes) bytes as JSON, not \(size)")
    }
    return value
  }

  private static func callback(_ json: JSONCursor) throws(JSONError) -> String? {
    guard let text = try text(json, most: 2_000) else { return nil }
    guard text.hasPrefix("https://") || text.hasPrefix("http://") else {
      throw json.failure("expected an address that begins with https:// or http://")
    }
    return text
  }

  private static func runAt(_ json: JSONCursor) throws(JSONError) -> RunTime? {
    if let delay = json["delay_seconds"].ifPresent {
      let seconds = try delay.number()
      guard seconds >= 0, seconds <= 366 * 86_400 else { throw delay.failure("expected 0 to 31,622,400 seconds") }
      return .afterSeconds(seconds)
    }
    guard let moment = json["run_at"].ifPresent else { return nil }
    guard let time = Moment.microseconds(try moment.string()) else {
      throw moment.failure("expected a date and time such as 2030-01-31T08:00:00Z")
    }
    return .at(time)
  }
}
