import ByteIO
import Database
import EventStore
import JSON
import TestSupport
import Testing

@testable import Exports

@Suite struct SubmissionTests {
  @Test(arguments: ExportWorld.allCases)
  func aThousandRequestsWithOneKeyMakeOneJob(_ world: ExportWorld) async throws {
    try await world.with { world in
      let jobs = world.store()
      let key = IdempotencyKey(name: "once", fingerprint: "a")
      let ids = try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<1_000 {
          group.addTask {
            try await jobs.submit([JobSubmission(specification())], tenant: "acme", owner: nil, key: key).jobs[0].id
          }
        }
        return try await group.reduce(into: Set<String>()) { $0.insert($1) }
      }
      #expect(ids.count == 1)
      #expect(try await world.database.query(Statement("select count(*) from job")).only.int(0) == 1)
      #expect(try await world.database.query(Statement("select count(*) from event")).only.int(0) == 1)
      await #expect(throws: KeyReused.self) {
        try await jobs.submit(
          [JobSubmission(specification())], tenant: "acme", owner: nil,
          key: IdempotencyKey(name: "once", fingerprint: "b"))
      }
      let other = try await jobs.submit([JobSubmission(specification())], tenant: "other", owner: nil, key: key)
      #expect(!other.isRepeated, "keys belong to a tenant")
    }
  }

  @Test(arguments: ExportWorld.allCases)
  func whatIsStoredIsWhatWasAskedFor(_ world: ExportWorld) async throws {
    try await world.with { world in
      let jobs = world.store()
      var wanted = JobSpecification(
        documentType: "report", formats: ["pdf", "html"], quality: "premium", title: "Ünïcode \"q\" \u{1F600}",
        outputName: "out", options: ["a": [1, 2.5, nil]], contentType: "text/markdown",
        content: .text("a\u{0}b"),
        data: MergeData(number: 7, values: ["name": "Ada", "amount": 1.5]),
        attachments: [JobAttachment(name: "a \"b\".png", hash: SHA256.of("x"), size: 1)], metadata: ["k": "v"],
        callback: "https://example.org", priority: .urgent,
        timeoutSeconds: 5, maxAttempts: 2, retentionSeconds: 60, engineVersion: "1")
      let job = try await jobs.submit(wanted)
      let found = try #require(try await jobs.find(job.id, tenant: "acme"))
      #expect(found == job)
      #expect(found.specification == wanted)
      let hash = wanted.contentHash
      wanted = JobSpecification(
        documentType: "report", formats: ["pdf"], quality: "premium", title: wanted.title, options: wanted.options,
        contentType: "text/markdown", content: .text("other"), engineVersion: "1")
      #expect(wanted.contentHash != hash)
    }
  }

  @Test(arguments: ExportWorld.allCases)
  func listsAreFilteredAndPaged(_ world: ExportWorld) async throws {
    try await world.with { world in
      let jobs = world.store()
      var made: [String] = []
      for number in 0..<25 {
        var wanted = specification(number % 2 == 0 ? "echo" : "noop")
        wanted.title = "Report 100%_\(number)"
        made.append(try await jobs.submit(wanted).id)
      }
      try await jobs.submit(specification(), tenant: "other")
      _ = try await jobs.change(made[3], .cancel, tenant: "acme", actor: nil)
      var query = JobQuery()
      query.limit = 10
      var seen: [String] = []
      repeat {
        let page = try await jobs.list(query, tenant: "acme")
        seen += page.jobs.map(\.id)
        query.after = page.next
      } while query.after != nil
      #expect(seen == made.reversed())
      query = JobQuery()
      query.states = [.cancelled]
      #expect(try await jobs.list(query, tenant: "acme").jobs.map(\.id) == [made[3]])
      query = JobQuery()
      query.format = "noop"
      query.oldestFirst = true
      #expect(try await jobs.list(query, tenant: "acme").jobs.count == 12)
      query = JobQuery()
      query.title = "100%_7"
      #expect(try await jobs.list(query, tenant: "acme").jobs.map(\.id) == [made[7]])
    }
  }

  @Test(arguments: ExportWorld.allCases)
  func aBatchIsOneThing(_ world: ExportWorld) async throws {
    try await world.with { world in
      try await world.running { jobs in
        let items =
          ["a", "b", "c"].map { JobSubmission(specification("echo", $0)) }
          + [JobSubmission(specification("broken", "d"))]
        let made = try await jobs.submitBatch(items, name: "four", tenant: "acme", owner: "ada")
        for job in made.jobs.jobs { _ = try await jobs.wait(for: job.id, tenant: "acme", atMost: .seconds(10)) }
        let batch = try #require(try await jobs.findBatch(made.batch.id, tenant: "acme"))
        #expect(batch.state == .partial)
        #expect(batch.progress == 1)
        #expect(batch.states == [.completed: 3, .failed: 1])
        #expect(try await jobs.jobs(ofBatch: batch.id, tenant: "acme").map(\.item) == [0, 1, 2, 3])
        #expect(try await jobs.findBatch(batch.id, tenant: "other") == nil)
        let retried = try await jobs.changeBatch(batch.id, .retry, tenant: "acme", actor: "ada")
        #expect((retried.states[.completed] ?? 0) == 3)
      }
    }
  }

  @Test(arguments: ExportWorld.allCases)
  func aLongLineOfOneTenantHoldsNobodyUp(_ world: ExportWorld) async throws {
    try await world.with { world in
      let store = world.store()
      let count = world.database.dialect == .sqlite ? 6_000 : 1_500
      for start in stride(from: 0, to: count, by: 1_000) {
        _ = try await store.submit(
          (start..<min(count, start + 1_000)).map { JobSubmission(specification("noop", "long \($0)")) },
          tenant: "long", owner: nil)
      }
      try await world.running { jobs in
        let job = try await jobs.submit(specification("noop", "short"), tenant: "short")
        _ = try await jobs.reach(.completed, job.id, tenant: "short")
        let waiting = try await jobs.counts(tenant: "long")[.queued] ?? 0
        #expect(waiting > 0, "the short line did not wait for the end of the long one")
        // And the long line comes to its end.
        while try await jobs.counts(tenant: "long")[.completed] != count {
          let seen = jobs.events.signal.count
          await jobs.events.signal.wait(after: seen, atMost: .milliseconds(20))
        }
      }
    }
  }

  @Test func whatAProcessThatFellSilentRanIsRescuedByAnother() async throws {
    try await ExportWorld.postgres.with { world in
      let store = world.store()
      let job = try await store.submit(specification("echo", "lost"))
      _ = try await store.apply([
        JobChange(
          tenant: "acme", id: job.id, version: 1, events: [store.newEvent(.started(attempt: 1, worker: "gone"))])
      ])
      try await world.database.run(
        Statement(
          "insert into job_lease (tenant, job, number, worker, until) values ('acme', $1, 1, 'gone', 1)",
          [.text(job.id)]))
      try await world.running({ $0.lease = .seconds(20) }) { jobs in
        let done = try await jobs.reach(.completed, job.id)
        #expect(done.rescues == 1)
        let late = JobChange(
          tenant: "acme", id: job.id, version: 2, events: [jobs.newEvent(.completed(JobResult(files: [])))],
          lease: .end(JobLease(tenant: "acme", job: job.id, number: 1, worker: "gone")))
        #expect(try await jobs.apply([late]) == [0], "the lost worker is told")
      }
    }
  }

  @Test func twoProcessesShareTheWork() async throws {
    try await ExportWorld.postgres.with { world in
      let first = try await world.start()
      let second = try await world.start()
      let jobs = (0..<200).map { JobSubmission(specification("noop", "\($0)")) }
      _ = try await first.jobs.submit(jobs, tenant: "acme", owner: nil)
      while try await first.jobs.counts(tenant: "acme")[.completed] != 200 {
        let seen = first.jobs.events.signal.count
        await first.jobs.events.signal.wait(after: seen, atMost: .milliseconds(50))
      }
      await first.stop()
      await second.stop()
      let twice = try await world.database.query(
        Statement(
          "select count(*) from (select stream from event where type = 'job_completed' group by stream having count(*) > 1) as t"
        )
      ).only.int(0)
      #expect(twice == 0)
      #expect(world.engine.renders == 200)
      #expect(try await world.events.verify(World.projections(.postgres)).isEmpty)
    }
  }
}
