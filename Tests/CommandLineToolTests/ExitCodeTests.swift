import Testing

@testable import CommandLineTool

@Suite struct ExitCodeTests {
  @Test func usageIsTwo() {
    #expect(ExitCode.usage.rawValue == 2)
  }
}
