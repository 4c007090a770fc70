import JSON
import Testing

@testable import API

@Suite struct HealthMonitorTests {
  struct Broken: Error, CustomStringConvertible {
    var description: String { "the disk is gone" }
  }

  private func monitor(_ probes: [HealthProbe]) -> HealthMonitor {
    HealthMonitor(version: "1.2.3", probes: probes, patience: .milliseconds(50), now: { "2026-01-02T03:04:05Z" })
  }

  @Test func beforeTheFirstRoundItIsNotReady() {
    let monitor = monitor([HealthProbe("database", isCritical: true) { nil }])
    #expect(!monitor.answer.isReady)
  }

  @Test func everythingUpIsReady() async throws {
    let monitor = monitor([HealthProbe("database", isCritical: true) { "SQLite" }])
    let report = await monitor.refresh()
    #expect(report.status == .ok)
    #expect(monitor.answer.isReady)
    let body = try JSONValue(parsing: monitor.answer.body)
    #expect(body["status"] == .string("ok"))
    #expect(body["dependencies"]?["database"]?["detail"] == .string("SQLite"))
    #expect(body["checked_at"] == .string("2026-01-02T03:04:05Z"))
  }

  @Test func aBrokenHelperDegradesAndABrokenCriticalOneTakesOutOfService() async {
    let degraded = monitor([
      HealthProbe("database", isCritical: true) { nil },
      HealthProbe("mail", isCritical: false) { throw Broken() },
    ])
    #expect(await degraded.refresh().status == .degraded)
    #expect(degraded.answer.isReady)

    let broken = monitor([HealthProbe("database", isCritical: true) { throw Broken() }])
    let report = await broken.refresh()
    #expect(report.status == .unavailable)
    #expect(report.dependencies.first?.detail == "the disk is gone")
    #expect(!broken.answer.isReady)
  }

  @Test func aProbeThatHangsCountsAsDown() async {
    let monitor = monitor([
      HealthProbe("cache", isCritical: true) {
        try await Task.sleep(for: .seconds(60))
        return nil
      }
    ])
    let report = await monitor.refresh()
    #expect(report.dependencies.first?.isUp == false)
    #expect(report.dependencies.first?.detail?.contains("no answer") == true)
  }

  @Test func stoppingIsNeverReadyAgain() async {
    let monitor = monitor([HealthProbe("database", isCritical: true) { nil }])
    await monitor.refresh()
    monitor.beginStopping()
    #expect(!monitor.answer.isReady)
    await monitor.refresh()
    #expect(!monitor.answer.isReady)
  }
}
