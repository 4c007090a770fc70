import Database
import EventStore
import TestSupport
import Testing

@testable import Exports

@Suite struct DispatcherTests {
  @Test(arguments: ExportWorld.allCases)
  func aJobIsMadeRunAndKept(_ world: ExportWorld) async throws {
    try await world.with { world in
      try await world.running { jobs in
        let job = try await jobs.submit(specification("echo", "hello"))
        let done = try await jobs.reach(.completed, job.id)
        #expect(done.files.map(\.size) == [5])
        #expect(done.files.map(\.name) == ["A title.txt"])
        #expect(done.progress == 1)
        #expect(done.attempt == 1)
        let history = try await jobs.history(job.id, tenant: "acme").map(\.type)
        #expect(history == ["job_submitted", "job_started", "job_completed"])
        #expect(try await jobs.find(job.id, tenant: "other") == nil, "another tenant sees nothing")
      }
      #expect(try await world.events.verify(World.projections(world.database.dialect)).isEmpty)
    }
  }

  @Test(arguments: ExportWorld.allCases)
  func theSameRequestRendersOnce(_ world: ExportWorld) async throws {
    try await world.with { world in
      try await world.running { jobs in
        let first = try await jobs.reach(.completed, try await jobs.submit(specification()).id)
        let second = try await jobs.reach(.completed, try await jobs.submit(specification()).id)
        #expect(!first.isCached)
        #expect(second.isCached)
        #expect(first.files == second.files)
        #expect(world.engine.renders == 1)
        let other = try await jobs.submit(specification(), tenant: "other")
        #expect(try await !jobs.reach(.completed, other.id, tenant: "other").isCached, "tenants share nothing")
      }
    }
  }

  @Test(arguments: ExportWorld.allCases)
  func aPassingFailureIsTriedAgain(_ world: ExportWorld) async throws {
    try await world.with { world in
      try await world.running { jobs in
        let done = try await jobs.reach(.completed, try await jobs.submit(specification("flaky")).id)
        #expect(done.attempt == 3)
        #expect(done.error == nil)
      }
    }
  }

  @Test(arguments: ExportWorld.allCases)
  func aLastingFailureIsADeadLetterUntilAPersonRetries(_ world: ExportWorld) async throws {
    try await world.with { world in
      try await world.running { jobs in
        let job = try await jobs.submit(specification("broken"))
        let failed = try await jobs.reach(.failed, job.id)
        #expect(failed.error?.code == "bad_content")
        #expect(failed.error?.pointer == "/sections/0")
        #expect(failed.attempt == 1)
        let retried = try await jobs.change(job.id, .retry, tenant: "acme", actor: "ada")
        #expect(retried.attempt == 0)
        _ = try await jobs.reach(.failed, job.id)
        #expect(world.engine.renders == 2)
      }
    }
  }

  @Test(arguments: ExportWorld.allCases)
  func progressAndWarningsAreTold(_ world: ExportWorld) async throws {
    try await world.with { world in
      try await world.running { jobs in
        let job = try await jobs.reach(.completed, try await jobs.submit(specification("steps")).id)
        let types = Set(try await jobs.history(job.id, tenant: "acme").map(\.type))
        #expect(types.isSuperset(of: ["job_started", "warning_added", "job_completed"]))
      }
    }
  }

  @Test(arguments: ExportWorld.allCases)
  func aRunningJobIsCancelledAtItsCheckpoint(_ world: ExportWorld) async throws {
    try await world.with { world in
      try await world.running({ $0.lease = .seconds(2) }) { jobs in
        let job = try await jobs.submit(specification("gate"))
        _ = try await jobs.reach(.running, job.id)
        let cancelled = try await jobs.change(job.id, .cancel, tenant: "acme", actor: "ada")
        #expect(cancelled.state == .cancelled)
        // The slot is free again: with one that hangs this would never come.
        for _ in 0..<3 { _ = try await jobs.reach(.completed, try await jobs.submit(specification()).id) }
        world.engine.openAll()
        #expect(try await jobs.find(job.id, tenant: "acme")?.state == .cancelled)
      }
    }
  }

