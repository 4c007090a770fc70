import Testing

@testable import XML

@Suite struct XMLLibraryTests {
  @Test func versionIsKnown() {
    #expect(XMLLibrary.version.hasPrefix("2."))
  }
}
