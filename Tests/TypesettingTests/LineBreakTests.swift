import CICU
import Testing

@testable import Typesetting

/// ICU is the judge of line ends: it has its own tables and its own code for UAX 14.
struct LineBreakTests {
  private func own(_ text: String) -> [Int] {
    var scan = LineBreakScan()
    var result: [Int] = []
    for (place, scalar) in text.unicodeScalars.enumerated() {
      if scan.next(LineBreakClass.table.of(scalar.value)) != .forbidden { result.append(place) }
    }
    return result
  }

  private func judged(_ text: String) throws -> [Int] {
    let units = Array(text.utf16)
    var status = U_ZERO_ERROR
    let iterator = try #require(ci_lines_open("en", units, Int32(units.count), &status))
    defer { ci_words_close(iterator) }
    var places: [Int: Int] = [:]
    var unit = 0
    for (place, scalar) in text.unicodeScalars.enumerated() {
      places[unit] = place
      unit += scalar.value > 0xFFFF ? 2 : 1
    }
    var result: [Int] = []
    while true {
      let next = Int(ci_words_next(iterator))
      if next <= 0 || next >= units.count { return result }
      if let place = places[next] { result.append(place) }
    }
  }

  @Test(arguments: [
    "The quick (“brown”) fox can’t jump 32.3 feet, right?", "well-known e-mail http://example.org/a/b?c=d&e=f",
    "100 % of $3.50 and 20€ – or 5 km/h", "这是一个中文段落，用来测试（换行）。没有空格", "日本語の「段落」です。ヴァイオリン、きっと。",
    "안녕하세요 세계 한국어", "שלום (עולם) a-ב", "a\u{00A0}b c\u{2060}d\u{200B}e", "one\r\ntwo\nthree\u{2028}four",
    "🇩🇪🇫🇷🇮🇹 👩‍👩‍👧 👍🏽 x", "x\u{0301} \u{0301}y z\u{00AD}w", "foo—bar … baz", "[a] {b} «c» „d“",
  ])
  func textsOfManyKinds(_ text: String) throws {
    #expect(own(text) == (try judged(text)), Comment(rawValue: text))
  }

  @Test func randomTexts() throws {
    let alphabet = Array(
      "ab ;!?()[]«»“”‘’–—~\u{A0}\u{2060}\u{200B}漢字ぁァー、。「」あ한ก\u{301}אב\u{200D}…".unicodeScalars)
    var state: UInt64 = 42
    var differences = 0
    var example = ""
    for _ in 0..<3_000 {
      var text = ""
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text.unicodeScalars.append(alphabet[Int(state >> 33) % alphabet.count])
      }
      // Without digits: ICU keeps numbers with all their signs together, which UAX 14 offers as a tailoring.
      if own(text) != (try judged(text)) {
        differences += 1
        if example.isEmpty { example = "\(text.debugDescription): \(own(text)) \(try judged(text))" }
      }
    }
    #expect(differences == 0, Comment(rawValue: "\(differences) differences, the first: \(example)"))
  }
}
