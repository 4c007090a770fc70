import Testing
import XML

/// Notes every event on a line of its own.
final class Transcript: XMLHandler {
  var lines: [String] = []
  private var run: [UInt8] = []

  func flush() {
    if !run.isEmpty { lines.append("text \(String(decoding: run, as: UTF8.self))") }
    run = []
  }
  func start(_ tag: borrowing XMLStartTag) throws {
    flush()
    lines.append("start {\(tag.name.namespace)}\(tag.name)")
    for each in tag.attributes { lines.append("  {\(each.name.namespace)}\(each.name)=\(each.value)") }
  }
  func end(_ name: XMLName) throws {
    flush()
    lines.append("end \(name)")
  }
  func text(_ utf8: UnsafeBufferPointer<UInt8>) throws { run.append(contentsOf: utf8) }
  func comment(_ text: String) throws {
    flush()
    lines.append("comment \(text)")
  }
  func instruction(_ target: String, _ data: String) throws {
    flush()
    lines.append("instruction \(target) \(data)")
  }
}

func events(_ bytes: [UInt8], _ options: XMLReaderOptions = XMLReaderOptions(), piece: Int = .max) throws -> [String] {
  let transcript = Transcript()
  let reader = XMLReader(handler: transcript, options: options)
  var rest = bytes[...]
  while !rest.isEmpty {
    try reader.feed(Array(rest.prefix(piece)))
    rest = rest.dropFirst(piece)
  }
  try reader.finish()
  return transcript.lines
}

@Suite struct XMLReaderTests {
  static let sample = """
    <?xml version="1.0"?><!--c--><a xmlns="u" xmlns:p="v" p:x="1&amp;&#x41;" y='&lt;"'>t&gt;\r\n<![CDATA[<&]]><p:b/>\
    <?pi data?>é</a>
    """

  static let expected = [
    "comment c", "start {u}a", "  {v}p:x=1&A", "  {}y=<\"", "text t>\n<&", "start {v}p:b", "end p:b",
    "instruction pi data", "text é", "end a",
  ]

  @Test(arguments: [1, 2, 3, 7, 64, Int.max])
  func eventsAreTheSameHoweverTheDocumentIsCut(piece: Int) throws {
    #expect(try events(Array(Self.sample.utf8), piece: piece) == Self.expected)
  }

  @Test func eventsCanBePulled() throws {
    let reader = XMLEventReader(Array(Self.sample.utf8))
    var pulled: [XMLEvent] = []
    while let event = try reader.next() { pulled.append(event) }
    #expect(pulled.count == 8)
    #expect(pulled[0] == .comment("c"))
    #expect(pulled[2] == .text("t>\n<&"))
    #expect(pulled[3] == .start(XMLName("b", namespace: "v"), []))
    #expect(reader.line == 2)
  }

  @Test func eventsBeforeAnErrorAreDelivered() throws {
    let reader = XMLEventReader(Array("<a><b/></c>".utf8))
    #expect(try reader.next() == .start(XMLName("a"), []))
    #expect(try reader.next() == .start(XMLName("b"), []))
    #expect(try reader.next() == .end(XMLName("b")))
    #expect(throws: XMLError.self) { try reader.next() }
    #expect(throws: XMLError.self) { try reader.next() }
  }

  @Test func errorsTellThePlace() throws {
    do {
      _ = try events(Array("<a>\n  <b>\n</a>".utf8))
      Issue.record("accepted")
    } catch let error as XMLError {
      #expect(error.code == .malformed)
      #expect(error.position?.line == 3)
      #expect(error.position?.byte ?? 0 >= 10)
      #expect(error.message.contains("mismatch"))
    }
  }

