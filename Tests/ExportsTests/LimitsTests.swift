import Database
import EventStore
import Testing

@testable import Exports

/// Limits of tenants and formats hold over all processes, and hold up nobody else.
@Suite struct LimitsTests {
  @Test(arguments: ExportWorld.allCases, [true, false])
  func noMoreRunThanMay(_ world: ExportWorld, isTenant: Bool) async throws {
    try await world.with { world in
      let change: (inout DispatchOptions) -> Void = { options in
        options.slots = 4
        if isTenant { options.tenantLimit = 2 } else { options.formatLimits = ["gate": 2] }
      }
      var processes = [try await world.start(change)]
      if world.database.dialect == .postgres { processes.append(try await world.start(change)) }
      let jobs = processes[0].jobs
      do {
        for number in 0..<6 { try await jobs.submit(specification("gate", "held \(number)", priority: .high)) }
        // What is submitted behind them comes through, again and again.
        for number in 0..<4 {
          let passing = try await jobs.submit(
            specification("noop", "passing \(number)"), tenant: isTenant ? "other" : "acme")
          _ = try await jobs.reach(.completed, passing.id, tenant: isTenant ? "other" : "acme")
        }
        while world.engine.order.count(where: { $0.hasPrefix("held") }) < 2 {
          let seen = jobs.events.signal.count
          await jobs.events.signal.wait(after: seen, atMost: .milliseconds(20))
        }
        let counts = try await jobs.counts(tenant: "acme")
        #expect(counts[.running] == 2)
        #expect(counts[.queued] == 4)
        world.engine.openAll()
        while try await jobs.counts(tenant: "acme")[.completed, default: 0] < (isTenant ? 6 : 10) {
          let seen = jobs.events.signal.count
          await jobs.events.signal.wait(after: seen, atMost: .milliseconds(20))
        }
      } catch {
        world.engine.openAll()
        for process in processes { await process.stop() }
        throw error
      }
      for process in processes { await process.stop() }
    }
  }
}
