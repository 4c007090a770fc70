/// The ready queue of one process: the highest priority first, and within it each tenant in turn.
///
/// The database is the truth; what is here are hints that a claim checks.
struct FairQueue {
  private var lanes: [Lane.Key: Lane] = [:]
  /// For each priority the tenants with waiting jobs, in the order of their turns.
  private var turns: [[String]] = Array(repeating: [], count: JobPriority.allCases.count)
  /// Jobs here, so that none is here twice and one that left is passed over.
  private var known: Set<String> = []
  private var delayed = DelayedJobs()

  var count: Int { known.count }
  /// When the next delayed job is due, in microseconds since 1970.
  var nextDue: Int64? { delayed.nextDue }

  /// `isFresh` jobs were just stored, others were read from the database.
  mutating func offer(_ job: ReadyJob, now: Int64, isFresh: Bool = true) {
    guard known.insert(job.id).inserted else { return }
    if !job.isDue(now) {
      delayed.insert(job)
    } else if !push(job, isFresh: isFresh) {
      known.remove(job.id)
    }
  }

  private mutating func push(_ job: ReadyJob, isFresh: Bool) -> Bool {
    let key = Lane.Key(tenant: job.tenant, priority: job.priority)
    let wasEmpty = lanes[key]?.isEmpty ?? true
    guard lanes[key, default: Lane()].offer(job, isFresh: isFresh) else { return false }
    if wasEmpty { turns[job.priority.rawValue].append(job.tenant) }
    return true
  }

  mutating func remove(_ id: String) {
    known.remove(id)
  }

  /// The next job that `admits` allows to run beside the others.
  mutating func take(now: Int64, admits: (ReadyJob) -> Bool) -> ReadyJob? {
    for job in delayed.due(now) where known.contains(job.id) { _ = push(job, isFresh: false) }
    for priority in JobPriority.allCases.reversed() {
      var refused = 0
      while refused < turns[priority.rawValue].count {
        let tenant = turns[priority.rawValue].removeFirst()
        let key = Lane.Key(tenant: tenant, priority: priority)
        while let job = lanes[key]?.next, !known.contains(job.id) { _ = lanes[key]?.take() }
        guard let job = lanes[key]?.next else {
          dropIfDone(key)
          continue
        }
        guard admits(job) else {
          turns[priority.rawValue].append(tenant)
          refused += 1
          continue
        }
        _ = lanes[key]?.take()
        known.remove(job.id)
        if lanes[key]?.isEmpty == false { turns[priority.rawValue].append(tenant) } else { dropIfDone(key) }
        return job
      }
    }
    return nil
  }

  private mutating func dropIfDone(_ key: Lane.Key) {
    if let lane = lanes[key], lane.isEmpty, lane.continuesAfter == nil { lanes[key] = nil }
  }

  /// Lanes that should be read on, now marked as being read.
  mutating func lanesToLoad() -> [(key: Lane.Key, after: String)] {
    var wanted: [(key: Lane.Key, after: String)] = []
    for (key, lane) in lanes where lane.wantsMore { wanted.append((key, lane.continuesAfter ?? "")) }
    for item in wanted { lanes[item.key]?.beginLoading() }
    return wanted
  }

  mutating func loaded(_ jobs: [ReadyJob], for key: Lane.Key, continues: Bool, now: Int64) {
    for job in jobs { offer(job, now: now, isFresh: false) }
    lanes[key]?.endLoading(lastRead: jobs.last?.id, continues: continues)
    dropIfDone(key)
  }

  /// Says that the database has waiting jobs of the tenant at the priority.
  mutating func expect(_ key: Lane.Key, onlyEmpty: Bool = false) {
    if onlyEmpty, let lane = lanes[key], !lane.isEmpty || lane.isLoading { return }
    lanes[key, default: Lane()].continueFromStart()
  }
}
