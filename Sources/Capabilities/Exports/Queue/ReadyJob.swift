/// A job that waits, with what is needed to start it.
struct ReadyJob: Sendable, Hashable {
  var tenant: String
  var id: String
  var version: Int
  var priority: JobPriority
  var format: String
  /// Microseconds since 1970.
  var runAt: Int64
  /// It failed and waits for another try, which is minutes away at most.
  var isRetry: Bool
  var createdAt: Int64
  var owner: String?
  var attempt: Int
  var rescues: Int
  /// Nil for a large one, which is read when its turn comes.
  var specification: JobSpecification?

  /// Whether it may start. A retry that is said to be far away was planned before the clock was set back.
  func isDue(_ now: Int64) -> Bool {
    runAt <= now || isRetry && runAt > now + RetryPolicy.longest
  }

  init(_ job: Job) {
    tenant = job.tenant
    id = job.id
    version = job.version
    priority = job.priority
    format = job.specification.formats.first ?? ""
    runAt = job.runAt
    isRetry = job.error != nil
    createdAt = job.createdAt
    owner = job.owner
    attempt = job.attempt
    rescues = job.rescues
    specification = job.specification
  }
}
