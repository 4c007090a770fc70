import ByteIO
import Database
import EventStore
import ExportFiles
import JSON
import Testing

@testable import Exports

/// What is cleared away by policy, and what stays.
@Suite struct SweepTests {
  private static let week: Int64 = 7 * 86_400 * 1_000_000

  private func stored(_ world: World, _ text: String) throws -> JobSpecification {
    let writer = try world.vault.writer()
    try writer.write(text)
    let sealed = try writer.seal()
    return JobSpecification(
      documentType: "report", formats: ["echo"], quality: "standard", contentType: "text/plain",
      content: .stored(sealed.hash, size: sealed.size), retentionSeconds: 3_600, engineVersion: "1")
  }

  @Test(arguments: ExportWorld.allCases)
  func jobsAreForgottenWithAllTheirTraces(_ world: ExportWorld) async throws {
    try await world.with { world in
      try await world.running { jobs in
        let batch = try await jobs.submitBatch(
          [JobSubmission(try stored(world, "a")), JobSubmission(specification("noop"))], name: "b", tenant: "acme",
          owner: nil)
        for job in batch.jobs.jobs { _ = try await jobs.reach(.completed, job.id) }
        let waiting = try await jobs.submit(specification("echo"), runAt: world.clock.now() + Self.week)
        let other = try await jobs.submit(specification("noop"), tenant: "other")
        _ = try await jobs.reach(.completed, other.id, tenant: "other")
        #expect(try await jobs.forget(endedBefore: world.clock.now() - Self.week) { false } == 0)
        #expect(try await jobs.forget(endedBefore: world.clock.now() + Self.week) { false } == 3)
        for (table, count) in [("job", 1), ("event", 1), ("event_stream", 1), ("batch", 0), ("job_source", 0)] {
          let rows = try await world.database.query(Statement("select count(*) from \(table)")).only.int(0)
          #expect(rows == count, "\(table)")
        }
        #expect(try await jobs.find(waiting.id, tenant: "acme") != nil)
        #expect(try await world.events.verify(World.projections(world.database.dialect)).isEmpty)
      }
    }
  }

  @Test(arguments: ExportWorld.allCases)
  func aJobThatMovedOnIsNotForgotten(_ world: ExportWorld) async throws {
    try await world.with { world in
      try await world.running { jobs in
        let failed = try await jobs.submit(specification("broken"))
        _ = try await jobs.reach(.failed, failed.id)
        let retried = try await jobs.submit(specification("broken", "again"))
        let before = try await jobs.reach(.failed, retried.id)
        // As if it had been retried between the look and the removal.
        try await world.database.run(
          Statement("update event_stream set version = version + 1 where stream = $1", [.text(before.id)]))
        #expect(try await jobs.forget(endedBefore: world.clock.now() + Self.week) { false } == 1)
        #expect(try await jobs.find(failed.id, tenant: "acme") == nil)
        #expect(try await jobs.find(retried.id, tenant: "acme") != nil)
      }
    }
  }

  @Test(arguments: ExportWorld.allCases)
  func contentsStayAsLongAsSomebodyNeedsThem(_ world: ExportWorld) async throws {
    try await world.with { world in
      let needed = try stored(world, "needed")
      let left = try stored(world, "left behind")
      let running = try await world.start()
      let job = try await running.jobs.submit(needed, runAt: world.clock.now() + Self.week)
      await running.stop()
      func exists(_ specification: JobSpecification) -> Bool {
        guard case .stored(let hash, _) = specification.content else { return false }
        return world.vault.path(of: hash) != nil
      }
      let fresh = try await world.start()
      for round in 0..<256 { try await fresh.dispatcher.sweep(round) }
      #expect(exists(needed) && exists(left), "an hour has not gone by")
      for specification in [needed, left] {
        guard case .stored(let hash, _) = specification.content, let path = world.vault.path(of: hash) else { continue }
        try Aged.make(path)
      }
      await fresh.stop()
      let later = try await world.start()
      for round in 0..<256 { try await later.dispatcher.sweep(round) }
      #expect(exists(needed))
      #expect(!exists(left))
      _ = try await later.jobs.change(job.id, .cancel, tenant: "acme", actor: nil)
      #expect(try await later.jobs.forget(endedBefore: world.clock.now() + Self.week) { false } == 1)
      for round in 0..<256 { try await later.dispatcher.sweep(round) }
      #expect(!exists(needed))
      await later.stop()
    }
  }
}
