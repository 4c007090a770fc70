internal import ByteIO
internal import Exports
internal import JSON

/// A job as clients see it.
struct JobDocument {
  let job: Job
  /// Microseconds since 1970.
  let now: Int64

  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("id", job.id)
    json.member("task_id", job.id)
    json.member("status", job.state.rawValue)
    json.member("document_type", job.specification.documentType)
    json.member("format", job.specification.formats.first ?? "")
    json.key("formats")
    json.beginArray()
    for format in job.specification.formats { json.string(format) }
    json.endArray()
    json.member("quality_level", job.specification.quality)
    if let title = job.specification.title { json.member("title", title) }
    json.member("priority", job.priority.name)
    json.key("progress")
    json.number(job.progress)
    if let step = job.step { json.member("current_step", step) }
    if let done = job.stepsDone { json.member("steps_done", done) }
    if let total = job.stepsTotal { json.member("steps_total", total) }
    writeTimes(to: &json)
    json.member("attempts", job.attempt)
    json.member("max_attempts", job.specification.maxAttempts)
    json.member("warnings_count", job.warnings)
    if let error = job.error {
      json.key("error")
      json.value(error.json)
    }
    if case .object(let report) = job.report {
      for member in report {
        json.key(member.key)
        json.value(member.value)
      }
    }
    json.member("cached", job.isCached)
    writeFiles(to: &json)
    if let owner = job.owner { json.member("owner", owner) }
    if let batch = job.batch { json.member("batch", batch) }
    if let item = job.item { json.member("item", item) }
    if let callback = job.specification.callback { json.member("callback_url", callback) }
    json.key("metadata")
    json.value(job.specification.metadata)
    json.member("version", job.version)
    writeLinks(to: &json)
    json.endObject()
  }

  private func writeTimes(to json: inout JSONWriter) {
    json.member("created_at", Moment.text(job.createdAt))
    json.member("run_at", Moment.text(max(job.runAt, job.createdAt)))
    if let time = job.startedAt { json.member("started_at", Moment.text(time)) }
    if let time = job.finishedAt { json.member("completed_at", Moment.text(time)) }
    json.member("updated_at", Moment.text(job.updatedAt))
    if let time = job.expiresAt { json.member("expires_at", Moment.text(time)) }
    guard let started = job.startedAt else { return }
    json.member("queue_ms", Int(max(0, started - job.createdAt) / 1_000))
    if let finished = job.finishedAt { json.member("duration_ms", Int(max(0, finished - started) / 1_000)) }
    if job.state == .running, job.progress > 0.02 {
      let rest = Double(now - started) * (1 - job.progress) / job.progress
      json.member("estimated_end", Moment.text(now + Int64(max(0, min(rest, 1e14)))))
    }
  }

  private func writeFiles(to json: inout JSONWriter) {
    guard let first = job.files.first else { return }
    json.member("file_size", job.size)
    json.member("file_hash", first.hash)
    json.key("files")
    json.beginArray()
    for file in job.files {
      json.beginObject()
      json.member("format", file.format)
      json.member("name", file.name)
      json.member("media_type", file.mediaType)
      json.member("size", file.size)
      json.member("hash", file.hash)
      json.member("url", "/api/v3/exports/\(job.id)/download?format=\(file.format)")
      json.endObject()
    }
    json.endArray()
  }

  private func writeLinks(to json: inout JSONWriter) {
    json.key("links")
    json.beginObject()
    json.member("self", "/api/v3/exports/\(job.id)")
    json.member("events", "/api/v3/exports/\(job.id)/events")
    json.member("history", "/api/v3/exports/\(job.id)/history")
    if !job.files.isEmpty { json.member("download", "/api/v3/exports/\(job.id)/download") }
    json.endObject()
  }

  func bytes() -> [UInt8] {
    var json = JSONWriter()
    write(to: &json)
    return json.finish()
  }
}
