import ByteIO
import Testing
import XML

/// What `body` writes, as text.
func written(
  _ options: XMLWriter.Options = XMLWriter.Options(), _ body: (inout XMLWriter) throws -> Void
) throws -> String {
  let sink = MemorySink()
  var xml = XMLWriter(to: sink, options: options)
  try body(&xml)
  try xml.finish()
  return String(decoding: sink.bytes, as: UTF8.self)
}

@Suite struct XMLWriterTests {
  @Test func writesAWorksheet() throws {
    let text = try written { xml in
      try xml.declaration(standalone: true)
      try xml.start("worksheet")
      try xml.namespace("http://example.com/main")
      try xml.namespace("r", "http://example.com/r")
      try xml.start("c")
      try xml.attribute("r", "A1")
      try xml.attribute("s", 42)
      try xml.attribute("r:id", "rId1")
      try xml.element("v", text: -17)
      try xml.end()
      try xml.start("w")
      try xml.end()
      try xml.end()
    }
    #expect(
      text == """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <worksheet xmlns="http://example.com/main" xmlns:r="http://example.com/r">\
        <c r="A1" s="42" r:id="rId1"><v>-17</v></c><w/></worksheet>
        """)
  }

  @Test(arguments: [
    ("a&b<c>d\"e'f", "a&amp;b&lt;c&gt;d\"e'f", "a&amp;b&lt;c&gt;d&quot;e'f"),
    ("tab\tline\nreturn\r", "tab\tline\nreturn&#xD;", "tab&#x9;line&#xA;return&#xD;"),
    ("12345678&", "12345678&amp;", "12345678&amp;"),
    ("é漢字😀\u{FFFD}\u{FEFF}", "é漢字😀\u{FFFD}\u{FEFF}", "é漢字😀\u{FFFD}\u{FEFF}"),
    ("\u{7F}\u{80}\u{9F}]]>", "\u{7F}\u{80}\u{9F}]]&gt;", "\u{7F}\u{80}\u{9F}]]&gt;"),
  ])
  func escapes(text: String, asText: String, asAttribute: String) throws {
    let result = try written { xml in
      try xml.start("a")
      try xml.attribute("b", text)
      try xml.text(text)
      try xml.end()
    }
    #expect(result == "<a b=\"\(asAttribute)\">\(asText)</a>")
  }

  @Test func everyCharacterAtEveryOffsetSurvives() throws {
    for special in ["&", "<", ">", "\"", "\r", "\u{FFFD}", "\u{EFFF}", "é", "\u{10FFFF}"] {
      for offset in 0..<20 {
        let text = String(repeating: "x", count: offset) + special + String(repeating: "y", count: 20 - offset)
        let xml = try written { xml in
          try xml.start("a")
          try xml.attribute("b", text)
          try xml.text(text)
          try xml.end()
        }
        let node = try XMLNode.read(Array(xml.utf8))
        #expect(node.text.utf8.elementsEqual(text.utf8))
        #expect(node["b"]?.utf8.elementsEqual(text.utf8) == true)
      }
    }
  }

  @Test func illegalCharactersFollowTheOption() throws {
    for bad in ["\0", "\u{1}", "\u{B}", "\u{1F}", "\u{FFFE}", "\u{FFFF}"] {
      for offset in 0..<10 {
        let text = String(repeating: "x", count: offset) + bad + "yyyyyyyyy"
        #expect(throws: XMLError.self) { try written { try $0.element("a", text: text) } }
        #expect(throws: XMLError.self) {
          try written { xml in
            try xml.start("a")
            try xml.comment(text)
            try xml.end()
          }
        }
        let replaced = try written(.init(illegalCharacters: .replace)) { try $0.element("a", text: text) }
        #expect(replaced == "<a>\(String(repeating: "x", count: offset))\u{FFFD}yyyyyyyyy</a>")
        let removed = try written(.init(illegalCharacters: .remove)) { try $0.element("a", text: text) }
        #expect(removed == "<a>\(String(repeating: "x", count: offset))yyyyyyyyy</a>")
      }
    }
  }

  @Test func bytesThatAreNotUTF8AreRefusedOrReplaced() throws {
    for bad: [UInt8] in [
      [0x80], [0xC0, 0xAF], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF8],
      [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xFF],
    ] {
      func write(_ options: XMLWriter.Options) throws -> String {
        try written(options) { xml in
          try xml.start("a")
          try bad.withUnsafeBufferPointer { try xml.text(utf8: $0) }
          try xml.end()
        }
      }
      #expect(throws: XMLError.self) { try write(.init()) }
      #expect(try write(.init(illegalCharacters: .replace)).contains("\u{FFFD}"))
    }
    let good = Array("é漢😀\u{7FF}\u{800}\u{FFFD}\u{10000}\u{10FFFF}".utf8)
    let text = try written { xml in
      try xml.start("a")
      try good.withUnsafeBufferPointer { try xml.text(utf8: $0) }
      try xml.end()
    }
    #expect(Array(text.utf8) == Array("<a>".utf8) + good + Array("</a>".utf8))
  }

  @Test(arguments: [0, 1, 9, 10, 99, 100, -1, -10, Int.max, Int.min, 1_000_000_007])
  func numbersAreDecimal(number: Int) throws {
    #expect(try written { try $0.element("a", text: number) } == "<a>\(number)</a>")
  }

  @Test func decimalsAreShortestAndFinite() throws {
    for (number, text) in [(0.1, "0.1"), (3.0, "3"), (-2.5, "-2.5"), (1e300, "1e+300"), (1e-7, "1e-7")] {
      let result = try written { xml in
        try xml.start("a")
        try xml.text(number)
        try xml.end()
      }
      #expect(result == "<a>\(text)</a>")
    }
    for number in [Double.nan, .infinity, -.infinity] {
      #expect(throws: XMLError.self) {
        try written { xml in
          try xml.start("a")
          try xml.text(number)
        }
      }
    }
  }

  @Test func sectionsAreSplit() throws {
    let text = "a]]>b]]]]>>c]]\rd"
    let xml = try written { xml in
      try xml.start("a")
      try xml.cdata(text)
      try xml.end()
    }
    #expect(xml.hasPrefix("<a><![CDATA[a]]]]><![CDATA[>b"))
    #expect(try XMLNode.read(Array(xml.utf8)).text == text)
  }

  @Test func indentsElementsAndLeavesTextAlone() throws {
    let text = try written(.init(indentation: 2)) { xml in
      try xml.declaration()
      try xml.start("a")
      try xml.element("b", text: "text")
      try xml.start("c")
      try xml.start("d")
      try xml.end()
      try xml.comment(" e ")
      try xml.end()
      try xml.start("p")
      try xml.text("mixed ")
      try xml.element("i", text: "x")
      try xml.end()
      try xml.start("pre")
      try xml.attribute("xml:space", "preserve")
      try xml.element("i", text: "x")
      try xml.end()
      try xml.end()
    }
    #expect(
      text == """
        <?xml version="1.0" encoding="UTF-8"?>
        <a>
          <b>text</b>
          <c>
            <d/>
            <!-- e -->
          </c>
          <p>mixed <i>x</i></p>
          <pre xml:space="preserve"><i>x</i></pre>
        </a>

        """)
  }

  struct Misuse: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: XMLError.Code
    let body: @Sendable (inout XMLWriter) throws -> Void

    init(_ name: String, _ code: XMLError.Code, _ body: @escaping @Sendable (inout XMLWriter) throws -> Void) {
      testDescription = name
      self.code = code
      self.body = body
    }
  }

  static let misuses: [Misuse] = [
    Misuse("nothing written", .misplaced) { _ in },
    Misuse("element left open", .misplaced) { try $0.start("a") },
    Misuse("end without start", .misplaced) { try $0.end() },
    Misuse("two roots", .misplaced) {
      try $0.element("a", text: ""); try $0.start("b")
    },
    Misuse("text before the root", .misplaced) { try $0.text("x") },
    Misuse("text after the root", .misplaced) {
      try $0.element("a", text: ""); try $0.text("x")
    },
    Misuse("attribute after text", .misplaced) {
      try $0.start("a"); try $0.text(""); try $0.attribute("b", "c")
    },
    Misuse("attribute after a child", .misplaced) {
      try $0.start("a"); try $0.element("b", text: "x"); try $0.attribute("b", "c")
    },
    Misuse("attribute twice", .duplicateAttribute) {
      try $0.start("a"); try $0.attribute("b", "c"); try $0.attribute(named: "b", "d")
    },
    Misuse("attribute twice by namespace", .duplicateAttribute) {
      try $0.start("a"); try $0.namespace("p", "u"); try $0.namespace("q", "u")
      try $0.attribute("p:b", "c"); try $0.attribute("q:b", "d"); try $0.end()
    },
    Misuse("prefix not bound", .name) {
      try $0.start("p:a"); try $0.end()
    },
    Misuse("prefix of an attribute not bound", .name) {
      try $0.start("a"); try $0.attribute("p:b", "c"); try $0.text("x")
    },
    Misuse("prefix out of scope", .name) {
      try $0.start("a"); try $0.start("p:b"); try $0.namespace("p", "u"); try $0.end()
      try $0.start("p:b"); try $0.end()
    },
    Misuse("prefix bound twice", .duplicateAttribute) {
      try $0.start("a"); try $0.namespace("p", "u"); try $0.namespace("p", "v")
    },
    Misuse("prefix xml", .name) {
      try $0.start("a"); try $0.namespace("xml", "u")
    },
    Misuse("prefix xmlns", .name) {
      try $0.start("a"); try $0.namespace("xmlns", "u")
    },
    Misuse("prefix of nothing", .name) {
      try $0.start("a"); try $0.namespace("p", "")
    },
    Misuse("reserved namespace", .name) {
      try $0.start("a"); try $0.namespace("p", "http://www.w3.org/XML/1998/namespace")
    },
    Misuse("xmlns as attribute", .misplaced) {
      try $0.start("a"); try $0.attribute("xmlns", "u")
    },
    Misuse("xmlns:p as attribute", .misplaced) {
      try $0.start("a"); try $0.attribute("xmlns:p", "u")
    },
    Misuse("empty name", .name) { try $0.start("") },
    Misuse("name with a space", .name) { try $0.start("a b") },
    Misuse("name that starts with a digit", .name) { try $0.start("1a") },
    Misuse("name with two colons", .name) { try $0.start("a:b:c") },
    Misuse("name that ends with a colon", .name) { try $0.start("a:") },
    Misuse("injection by a name", .name) { try $0.start(named: "a><b") },
    Misuse("injection by an attribute's name", .name) {
      try $0.start("a"); try $0.attribute(named: "b=\"\" c", "d")
    },
    Misuse("endless name", .name) { try $0.start(named: String(repeating: "a", count: 40_000)) },
    Misuse("comment with two hyphens", .misplaced) { try $0.comment("a--b") },
    Misuse("comment that ends with a hyphen", .misplaced) { try $0.comment("a-") },
    Misuse("instruction that ends itself", .misplaced) { try $0.instruction("a", "b?>c") },
    Misuse("instruction named xml", .name) { try $0.instruction("XmL", "b") },
    Misuse("declaration late", .misplaced) {
      try $0.comment("a"); try $0.declaration()
    },
    Misuse("doctype late", .misplaced) {
      try $0.start("a"); try $0.doctype("a")
    },
    Misuse("doctype twice", .misplaced) {
      try $0.doctype("a"); try $0.doctype("a")
    },
    Misuse("quote in a system identifier", .illegalCharacter) { try $0.doctype("a", systemID: "\"") },
    Misuse("content that ends its element", .misplaced) { try $0.element("a") { try $0.end() } },
  ]

  @Test(arguments: misuses)
  func misuseIsRefused(misuse: Misuse) throws {
    do {
      let text = try written { try misuse.body(&$0) }
      Issue.record("accepted as \(text)")
    } catch let error as XMLError {
      #expect(error.code == misuse.code)
    }
  }

  @Test func anErrorStays() throws {
    let sink = MemorySink()
    var xml = XMLWriter(to: sink)
    try xml.start("a")
    #expect(throws: XMLError.self) { try xml.start("1") }
    #expect(throws: XMLError.self) { try xml.end() }
    #expect(throws: XMLError.self) { try xml.finish() }
    #expect(sink.bytes.isEmpty)
  }

  @Test func longTextsPassThroughTheBuffer() throws {
    let text = String(repeating: "<&>\r\"é漢", count: 40_000)
    let xml = try written { xml in
      try xml.start("a")
      try xml.attribute("b", String(repeating: "\"", count: 200_000))
      try xml.text(text)
      try xml.cdata(String(repeating: "\r", count: 50_000))
      try xml.end()
    }
    let node = try XMLNode.read(Array(xml.utf8))
    #expect(node["b"]?.count == 200_000)
    #expect(node.text.utf8.elementsEqual((text + String(repeating: "\r", count: 50_000)).utf8))
  }

  @Test func namesAreKeptByBytes() throws {
    let text = try written { xml in
      try xml.start(named: "e\u{301}")
      try xml.start(named: "\u{E9}")
      try xml.end()
      try xml.end()
    }
    #expect(text.utf8.elementsEqual("<e\u{301}><\u{E9}/></e\u{301}>".utf8))
  }
}
