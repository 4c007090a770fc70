import Testing

@testable import Configuration

@Suite struct ConfigurationSourceTests {
  @Test func sourcesDiffer() {
    #expect(ConfigurationSource.builtIn != .flag(name: "port"))
  }
}
