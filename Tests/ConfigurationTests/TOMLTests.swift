import JSON
import Judging
import TestSupport
import Testing

@testable import Configuration

@Suite struct TOMLTests {
  /// Texts that show each rule; Python's tomllib says what is right.
  static let texts: [String] = [
    "", "\n\n", "# only a comment", "a = 1", "a=1", " a\t=\t1 # x", "a = 1\r\nb = 2\r\n", "a = 1\rb = 2", "a = 1 b = 2",
    "a = \"x\"", "a = 'x\\n'", "a = \"\\u00e9\\U0001F600\\t\\\\\"", "a = \"\\ud800\"", "a = \"\\x41\"", "a = \"\\e\"",
    "a = \"x", "a = \"x\n\"", "a = 'it''s'", "a = \"\t\"", "a = \"\u{1}\"", "a = '\u{7F}'", "# \u{1}\n", "# \t ok",
    "a = \"é日本\"", "é = 1", "\"é\" = 1", "'a b' = 1", "\"\" = 1", "= 1", "a", "a =", "a = ", "a = b", "a = True",
    "a = true", "a = false", "a = trueX", "a.b.c = 1", "a . b = 1", "a..b = 1", ".a = 1", "a. = 1", "a.\"b.c\" = 1",
    "1 = 1", "-_ = 1", "a-b_c = 1", "a+b = 1", "3.14 = 1", "[a]\nb = 1", "[ a . b ]\nc = 1", "[a]\n[a]",
    "[a]\n[b]\n[a]",
    "[a.b]\n[a]\nc = 1", "[a]\nb = 1\n[a.b]", "a = 1\na = 2", "a = 1\na.b = 2", "a.b = 1\na.c = 2", "a.b = 1\n[a]",
    "a.b = 1\n[a.c]\nd = 1", "[a.b.c]\nz = 9\n[a]\nb.c.t = 1", "[a.b.c]\nz = 9\n[a]\nb.d = 1", "[a]\nb.c = 1\n[a.b]",
    "[a]\nb.c = 1\n[a.b.d]\ne = 1", "[a]\nb.c = 1\n[x]\n[a.b.d]\n", "a.b = 1\nc = 1\na.d = 2", "[]", "[a", "[a]]",
    "[a] b = 1",
    "[a]#x", "[a.]", "[.a]", "[a]\n\"a\".b = 1", "a = 0", "a = +1", "a = -0", "a = 01", "a = 1_000", "a = _1", "a = 1_",
    "a = 1__0", "a = 0x1F", "a = 0xdead_beef", "a = 0o17", "a = 0b101", "a = 0x", "a = 0xG", "a = +0x1", "a = 0X1",
    "a = 9223372036854775807", "a = 9223372036854775808", "a = -9223372036854775808", "a = 1.5", "a = 1.", "a = .5",
    "a = 1.5e3", "a = 1e3", "a = 1E-3", "a = 1e+3", "a = 1e", "a = 1.e3", "a = 1_0.0_1", "a = 1._0", "a = 1e1_0",
    "a = 1e400", "a = -0.0", "a = +1.5", "a = 00.5", "a = inf", "a = -nan", "a = +inf", "a = infinity",
    "a = 1979-05-27",
    "a = 1979-05-27T07:32:00Z", "a = 07:32:00", "a = 1979-05-27 07:32:00", "a = 1979-13-27", "a = []", "a = [1, 2]",
    "a = [1, 2,]", "a = [,]", "a = [1,,2]", "a = [1 2]", "a = [\n1, # x\n2\n]", "a = [\"x\", 'y']", "a = [1", "a = [1,",
    "a = [[1]]", "a = [{}]", "a = {}", "a = { b = 1 }", "[[a]]", "[[a]]\nb = 1", "a = \"\"\"x\"\"\"", "a = '''x'''",
    "\"\"\"a\"\"\" = 1", "a = [\"a,b\"]", "a = 1 # \u{1F600}", "\u{FEFF}a = 1", "a = 1;", "a : 1", "a = \"x\" y",
    "a\n= 1", "a =\n1", "a = \"\\\n\"", "a = 1\n\u{0}", "a = \"\\u12\"", "a = \"\\uZZZZ\"", "a = '\r'",
    "x = [1.5, true, \"s\"]",
    "a = 1-1", "a = 12:00", "a = 123456789012345678901234567890", "a = --1", "a = 0_1", "a = 1.5_", "a\u{A0}= 1",
  ]

  private static let judge = """
    import sys, json, tomllib
    def flat(prefix, table):
        for key, value in table.items():
            if isinstance(value, dict) and value: yield from flat(prefix + [key], value)
            elif not isinstance(value, dict): yield prefix + [key], value
    def show(value):
        if isinstance(value, bool): return 'true' if value else 'false'
        if isinstance(value, list): return [show(v) for v in value]
        if isinstance(value, float): return 'f' + value.hex()
        if isinstance(value, int): return 'i' + str(value)
        return 's' + str(value)
    out = []
    for text in json.load(sys.stdin):
        try: out.append({json.dumps(p): show(v) for p, v in flat([], tomllib.loads(text))})
        except Exception as error: out.append(None)
    print(json.dumps(out))
    """

