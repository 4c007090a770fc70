import Testing

@testable import Telemetry

@Suite struct LogLevelTests {
  @Test func levelsAreOrdered() {
    #expect(LogLevel.debug < .error)
  }
}
