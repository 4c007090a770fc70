/// A job that waits, with what is needed to start it.
struct ReadyJob: Sendable, Hashable {
  var tenant: String
  var id: String
  var version: Int
  var priority: JobPriority
  var format: String
  /// Microseconds since 1970.
  var runAt: Int64
  var attempt: Int
  var rescues: Int
  /// Nil for a large one, which is read when its turn comes.
  var specification: JobSpecification?

  init(_ job: Job) {
    tenant = job.tenant
    id = job.id
    version = job.version
    priority = job.priority
    format = job.specification.formats.first ?? ""
    runAt = job.runAt
    attempt = job.attempt
    rescues = job.rescues
    specification = job.specification
  }
}
