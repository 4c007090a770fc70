import Testing

@testable import HTTPClient

@Suite struct EgressScopeTests {
  @Test func scopesDiffer() {
    #expect(EgressScope.publicInternet != .everywhere)
  }
}
