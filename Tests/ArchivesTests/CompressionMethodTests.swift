import Testing

@testable import Archives

@Suite struct CompressionMethodTests {
  @Test func codesAreThoseOfTheFormat() {
    #expect(CompressionMethod.deflated.rawValue == 8)
  }
}
