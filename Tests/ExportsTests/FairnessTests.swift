import Database
import Glibc
import TestSupport
import Testing

@testable import Exports

@Suite struct FairnessTests {
  /// A hundred thousand waiting jobs of one tenant hold nobody else up.
  @Test(
    .enabled(if: getenv("EXPORT_IA_LONG_TESTS") != nil, "set EXPORT_IA_LONG_TESTS=1"),
    arguments: ExportWorld.allCases)
  func aFullLineHoldsNobodyUp(_ world: ExportWorld) async throws {
    try await world.with { world in
      try await world.running { jobs in
        for _ in 0..<100 {
          _ = try await jobs.submit(
            (0..<1_000).map { _ in JobSubmission(specification("noop")) }, tenant: "big", owner: nil)
        }
        let queue = try await jobs.queue(tenant: "big")
        #expect(queue.queued > 10_000, "most of them still wait: \(queue.queued)")
        var longest = Duration.zero
        for number in 0..<10 {
          let job = try await jobs.submit(specification("echo", "\(number)"), tenant: "small")
          let done = try await jobs.reach(.completed, job.id, tenant: "small")
          longest = max(longest, .microseconds((done.startedAt ?? .max) - done.createdAt))
        }
        print(
          "\(world.database.dialect): \(queue.queued) wait, the other tenant's jobs started after \(longest) at most")
        #expect(longest < .seconds(1))
      }
    }
  }
}
