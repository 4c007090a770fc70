import Database
import EventStore
import TestSupport
import Testing
import Threads

@testable import Exports

@Suite struct AnalyticsTests {
  private static let start: Int64 = 1_800_000_000_000_000 / AnalyticsProjection.hour * AnalyticsProjection.hour

  @Test(arguments: ExportWorld.allCases)
  func whatHappenedIsCountedByTheHour(_ world: ExportWorld) async throws {
    try await world.with { world in
      try await world.running { jobs in
        for (format, count) in [("noop", 3), ("echo", 2), ("broken", 2)] {
          for number in 0..<count {
            let job = try await jobs.submit(specification(format, "\(format) \(number)", attempts: 1))
            _ = try await jobs.reach(format == "broken" ? .failed : .completed, job.id)
          }
        }
        let waiting = try await jobs.submit(
          specification("echo", "later"), runAt: jobs.clock.now() + 3_600_000_000)
        try await jobs.change(waiting.id, .cancel, tenant: "acme", actor: "eve")
        _ = try await jobs.submit(specification("noop"), tenant: "other")
        let analytics = ExportAnalytics(jobs)
        let runner = ProjectionRunner(AnalyticsProjection(), in: world.events)
        // A transaction of another test on the same server holds readers back for a moment.
        while try await runner.lag(now: jobs.clock.now()).events > 0 {
          try await runner.catchUp(now: jobs.clock.now())
        }
        let window = AnalyticsWindow(hours: 2, before: jobs.clock.now())
        let all = try await analytics.overview(window, tenant: "acme")
        #expect(all.submitted == 8 && all.completed == 5 && all.failed == 2 && all.cancelled == 1)
        #expect(all.bytes == 12 && all.successRate == 5.0 / 7)
        let times = try #require(all.ran)
        #expect(times.mean > 0 && times.p50 > 0 && times.p50 <= times.p99)
        let formats = try await analytics.formats(window, tenant: "acme")
        #expect(Set(formats.map(\.name)) == ["noop", "echo", "broken"])
        #expect(formats.first { $0.name == "broken" }?.figures.failed == 2)
        #expect(try await analytics.errors(window, tenant: "acme").map(\.code) == ["bad_content"])
        #expect(try await analytics.users(window, tenant: "acme").map(\.name) == ["ada"], "not the one who cancelled")
        let trend = try await analytics.trend(window, tenant: "acme", hoursInStep: 1)
        #expect(trend.count == 2 && trend.map(\.figures.submitted).reduce(0, +) == 8)
        #expect(try await analytics.overview(window.previous, tenant: "acme").submitted == 0)
        let estimate = try #require(try await analytics.estimate(formats: ["noop", "echo"], tenant: "acme"))
        #expect(estimate.jobs == 5 && estimate.p95 >= estimate.p50)
        #expect(try await analytics.estimate(formats: ["broken"], tenant: "acme") == nil)
        // What was counted as it came is what a fold of all events gives.
        #expect(try await world.events.verify([AnalyticsProjection()]).isEmpty)
      }
    }
  }

  @Test(arguments: [0.5, 0.95, 0.99]) func percentilesAreNearlyExact(part: Double) throws {
    var counts: [Int: Int] = [:]
    let times = (0..<5_000).map { number in Int64(50 + (number * number * 7919) % 900_017) }
    for time in times { counts[DurationScale.place(of: time), default: 0] += 1 }
    let exact = Double(times.sorted()[Int((4_999 * part).rounded())])
    let found = try #require(
      DurationScale.percentile(part, of: counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))
    #expect(abs(found - exact) / exact < 0.05, "\(found) instead of \(exact)")
  }

  /// A week repeats itself: the prediction finds that, and says that it is hardly ever off.
  @Test func aRhythmIsPredictedAndTheErrorIsSaid() {
    func load(_ hour: Int) -> Int { hour % 24 < 8 || hour / 24 % 7 > 4 ? 0 : 100 + hour % 24 * 10 }
    let past = (0..<24 * 35).map(load)
    let prediction = LoadPrediction(counts: past, lastHour: Self.start, hours: 48)
    #expect(prediction.hours.count == 48)
    #expect(prediction.hours.first?.start == Self.start + AnalyticsProjection.hour)
    let off = prediction.hours.enumerated().map { abs($0.element.expected - Double(load(past.count + $0.offset))) }
    #expect(off.reduce(0, +) / 48 < 60)
    #expect((prediction.meanError ?? 999) < 60)
    let flat = LoadPrediction(counts: Array(repeating: 50, count: 24 * 14), lastHour: Self.start, hours: 3)
    #expect((flat.meanError ?? 1) < 1e-9 && flat.hours.allSatisfy { abs($0.expected - 50) < 1e-9 })
    #expect(LoadPrediction(counts: Array(repeating: 1, count: 47), lastHour: Self.start, hours: 3).hours.isEmpty)
  }

  @Test func aPausedJobKeepsItsTime() async throws {
    try await ExportWorld.sqlite.with { world in
      try await world.running { jobs in
        let later = jobs.clock.now() + 3_600_000_000
        let job = try await jobs.submit(specification("noop"), runAt: later)
        try await jobs.change(job.id, .pause, tenant: "acme", actor: nil)
        let resumed = try await jobs.change(job.id, .resume, tenant: "acme", actor: nil)
        #expect(resumed.state == .queued && resumed.runAt == later)
        let queue = try await jobs.queue(tenant: "acme")
        #expect(queue.delayed == 1 && queue.queued == 0)
      }
    }
  }
}
