import CommandLineTool
import Testing

@Suite struct ExitCodeTests {
  @Test func codesAreWhatScriptsExpect() {
    #expect(ExitCode.success.rawValue == 0)
    #expect(ExitCode.failure.rawValue == 1)
    #expect(ExitCode.usage.rawValue == 2)
  }
}