  @Test(arguments: ExportWorld.allCases)
  func aPausedJobGoesOnWhereItWas(_ world: ExportWorld) async throws {
    try await world.with { world in
      try await world.running { jobs in
        let job = try await jobs.submit(specification("gate"))
        _ = try await jobs.reach(.running, job.id)
        #expect(try await jobs.change(job.id, .pause, tenant: "acme", actor: "ada").state == .paused)
        world.engine.openAll()
        // Others run meanwhile.
        _ = try await jobs.reach(.completed, try await jobs.submit(specification()).id)
        #expect(try await jobs.find(job.id, tenant: "acme")?.state == .paused)
        _ = try await jobs.change(job.id, .resume, tenant: "acme", actor: "ada")
        _ = try await jobs.reach(.completed, job.id)
        #expect(world.engine.renders == 2, "the paused render was not begun anew")
      }
    }
  }

  @Test func aRenderThatTakesTooLongFails() async throws {
    try await ExportWorld.sqlite.with { world in
      try await world.running { jobs in
        let job = try await jobs.submit(specification("gate", attempts: 1, timeout: 1))
        #expect(try await jobs.reach(.failed, job.id).error?.code == "timeout")
      }
    }
  }

  @Test(arguments: ExportWorld.allCases)
  func urgentJobsComeFirst(_ world: ExportWorld) async throws {
    try await world.with { world in
      let store = world.store()
      for priority in [JobPriority.low, .normal, .urgent, .high] {
        try await store.submit(specification("noop", priority.name, priority: priority))
      }
      try await world.running({ $0.slots = 1 }) { jobs in
        let last = try await jobs.submit(specification("noop", "last", priority: .low))
        _ = try await jobs.reach(.completed, last.id)
        #expect(world.engine.order == ["urgent", "high", "normal", "low", "last"])
      }
    }
  }

  @Test(arguments: ExportWorld.allCases)
  func aDelayedJobWaits(_ world: ExportWorld) async throws {
    try await world.with { world in
      try await world.running { jobs in
        let now = world.clock.now()
        let job = try await jobs.submit(specification(), runAt: now + 300_000)
        let far = try await jobs.submit(specification(), runAt: now + 3_600_000_000)
        let done = try await jobs.reach(.completed, job.id)
        #expect((done.startedAt ?? 0) >= now + 300_000)
        #expect(try await jobs.find(far.id, tenant: "acme")?.state == .queued)
      }
    }
  }

  @Test func whatRanWhenTheProgramEndedRunsAgain() async throws {
    try await ExportWorld.sqlite.with { world in
      let store = world.store()
      let job = try await store.submit(specification())
      // A start that nobody ends.
      _ = try await store.apply([
        JobChange(
          tenant: "acme", id: job.id, version: 1, events: [store.newEvent(.started(attempt: 1, worker: "gone"))])
      ])
      try await world.running { jobs in
        let done = try await jobs.reach(.completed, job.id)
        #expect(done.rescues == 1)
        #expect(done.attempt == 1, "a rescue uses up no attempt")
      }
    }
  }

  @Test(arguments: ExportWorld.allCases)
  func aStopGivesBackWhatIsNotDone(_ world: ExportWorld) async throws {
    try await world.with { world in
      let first = try await world.start()
      let job = try await first.jobs.submit(specification("gate"))
      _ = try await first.jobs.reach(.running, job.id)
      await first.dispatcher.stop(within: .milliseconds(10))
      let waiting = try await first.jobs.find(job.id, tenant: "acme")
      #expect(waiting?.state == .queued)
      #expect(waiting?.rescues == 0)
    }
  }

  @Test(arguments: ExportWorld.allCases)
  func filesGoWhenTheirTimeIsOver(_ world: ExportWorld) async throws {
    try await world.with { world in
      try await world.running({ $0.sweep = .milliseconds(1) }) { jobs in
        let job = try await jobs.submit(specification("echo", retention: 0))
        let expired = try await jobs.reach(.expired, job.id)
        #expect(expired.files.isEmpty)
        let left = try await world.database.query(Statement("select count(*) from file_publication")).only.int(0)
        #expect(left == 0)
      }
    }
  }
}
