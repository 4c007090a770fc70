/// A job that waits, with what is needed to start it.
struct ReadyJob: Sendable, Hashable {
  var tenant: String
  var id: String
  var version: Int
  var priority: JobPriority
  var format: String
  /// Microseconds since 1970.
  var runAt: Int64
  var createdAt: Int64
  var owner: String?
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
    createdAt = job.createdAt
    owner = job.owner
    attempt = job.attempt
    rescues = job.rescues
    specification = job.specification
  }
}
