import Testing

@testable import Console

@Suite struct AssetTests {
  @Test func pathsAreUnique() {
    let paths = Asset.all.map(\.path)
    #expect(paths.count >= 9)
    #expect(Set(paths).count == paths.count)
  }

  @Test func everyPathThatAPageNamesIsCarried() throws {
    let known = Set(Asset.all.map(\.path))
    for page in Asset.all where page.contentType.hasPrefix("text/html") {
      let text = String(decoding: page.bytes, as: UTF8.self)
      for match in text.matches(of: #/(?:src|href)="(/assets/[^"]+)"/#) {
        #expect(known.contains(String(match.1)), "\(page.path) names \(match.1)")
      }
      #expect(!text.contains("://"), "\(page.path) must work offline")
    }
  }
}
