import ByteIO
import Judging
import TestSupport
import Testing

@testable import JSON

/// Python's json judges beside us. It is used with UTF-8 decoded strictly and without NaN and Infinity, which it takes
/// unless told otherwise.
@Suite struct JSONConformanceTests {
  @Test(arguments: JSONCases.accepted)
  func takes(_ text: String) throws {
    let value = try JSONValue(parsing: text)
    for format in [JSONFormat.compact, .pretty, JSONFormat(isHTMLSafe: true)] {
      #expect(try JSONValue(parsing: value.bytes(format)) == value)
    }
  }

  @Test(arguments: JSONCases.refused + JSONCases.loneSurrogates + JSONCases.tooLarge)
  func refuses(_ text: String) {
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
    #expect((error?.position?.offset ?? -1) <= text.utf8.count)
    #expect(error?.message.isEmpty == false)
  }

  @Test(arguments: JSONCases.malformed)
  func refusesMalformedText(_ hexadecimal: String) throws {
    let bytes = try #require(Hexadecimal.decode(hexadecimal))
    for (before, after) in [
      ("[\"", "\"]"), ("{\"", "\":1}"), ("[\"\\n", "\"]"), ("[\"", ""), ("", ""), ("[\"éé", "12345678\"]"),
    ] {
      #expect(throws: JSONError.self) { try JSONValue(parsing: Array(before.utf8) + bytes + Array(after.utf8)) }
    }
  }

  @Test func hasEnoughCases() {
    #expect(JSONCases.accepted.count >= 100)
    #expect(JSONCases.refused.count >= 150)
  }

  private static let judge = """
    import json, sys
    def constant(name): raise ValueError(name)
    def keep(pairs):
        if len({name for name, _ in pairs}) != len(pairs): raise ValueError("duplicate")
        return pairs
    def normal(value):
        if isinstance(value, list): return [normal(v) for v in value]
        if isinstance(value, tuple): return (value[0], normal(value[1]))
        if isinstance(value, int) and not isinstance(value, bool) and not -2**63 <= value < 2**63: return float(str(value))
        return value
    def load(text): return normal(json.loads(text, parse_constant=constant, object_pairs_hook=keep))
    for line in open(sys.argv[1]):
        text, ours = (bytes.fromhex(part) for part in line.rstrip("\\n").split(" "))
        try: value = load(text.decode())
        except (ValueError, RecursionError) as error:
            print("refused")
            continue
        print("same" if ours and repr(load(ours.decode())) == repr(value) else "other")
    """

  /// What Python says to each text: "refused", or whether what we read, written again, is the same to it.
  private func judged(_ texts: [[UInt8]]) throws -> [Substring] {
    var input = ByteBuffer()
    for text in texts {
      input.append(Hexadecimal.encode(text))
      input.append(" ")
      if let value = try? JSONValue(parsing: text) { input.append(Hexadecimal.encode(value.bytes())) }
      input.append("\n")
    }
    return try Judge.lines(ofPython: Self.judge, input: input.bytes)
  }

  @Test func agreesWithPython() throws {
    for (text, verdict) in zip(JSONCases.accepted, try judged(JSONCases.accepted.map { Array($0.utf8) })) {
      #expect(verdict == "same", "\(text)")
    }
    for (text, verdict) in zip(JSONCases.refused, try judged(JSONCases.refused.map { Array($0.utf8) })) {
      #expect(verdict == "refused", "\(text)")
    }
    let malformed = try JSONCases.malformed.map { [0x22] + (try #require(Hexadecimal.decode($0))) + [0x22] }
    #expect(try judged(malformed).allSatisfy { $0 == "refused" })
    // Where we are stricter, and meant to be.
    for text in JSONCases.loneSurrogates + JSONCases.tooLarge {
      #expect(try judged([Array(text.utf8)]) == ["other"], "\(text)")
    }
  }

  /// Valid texts with one byte changed, dropped or doubled: both must agree on each.
  @Test func agreesWithPythonOnDamagedTexts() throws {
    var random = SeededGenerator(seed: 8259)
    let alphabet = Array(#"{}[]:,"\0123456789.eE+-truefalsn u"#.utf8) + [0x00, 0x1F, 0x7F, 0x80, 0xC3, 0xA9, 0xF0]
    var texts: [[UInt8]] = []
    for _ in 0..<8_000 {
      var text = Array((JSONCases.accepted.randomElement(using: &random) ?? "").utf8)
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        guard let place = text.indices.randomElement(using: &random) else { break }
        switch Int.random(in: 0..<4, using: &random) {
        case 0: text[place] = alphabet.randomElement(using: &random) ?? 0
        case 1: text.remove(at: place)
        case 2: text.insert(alphabet.randomElement(using: &random) ?? 0, at: place)
        default: text.insert(text[place], at: place)
        }
      }
      texts.append(text)
    }
    var wrong: [String] = []
    for (text, verdict) in zip(texts, try judged(texts)) {
      switch Result(catching: { () throws(JSONError) in try JSONValue(parsing: text) }) {
      case .success: if verdict != "same" { wrong.append("\(verdict): \(String(decoding: text, as: UTF8.self))") }
      case .failure(let error):
        // A lone surrogate or a number beyond Double is where Python goes on.
        let isStricter = error.code == .escape || error.code == .numberRange
        if verdict != "refused", !isStricter { wrong.append("\(error): \(String(decoding: text, as: UTF8.self))") }
      }
    }
    #expect(wrong.prefix(10) == [])
  }
}

/// The same numbers in each run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
