import Testing

@testable import Telemetry

@Suite struct TraceContextTests {
  private static let good = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

  @Test(arguments: [
    (good, "01"), ("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00", "00"),
    ("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03", "03"),
    // Flags that are not known are not passed on.
    ("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-ff", "03"),
    ("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-08", "00"),
    // Later versions: the known part counts, and we answer with our own version.
    ("01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "01"),
    ("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-the-future-brings", "01"),
    ("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-", "01"),
  ])
  func acceptedAndPassedOn(_ header: String, _ flags: String) throws {
    let context = try #require(TraceContext(traceparent: header))
    #expect(context.traceparent == "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-\(flags)")
    #expect(context.isSampled == (flags == "01" || flags == "03"))
  }

  @Test(arguments: [
    "", "00", "00-", " \(good)", "\(good) ", "\(good)-", "\(good)-x", "\(good)0", "ff\(good.dropFirst(2))",
    "0\(good.dropFirst())".replacingFirst("00-", "0-0"), "00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
    "00-0af7651916cd43dd8448eb211c80319c-B7AD6B7169203331-01",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0A",
    "00-00000000000000000000000000000000-b7ad6b7169203331-01",
    "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01", "00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333-01", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331", "00-0af7651916cd43dd8448eb211c80319cb7ad6b7169203331-01-",
    "00-0af7651916cd43dd8448eb211c8031.c-b7ad6b7169203331-01",
    "0x-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01.what",
    "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-010",
    "é0-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0", "\(good),\(good)",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\n", "\0\(good.dropFirst())",
  ])
  func refused(_ header: String) {
    #expect(TraceContext(traceparent: header) == nil)
  }

  /// Every change of one character is refused, or is another valid header that reads back.
  @Test func everyDamagedHeaderIsRefusedOrConsistent() {
    var accepted = 0
    for place in Self.good.indices {
      for letter in ["", "0", "f", "g", "A", "-", " ", "\n", "é", "00"] {
        var damaged = Self.good
        damaged.replaceSubrange(place...place, with: letter)
        guard let context = TraceContext(traceparent: damaged) else { continue }
        accepted += 1
        #expect(damaged.utf8.count == 55)
        #expect(damaged.allSatisfy { "0123456789abcdef-".contains($0) })
        #expect(TraceContext(traceparent: context.traceparent) == context)
      }
    }
    #expect(accepted > 80)
  }

  @Test(arguments: [
    ("a=1", "a=1"), ("a=1,b=2", "a=1,b=2"), (" a=1 ,\tb=2\t", "a=1,b=2"), ("a=1,,b=2", "a=1,b=2"), ("", ""), (",", ""),
    ("tenant@vendor=x", "tenant@vendor=x"), ("1tenant@vendor=x", "1tenant@vendor=x"), ("a-_*/9=x y", "a-_*/9=x y"),
    ("a=\u{20}x", "a= x"), ("a=!~", "a=!~"),
    (String(repeating: "k", count: 256) + "=v", String(repeating: "k", count: 256) + "=v"),
  ])
  func statesThatAreKept(_ header: String, _ expected: String) throws {
    #expect(try #require(TraceState(header)).description == expected)
    #expect(TraceContext(traceparent: Self.good, tracestate: header)?.tracestate == (expected.isEmpty ? nil : expected))
  }

  @Test(arguments: [
    "a", "=1", "a=", "a=1,a=2", "A=1", "1=1", "a b=1", "a=1=2", "a=\u{7F}", "a=é", "é=1", "a@=1", "@a=1", "a@b@c=1",
    "a@1=x",
    "a=1;b=2", String(repeating: "k", count: 257) + "=v", "a=" + String(repeating: "v", count: 257),
    String(repeating: "t", count: 242) + "@v=1", "t@" + String(repeating: "v", count: 15) + "=1",
    (1...33).map { "a\($0)=1" }.joined(separator: ","), "a=\n", "a=1\n,b=2\u{0}",
  ])
  func statesThatAreDropped(_ header: String) throws {
    #expect(TraceState(header) == nil)
    let context = try #require(TraceContext(traceparent: Self.good, tracestate: header))
    #expect(context.tracestate == nil)
  }

  @Test func longStatesAreShortenedAsAsked() throws {
    let long = "long=" + String(repeating: "x", count: 200)
    let many = (0..<30).map { "key\($0)=\(String(repeating: "v", count: 10))" }
    let state = try #require(TraceState(([many[0], long] + many.dropFirst()).joined(separator: ",")))
    #expect(state.description.utf8.count <= 512)
    #expect(!state.description.contains("long="))
    #expect(state.description.hasPrefix(many[0] + "," + many[1]))
  }
}

extension String {
  fileprivate func replacingFirst(_ text: String, _ replacement: String) -> String {
    guard let range = firstRange(of: text) else { return self }
    return replacingCharacters(range, replacement)
  }

  private func replacingCharacters(_ range: Range<String.Index>, _ replacement: String) -> String {
    var changed = self
    changed.replaceSubrange(range, with: replacement)
    return changed
  }
}
