/// Jobs that may not start yet: a binary heap by the time from which they may.
struct DelayedJobs {
  private var heap: [ReadyJob] = []
  private var lastLook = Int64.min

  var nextDue: Int64? { heap.first?.runAt }

  mutating func insert(_ job: ReadyJob) {
    heap.append(job)
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child].runAt < heap[parent].runAt else { break }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  /// Takes out those that may start.
  mutating func due(_ now: Int64) -> [ReadyJob] {
    var due: [ReadyJob] = []
    if now < lastLook { due = takeMisplaced(now) }
    lastLook = now
    while let first = heap.first, first.runAt <= now {
      due.append(first)
      heap.swapAt(0, heap.count - 1)
      heap.removeLast()
      sink()
    }
    return due
  }

  /// The clock was set back: retries that would now wait for days are due.
  private mutating func takeMisplaced(_ now: Int64) -> [ReadyJob] {
    let all = heap
    heap = []
    for job in all where !job.isDue(now) { insert(job) }
    return all.filter { $0.isDue(now) }
  }

  private mutating func sink() {
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < heap.count && heap[child].runAt < heap[least].runAt {
        least = child
      }
      if least == parent { return }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