  @Test func aHandlersErrorComesOut() throws {
    struct Enough: Error {}
    final class Stopper: XMLHandler {
      var count = 0
      func start(_ tag: borrowing XMLStartTag) throws {
        count += 1
        if count == 2 { throw Enough() }
      }
    }
    let stopper = Stopper()
    #expect(throws: Enough.self) { try XMLReader.read(Array("<a><b/><c/></a>".utf8), handler: stopper) }
    #expect(stopper.count == 2)
  }

  @Test func attributesAreLookedUp() throws {
    final class Looker: XMLHandler {
      var found: [String?] = []
      func start(_ tag: borrowing XMLStartTag) throws {
        found = [
          tag.attribute("r"), tag.attribute("id"), tag.attribute("id", namespace: "u"), tag.attribute("i"),
          tag.attribute("rr"), tag.namespaceBindings.first?.namespace,
        ]
      }
    }
    let looker = Looker()
    try XMLReader.read(Array("<a xmlns:p='u' r='A1' p:id='x'/>".utf8), handler: looker)
    #expect(looker.found == ["A1", nil, "x", nil, nil, "u"])
  }

  @Test(arguments: ["UTF-8", "UTF-16LE", "UTF-16BE", "ISO-8859-1", "windows-1252", "Shift_JIS"])
  func encodingsAreRead(encoding: String) throws {
    let text = encoding == "Shift_JIS" ? "漢字" : "é"
    let document =
      "<?xml version=\"1.0\" encoding=\"\(encoding.hasPrefix("UTF-16") ? "UTF-16" : encoding)\"?><a>\(text)</a>"
    var bytes: [UInt8] = []
    switch encoding {
    case "UTF-8": bytes = [0xEF, 0xBB, 0xBF] + Array(document.utf8)
    case "UTF-16LE": bytes = [0xFF, 0xFE] + document.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case "UTF-16BE": bytes = [0xFE, 0xFF] + document.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    case "Shift_JIS":
      bytes = document.unicodeScalars.flatMap { scalar -> [UInt8] in
        scalar == "漢" ? [0x8A, 0xBF] : scalar == "字" ? [0x8E, 0x9A] : [UInt8(scalar.value)]
      }
    default: bytes = document.unicodeScalars.map { UInt8($0.value) }
    }
    #expect(try events(bytes) == ["start {}a", "text \(text)", "end a"])
    #expect(try events(bytes, piece: 1) == ["start {}a", "text \(text)", "end a"])
  }

  /// The converters know no parser; what they complain of must reach us and not standard error.
  @Test func brokenEncodingsAreErrors() throws {
    for bytes: [UInt8] in [
      [0xFF, 0xFE, 0x3C, 0, 0x61, 0, 0x3E, 0, 0x97, 0xDB, 0, 0x78, 0x3C, 0, 0x2F, 0, 0x61, 0, 0x3E, 0],
      Array("<?xml version='1.0' encoding='Shift_JIS'?><a>".utf8) + [0x81, 0xFF] + Array("</a>".utf8),
    ] {
      for piece in [1, Int.max] {
        do {
          _ = try events(bytes, piece: piece)
          Issue.record("accepted")
        } catch let error as XMLError { #expect(error.code == .encoding, "\(error)") }
      }
    }
  }

  @Test func anEncodingFromOutsideWins() throws {
    let bytes = Array("<a>".utf8) + [0xE9] + Array("</a>".utf8)
    #expect(throws: XMLError.self) { try events(bytes) }
    let contradicted = Array("<?xml version='1.0' encoding='UTF-8'?>".utf8) + bytes
    #expect(try events(contradicted, .init(encoding: "ISO-8859-1")) == ["start {}a", "text é", "end a"])
    #expect(try events(bytes, .init(encoding: "ISO-8859-1")) == ["start {}a", "text é", "end a"])
    #expect(throws: XMLError.self) { try events(bytes, .init(encoding: "no-such-encoding")) }
  }

  struct Bound: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let limits: XMLLimits
    let fits: String
    let exceeds: String
  }