  private static func shown(_ value: TOMLValue) -> JSONValue {
    switch value {
    case .string(let text): .string("s" + text)
    case .integer(let number): .string("i\(number)")
    case .float(let number): .string("f\(number.bitPattern)")
    case .boolean(let flag): .string(flag ? "true" : "false")
    case .array(let elements): .array(elements.map(shown))
    }
  }

  /// What we read, tomllib reads the same; what tomllib refuses, we refuse; what only we refuse is a form that a
  /// configuration does not need.
  private func compare(_ texts: [String]) throws -> (accepted: Int, refused: Int) {
    let judge = Self.judge.split(separator: "'f' + value.hex()").joined(
      separator: "'f' + str(__import__('struct').unpack('<Q', __import__('struct').pack('<d', value))[0])")
    let verdict = try Judge.python(judge, input: JSONValue.array(texts.map { .string($0) }).bytes())
    #expect(verdict.status == 0, "\(verdict.errors)")
    let expected = try #require(try JSONValue(parsing: verdict.output).array)
    #expect(expected.count == texts.count)
    var counts = (accepted: 0, refused: 0)
    for (text, expected) in zip(texts, expected) {
      do {
        let document = try TOMLDocument(parsing: Array(text.utf8))
        counts.accepted += 1
        var ours: [String: JSONValue] = [:]
        for entry in document.entries {
          ours[try pythonStyle(entry.path)] = Self.shown(entry.value)
        }
        let theirs = expected.object.map { Dictionary($0.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 }) }
        var normalized: [String: JSONValue] = [:]
        for (key, value) in theirs ?? [:] {
          normalized[try pythonStyle(JSONValue(parsing: key).array?.compactMap(\.string) ?? [])] = value
        }
        #expect(theirs != nil && ours == normalized, "\(text.debugDescription): \(ours), tomllib: \(expected)")
      } catch {
        counts.refused += 1
        #expect(expected == .null || (error as? TOMLError)?.code == .unsupported, "\(text.debugDescription): \(error)")
      }
    }
    return counts
  }

  private func pythonStyle(_ path: [String]) throws -> String {
    JSONValue.array(path.map { .string($0) }).description
  }

  @Test func agreesWithPython() throws {
    let counts = try compare(Self.texts)
    #expect(counts.accepted > 50 && counts.refused > 50)
  }

  /// Every text with one character taken out, doubled or replaced.
  @Test func agreesWithPythonOnDamagedTexts() throws {
    var texts: [String] = []
    for text in Self.texts where text.unicodeScalars.count < 40 {
      let scalars = Array(text.unicodeScalars)
      for place in scalars.indices {
        for change in 0..<3 {
          var damaged = scalars
          switch change {
          case 0: damaged.remove(at: place)
          case 1: damaged.insert(scalars[place], at: place)
          default: damaged[place] = ["\"", ".", "=", "[", "_", "\n", "e"][place % 7]
          }
          texts.append(String(String.UnicodeScalarView(damaged)))
        }
      }
    }
    let counts = try compare(texts)
    #expect(counts.accepted > 1_000 && counts.refused > 1_000)
  }

  @Test(arguments: [
    ("[http]\nport = 80 80", 2, 11, "expected the end of the line"),
    ("a = 1\nb = blue", 2, 5, "'blue' is no value; texts stand in quotes"),
    ("a = \"x\n", 1, 5, "the text has no closing quote on its line"),
    ("a = 1\n\n a.b = 2", 3, 2, "'a' has a value already and is no table"),
    ("a = 1\na = 2", 2, 1, "'a' is there already"),
    ("[a]\n[b]\n[a]", 3, 1, "the table 'a' is there already"),
    ("a = [\n  1,\n  2 3\n]", 3, 5, "expected ',' or ']' in the list"),
    ("a = \"\\q\"", 1, 6, "unknown escape; in single quotes a backslash is a backslash"),
    ("a = { b = 1 }", 1, 5, "inline tables ({…}) have no meaning here; use a [table]"),
    ("a", 1, 2, "expected '=' after the key"),
    ("a = 1979-05-27", 1, 5, "dates and times have no meaning here; a time span is a text: \"20s\""),
  ])
  func errorsSayWhere(_ text: String, _ line: Int, _ column: Int, _ message: String) {
    let error = #expect(throws: TOMLError.self) { try TOMLDocument(parsing: Array(text.utf8)) }
    #expect(error?.line == line)
    #expect(error?.column == column)
    #expect(error?.message == message)
  }

  @Test func refusesWhatIsNotUTF8() {
    let bytes = Array("a = 1\nb = \"".utf8) + [0xC3, 0x28, 0x22]
    let error = #expect(throws: TOMLError.self) { try TOMLDocument(parsing: bytes) }
    #expect(error?.line == 2)
    #expect(error?.column == 6)
    #expect(error?.message == "the file is not UTF-8 text")
  }

  @Test func entriesKnowTheirLines() throws {
    let document = try TOMLDocument(parsing: Array("a = 1\n\n[b]\n# x\nc = [\n1,\n]\nd = 2\n".utf8))
    #expect(document.entries.map(\.line) == [1, 5, 8])
    #expect(document.entries.map { $0.path.joined(separator: ".") } == ["a", "b.c", "b.d"])
  }
}
