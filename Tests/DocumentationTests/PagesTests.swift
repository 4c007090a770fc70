import Judging
import Testing

/// Every Swift example of the pages stands in a test, so that it compiles and does what it says.
@Suite struct PagesTests {
  private static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  /// The lines without the space around and between their words, which the form of a test's source may change.
  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }.filter { !$0.isEmpty }
  }

  @Test func everySwiftExampleIsTested() throws {
    let sources = try Judge.run(["sh", "-c", "cat Tests/*Tests/*Example*.swift"], in: Self.root)
    let pages = try Judge.run(["sh", "-c", "ls README.md docs/*.md docs/formats/*.md"], in: Self.root)
    #expect(sources.status == 0 && pages.status == 0)
    let known = Set(Self.lines(sources.output))
    var examples = 0
    var untested: [String] = []
    for page in pages.output.split(separator: "\n") {
      var isCode = false
      for line in Self.lines(try Judge.run(["cat", String(page)], in: Self.root).output) {
        if line.hasPrefix("```") {
          isCode = line == "```swift"
          if isCode { examples += 1 }
        } else if isCode {
          if !known.contains(line) { untested.append("\(page): \(line)") }
        }
      }
    }
    #expect(untested.isEmpty, "These lines stand in no file Tests/*Tests/*Example*.swift.")
    #expect(examples >= 20)
  }
}