  static let bounds: [Bound] = [
    Bound(
      testDescription: "document", limits: XMLLimits(documentBytes: 10), fits: "<a>xxx</a>", exceeds: "<a>xxxx</a>"),
    Bound(
      testDescription: "depth", limits: XMLLimits(depth: 2), fits: "<a><a/><a/></a>", exceeds: "<a><a><a/></a></a>"),
    Bound(
      testDescription: "attributes", limits: XMLLimits(attributes: 2), fits: "<a b='' c=''/>",
      exceeds: "<a b='' c='' xmlns='u'/>"),
    Bound(testDescription: "name", limits: XMLLimits(nameBytes: 3), fits: "<abc/>", exceeds: "<abcd/>"),
    Bound(
      testDescription: "attribute's name", limits: XMLLimits(nameBytes: 3), fits: "<a abc=''/>",
      exceeds: "<a abcd=''/>"),
    Bound(
      testDescription: "attribute", limits: XMLLimits(attributeBytes: 3), fits: "<a b='xxx'/>", exceeds: "<a b='xxxx'/>"
    ),
    Bound(
      testDescription: "text", limits: XMLLimits(textBytes: 3), fits: "<a>xxx<b/>xxx</a>",
      exceeds: "<a>xx<![CDATA[xx]]></a>"),
    Bound(
      testDescription: "comment", limits: XMLLimits(textBytes: 3), fits: "<a><!--xxx--></a>", exceeds: "<!--xxxx--><a/>"
    ),
    Bound(
      testDescription: "instruction", limits: XMLLimits(textBytes: 3), fits: "<a><?p xxx?></a>",
      exceeds: "<?p xxxx?><a/>"),
  ]

  @Test(arguments: bounds)
  func limitsHold(bound: Bound) throws {
    _ = try events(Array(bound.fits.utf8), .init(limits: bound.limits))
    do {
      _ = try events(Array(bound.exceeds.utf8), .init(limits: bound.limits))
      Issue.record("accepted")
    } catch let error as XMLError {
      #expect(error.code == .limit)
    }
  }

  @Test func anEndlessTagIsGivenUp() throws {
    let reader = XMLReader(
      handler: Transcript(), options: .init(limits: XMLLimits(attributeBytes: 100_000, textBytes: 100_000)))
    let piece = [UInt8](repeating: 0x78, count: 65_536)
    try reader.feed(Array("<a b='".utf8))
    #expect(throws: XMLError.self) {
      for _ in 0..<100 { try reader.feed(piece) }
    }
  }

  @Test func deepDocumentsAreReadWhenAllowed() throws {
    let depth = 5_000
    let text = String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
    #expect(throws: XMLError.self) { try events(Array(text.utf8)) }
    #expect(try events(Array(text.utf8), .init(limits: XMLLimits(depth: depth))).count == 2 * depth)
  }

  @Test func readersRunSideBySide() async throws {
    let rows = String(repeating: "<r a='1'>x&amp;y</r>", count: 2_000)
    try await withThrowingTaskGroup(of: Int.self) { group in
      for index in 0..<16 {
        group.addTask {
          if index.isMultiple(of: 4) {
            _ = try? events(Array("<d>\(rows)</e>".utf8))
            return 6_002 + 2_000
          }
          return try events(Array("<d>\(rows)</d>".utf8)).count
        }
      }
      for try await count in group { #expect(count == 8_002) }
    }
  }

  @Test func treesAreSearched() throws {
    let node = try XMLNode.read(
      Array("<a><b id='1'>x<c>y</c>z</b><b id='2'/><p:b xmlns:p='u'/></a>".utf8))
    #expect(node.all("b").count == 3)
    #expect(node.all(XMLName("b", namespace: "u")).count == 1)
    #expect(node.first("b/c")?.text == "y")
    #expect(node.first("b")?.text == "xyz")
    #expect(node.all("b")[1]["id"] == "2")
    #expect(node.first("b/d") == nil)
  }
}
