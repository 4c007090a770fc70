internal import JSON

/// What can happen to a job.
public enum JobEvent: Sendable, Hashable {
  case submitted(JobSubmission)
  case started(attempt: Int, worker: String)
  case progress(JobProgress)
  case warning(JobWarning)
  case completed(JobResult)
  case failed(JobError)
  /// It will be tried again at the time.
  case retryScheduled(JobError, runAt: Int64)
  /// Who ran it went away; `counts` unless that was in good order.
  case rescued(reason: String, counts: Bool)
  case cancelled
  case paused
  case resumed
  /// A person asked for another try.
  case retried
  /// Its files were given up.
  case expired

  public var type: String {
    switch self {
    case .submitted: "job_submitted"
    case .started: "job_started"
    case .progress: "progress_updated"
    case .warning: "warning_added"
    case .completed: "job_completed"
    case .failed: "job_failed"
    case .retryScheduled: "job_retry_scheduled"
    case .rescued: "job_rescued"
    case .cancelled: "job_cancelled"
    case .paused: "job_paused"
    case .resumed: "job_resumed"
    case .retried: "job_retried"
    case .expired: "job_expired"
    }
  }

  static let types: Set<String> = [
    "job_submitted", "job_started", "progress_updated", "warning_added", "job_completed", "job_failed",
    "job_retry_scheduled", "job_rescued", "job_cancelled", "job_paused", "job_resumed", "job_retried", "job_expired",
  ]

  var data: String {
    if case .cancelled = self { return "{}" }
    var json = JSONWriter()
    json.beginObject()
    switch self {
    case .submitted(let submission):
      submission.specification.write(to: &json)
      if let runAt = submission.runAt {
        json.key("run_at")
        json.integer(runAt)
      }
      if let batch = submission.batch { json.member("batch", batch) }
      if let item = submission.item { json.member("item", item) }
    case .started(let attempt, let worker):
      json.member("attempt", attempt)
      json.member("worker", worker)
    case .progress(let progress): progress.write(to: &json)
    case .warning(let warning):
      json.key("warning")
      json.value(warning.json)
    case .completed(let result): result.write(to: &json)
    case .failed(let error):
      json.key("error")
      json.value(error.json)
    case .retryScheduled(let error, let runAt):
      json.key("error")
      json.value(error.json)
      json.key("run_at")
      json.integer(runAt)
    case .rescued(let reason, let counts):
      json.member("reason", reason)
      json.member("counts", counts)
    case .cancelled, .paused, .resumed, .retried, .expired: break
    }
    json.endObject()
    return String(decoding: json.finish(), as: UTF8.self)
  }
}
