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

  @Test func everyModuleThatAScriptImportsIsCarried() {
    let known = Set(Asset.all.map(\.path))
    let scripts = Asset.all.filter { $0.path.hasPrefix("/assets/start/") && $0.path.hasSuffix(".js") }
    var count = 0
    for script in scripts {
      for match in String(decoding: script.bytes, as: UTF8.self).matches(of: #/from "([^"]+)"/#) {
        #expect(known.contains(String(match.1)), "\(script.path) imports \(match.1)")
        count += 1
      }
    }
    #expect(count >= 8)
  }

  @Test func theStartPageHasNoScriptOrStyleInside() throws {
    let text = String(decoding: try #require(Asset.at("/")).bytes, as: UTF8.self)
    #expect(text.matches(of: #/<script[^>]*>[^<]|<style| style="| on[a-z]+="/#).isEmpty)
    #expect(text.matches(of: #/<script /#).count == 1)
    #expect(text.contains("data-access=\"keys\"") && text.contains("@version@"))
  }
}
