internal import ByteIO
internal import JSON

/// The form in the event of the submission, and in the job's row.
extension JobSpecification {
  func write(to json: inout JSONWriter) {
    json.member("document_type", documentType)
    json.key("formats")
    json.beginArray()
    for format in formats { json.string(format) }
    json.endArray()
    json.member("quality_level", quality)
    if let title { json.member("title", title) }
    if let outputName { json.member("output_name", outputName) }
    if options != [:] {
      json.key("options")
      json.value(options)
    }
    json.member("content_type", contentType)
    switch content {
    case .text(let text): json.member("content", text)
    case .stored(let hash, let size):
      json.member("content_hash", hash.description)
      json.member("content_size", size)
    }
    if !attachments.isEmpty {
      json.key("attachments")
      json.beginArray()
      for attachment in attachments { attachment.write(to: &json) }
      json.endArray()
    }
    if let data {
      json.key("data")
      json.value(data.values)
      json.member("number", data.number)
    }
    if metadata != [:] {
      json.key("metadata")
      json.value(metadata)
    }
    if let callback { json.member("callback_url", callback) }
    json.member("priority", priority.rawValue)
    json.member("timeout", timeoutSeconds)
    json.member("max_attempts", maxAttempts)
    json.member("retention", retentionSeconds)
    json.member("source", contentHash)
  }

  init(_ data: JSONValue) throws(JSONError) {
    let json = JSONCursor(data)
    documentType = try json["document_type"].string()
    formats = try json["formats"].array(of: String.self)
    quality = try json["quality_level"].string()
    title = data["title"]?.string
    outputName = data["output_name"]?.string
    options = data["options"] ?? [:]
    contentType = try json["content_type"].string()
    if let text = data["content"]?.string {
      content = .text(text)
    } else {
      guard let hash = SHA256Digest(hexadecimal: try json["content_hash"].string()) else {
        throw json["content_hash"].failure("expected a SHA-256")
      }
      content = .stored(hash, size: try json["content_size"].integer())
    }
    attachments = []
    if let list = json["attachments"].ifPresent {
      for element in try list.elements() { attachments.append(try JobAttachment(element)) }
    }
    self.data = data["data"].map { MergeData(number: data["number"]?.integer ?? 1, values: $0) }
    metadata = data["metadata"] ?? [:]
    callback = data["callback_url"]?.string
    priority = JobPriority(rawValue: try json["priority"].integer()) ?? .normal
    timeoutSeconds = try json["timeout"].integer()
    maxAttempts = try json["max_attempts"].integer()
    retentionSeconds = try json["retention"].integer()
    contentHash = try json["source"].string()
  }
}
