import Testing

@testable import Composition

@Suite struct ProgramTests {
  @Test func isThere() {
    #expect(String(describing: Program.self) == "Program")
  }
}
