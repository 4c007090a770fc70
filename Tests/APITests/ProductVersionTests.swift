import Testing

@testable import API

@Suite struct ProductVersionTests {
  @Test func hasThreeParts() {
    #expect(ProductVersion.number.split(separator: ".").count == 3)
  }
}
