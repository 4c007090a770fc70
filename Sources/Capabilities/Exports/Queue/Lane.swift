/// The waiting jobs of one tenant at one priority, in the order of their making.
///
/// Only the first of a long line are in memory; the others are read from the database when their turn comes near.
struct Lane {
  struct Key: Hashable {
    var tenant: String
    var priority: JobPriority
  }

  private(set) var jobs: [ReadyJob] = []
  private var first = 0
  /// The database holds jobs behind this identifier that are not here.
  private(set) var continuesAfter: String?
  private(set) var isLoading = false
  /// Jobs were left out while more were read.
  private var missedWhileLoading = false

  static let capacity = 4_096
  static let refillBelow = 1_024

  var count: Int { jobs.count - first }
  var isEmpty: Bool { count == 0 }
  var wantsMore: Bool { continuesAfter != nil && !isLoading && count < Self.refillBelow }

  /// False when the job is left to a later read.
  mutating func offer(_ job: ReadyJob, isFresh: Bool) -> Bool {
    if isFresh {
      if let last = continuesAfter, job.id > last {
        if isLoading { missedWhileLoading = true }
        return false
      }
      if count >= Self.capacity, continuesAfter == nil {
        continuesAfter = jobs[first...].map(\.id).max()
        if let last = continuesAfter, job.id > last { return false }
      }
    }
    jobs.append(job)
    return true
  }

  mutating func take() -> ReadyJob? {
    guard first < jobs.count else { return nil }
    let job = jobs[first]
    first += 1
    if first == jobs.count {
      jobs.removeAll(keepingCapacity: true)
      first = 0
    } else if first > 1_024 {
      jobs.removeFirst(first)
      first = 0
    }
    return job
  }

  /// The job that ``take()`` would give.
  var next: ReadyJob? { first < jobs.count ? jobs[first] : nil }

  mutating func beginLoading() {
    isLoading = true
    missedWhileLoading = false
  }

  /// `continues` says that the read did not come to the end.
  mutating func endLoading(lastRead: String?, continues: Bool) {
    isLoading = false
    if let lastRead { continuesAfter = max(continuesAfter ?? "", lastRead) }
    if !continues && !missedWhileLoading { continuesAfter = nil }
  }

  /// What is in the database is not here yet.
  mutating func continueFromStart() {
    continuesAfter = ""
  }
}
