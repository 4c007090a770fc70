import Testing

@testable import Exports

@Suite struct FairQueueTests {
  private func job(
    _ number: Int, tenant: String = "a", priority: JobPriority = .normal, runAt: Int64 = 0, format: String = "pdf"
  ) -> ReadyJob {
    let digits = String(number)
    let id = String(repeating: "0", count: 12 - digits.count) + digits
    var submission = JobSubmission(specification(format, priority: priority))
    submission.runAt = runAt
    return ReadyJob(Job(submission, id: id, tenant: tenant, owner: nil, at: 0))
  }

  private func takeAll(_ queue: inout FairQueue, now: Int64 = 100, admits: (ReadyJob) -> Bool = { _ in true })
    -> [String]
  {
    var taken: [String] = []
    while let job = queue.take(now: now, admits: admits) { taken.append("\(job.tenant)\(Int(job.id) ?? 0)") }
    return taken
  }

  @Test func tenantsTakeTurnsWithinAPriority() {
    var queue = FairQueue()
    for number in 1...3 { queue.offer(job(number), now: 0) }
    queue.offer(job(10, tenant: "b"), now: 0)
    queue.offer(job(11, tenant: "b", priority: .high), now: 0)
    #expect(takeAll(&queue) == ["b11", "a1", "b10", "a2", "a3"])
  }

  @Test func aJobIsHereOnceAndOneThatLeftIsPassedOver() {
    var queue = FairQueue()
    for number in [1, 1, 2, 3] { queue.offer(job(number), now: 0) }
    queue.remove(job(2).id)
    #expect(takeAll(&queue) == ["a1", "a3"])
  }

  @Test func delayedJobsComeInTheOrderOfTheirTime() {
    var queue = FairQueue()
    for (number, time) in [(1, 300), (2, 100), (3, 200)] { queue.offer(job(number, runAt: Int64(time)), now: 0) }
    #expect(queue.nextDue == 100)
    #expect(takeAll(&queue, now: 99) == [])
    #expect(takeAll(&queue, now: 200) == ["a2", "a3"])
    #expect(takeAll(&queue, now: 300) == ["a1"])
  }

  @Test func whatIsNotAdmittedWaitsAndHoldsNobodyUp() {
    var queue = FairQueue()
    queue.offer(job(1, tenant: "full"), now: 0)
    queue.offer(job(2, tenant: "b"), now: 0)
    #expect(takeAll(&queue, admits: { $0.tenant != "full" }) == ["b2"])
    #expect(takeAll(&queue) == ["full1"])
  }

  /// What stands in the database; a queue that holds only the first of it must give out all of it, once each.
  @Test func longLinesAreReadInPartsAndNoneIsLost() {
    var queue = FairQueue()
    var stored: [ReadyJob] = []
    var taken: [String] = []
    var next = 0
    func submit(_ count: Int) {
      for _ in 0..<count {
        next += 1
        let new = job(next)
        stored.append(new)
        queue.offer(new, now: 0)
      }
    }
    func load(_ limit: Int) {
      for (key, after) in queue.lanesToLoad() {
        let gone = Set(taken)
        let rest = stored.filter { $0.id > after && !gone.contains($0.id) }
        // Jobs come in while the database is read.
        if next < Lane.capacity + 2_500 { submit(3) }
        queue.loaded(Array(rest.prefix(limit)), for: key, continues: rest.count >= limit, now: 0)
      }
    }
    submit(Lane.capacity + 2_000)
    #expect(queue.count <= Lane.capacity)
    var idle = 0
    while idle < 3 {
      load(500)
      var some = 0
      while some < 700, let job = queue.take(now: 0, admits: { _ in true }) {
        taken.append(job.id)
        some += 1
      }
      idle = some == 0 ? idle + 1 : 0
      if next < Lane.capacity + 2_500 { submit(7) }
    }
    #expect(taken.count == Set(taken).count)
    #expect(Set(taken) == Set(stored.map(\.id)))
  }

  @Test func afterAStartTheDatabaseIsRead() {
    var queue = FairQueue()
    let key = Lane.Key(tenant: "a", priority: .normal)
    queue.expect(key)
    let wanted = queue.lanesToLoad()
    #expect(wanted.map(\.after) == [""])
    queue.loaded([job(1), job(2)], for: key, continues: false, now: 0)
    #expect(takeAll(&queue) == ["a1", "a2"])
    #expect(queue.lanesToLoad().isEmpty)
  }

  @Test func aLookForForgottenJobsLeavesFullLinesAlone() {
    var queue = FairQueue()
    queue.offer(job(1), now: 0)
    queue.expect(Lane.Key(tenant: "a", priority: .normal), onlyEmpty: true)
    #expect(queue.lanesToLoad().isEmpty)
    queue.expect(Lane.Key(tenant: "b", priority: .low), onlyEmpty: true)
    #expect(queue.lanesToLoad().map(\.key.tenant) == ["b"])
  }
}
