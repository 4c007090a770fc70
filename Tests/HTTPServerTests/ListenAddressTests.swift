import Testing

@testable import HTTPServer

@Suite struct ListenAddressTests {
  @Test func addressesDiffer() {
    #expect(ListenAddress.unix(path: "/a") != .unix(path: "/b"))
  }
}
