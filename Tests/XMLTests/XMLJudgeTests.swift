import ByteIO
import Judging
import Testing
import XML

@Suite struct XMLJudgeTests {
  /// Every element, attribute and text we write is what others read, and xmllint's canonical form is ours.
  @Test func othersReadWhatWeWrite() throws {
    let folder = try TemporaryFolder()
    let texts = ["plain", "<&>\"'", "\t\n\r \r\n", "é漢😀", "]]>", "a\u{85}b\u{2028}c", "\u{FFFD}\u{FEFF}", ""]
    let document = try written { xml in
      try xml.start("r")
      try xml.namespace("http://example.com/a?b&c")
      try xml.namespace("p", "urn:p")
      for text in texts {
        try xml.start("p:e")
        try xml.attribute("a", text)
        try xml.attribute("p:b", text)
        try xml.text(text)
        try xml.end()
        try xml.start("c")
        try xml.cdata(text)
        try xml.end()
      }
      try xml.end()
    }
    let path = try folder.write(document, to: "a.xml")
    let lint = try Judge.run(["xmllint", "--noout", "--nonet", path])
    #expect(lint.status == 0 && lint.output.isEmpty, "\(lint.output)")
    let python = try Judge.python(
      """
      import sys, xml.etree.ElementTree as E
      texts = ["plain", "<&>\\"'", "\\t\\n\\r \\r\\n", "é漢😀", "]]>", "a\\x85b\\u2028c", "\\ufffd\\ufeff", ""]
      r = E.parse(sys.argv[1]).getroot(); assert r.tag == "{http://example.com/a?b&c}r"
      got = [(e.get("a"), e.get("{urn:p}b"), e.text or "") for e in r.findall("{urn:p}e")]
      assert got == [(t, t, t) for t in texts], got
      assert [e.text or "" for e in r if e.tag.endswith("}c")] == texts
      """, path)
    #expect(python.status == 0, "\(python.output)")
    // Canonical XML has no empty tags and no CDATA and orders attributes; all else is as we write it.
    let plain = try written { xml in
      try xml.start("r")
      for text in texts {
        try xml.start("e")
        try xml.attribute("a", text.filter { $0 != ">" })
        try xml.text(text + "x")
        try xml.end()
      }
      try xml.end()
    }
    let canonical = try Judge.run(["xmllint", "--c14n", try folder.write(plain, to: "b.xml")])
    #expect(canonical.status == 0)
    #expect(canonical.output.utf8.elementsEqual(plain.utf8))
  }

  @Test func theTypeIsReadByOthers() throws {
    let folder = try TemporaryFolder()
    let document = try written(.init(indentation: 1)) { xml in
      try xml.declaration()
      try xml.comment(" before ")
      try xml.instruction("style", "a=\"b\"")
      try xml.doctype("html", publicID: "-//W3C//DTD XHTML 1.1//EN", systemID: "http://example.com/xhtml11.dtd")
      try xml.element("html", text: "x")
    }
    let lint = try Judge.run(["xmllint", "--noout", "--nonet", try folder.write(document, to: "a.xml")])
    #expect(lint.status == 0 && lint.output.isEmpty, "\(lint.output)")
  }

  /// Documents that are not well-formed; the last ones break only the rules of namespaces.
  static let malformed: [String] = [
    "", " ", "text", "<", "<a", "<a>", "</a>", "<a></b>", "<a/><b/>", "<a/>text", "text<a/>", "<a></a></a>",
    "<a><b></a></b>", "<1/>", "< a/>", "<a /b>", "<a b/>", "<a b=/>", "<a b=c/>", "<a b='c/>", "<a b=\"c'/>",
    "<a b='<'/>", "<a b='1' b='2'/>", "<a b='1'c='2'/>", "<a b='&'/>", "<a b='&x'/>", "<a>&</a>", "<a>& b</a>",
    "<a>&x;</a>", "<a>&#;</a>", "<a>&#x;</a>", "<a>&#0;</a>", "<a>&#x1F;</a>", "<a>&#xD800;</a>", "<a>&#xFFFE;</a>",
    "<a>&#x110000;</a>", "<a>&#99999999999;</a>", "<a>]]></a>", "<a><![CDATA[</a>", "<a><![CDATA[]]</a>",
    "<a><![cdata[]]></a>", "<![CDATA[]]><a/>", "<a><!-- -- --></a>", "<a><!-- ---></a>", "<a><!-- </a>", "<a><!></a>",
    "<a><? ?></a>", "<a><?xml ?></a>", "<a><?b</a>", "<a><?xml version='1.0'?></a>", " <?xml version='1.0'?><a/>",
    "<?xml?><a/>", "<?xml version='1.0'><a/>", "<?xml version=1.0?><a/>", "<?xml encoding='UTF-8'?><a/>",
    "<?xml version='1.0' standalone='maybe'?><a/>", "<?xml version='1.0' encoding='no-such'?><a/>",
    "<?xml version='1.0' encoding='UTF-8' version='1.0'?><a/>", "<a>\u{1}</a>", "<a>\u{B}</a>", "<a b='\u{1F}'/>",
    "<a>\u{FFFE}</a>", "<a>\u{FFFF}</a>", "<\u{1}/>", "<a\u{0}/>", "<a b\u{D7}='c'/>", "<a:b:c/>", "<:a/>",
    "<p:a/>", "<a p:b='c'/>", "<a xmlns:p=''/>", "<a xmlns:xml='u'/>", "<a xmlns:xmlns='u'/>",
    "<a xmlns:p='u' xmlns:q='u' p:b='' q:b=''/>", "<a xmlns='u' xmlns='v'/>", "<a xmlns:p='u' xmlns:p='v'/>",
  ]

  static let brokenBytes: [[UInt8]] = [
    [0x3C, 0x61, 0x3E, 0x80, 0x3C, 0x2F, 0x61, 0x3E], [0x3C, 0x61, 0x3E, 0xC0, 0x80, 0x3C, 0x2F, 0x61, 0x3E],
    [0x3C, 0x61, 0x3E, 0xED, 0xA0, 0x80, 0x3C, 0x2F, 0x61, 0x3E], [0x3C, 0x61, 0x3E, 0xFF, 0x3C, 0x2F, 0x61, 0x3E],
    [0xFE, 0xFF, 0x00, 0x3C], [0x3C, 0x61, 0x3E, 0x00, 0x3C, 0x2F, 0x61, 0x3E], [0xEF, 0xBB, 0xBF],
    [0x3C, 0x61, 0x3E, 0xF4, 0x90, 0x80, 0x80, 0x3C, 0x2F, 0x61, 0x3E],
  ]

  @Test func malformedDocumentsAreRefusedAsXmllintDoes() throws {
    let folder = try TemporaryFolder()
    let documents = Self.malformed.map { Array($0.utf8) } + Self.brokenBytes
    #expect(documents.count >= 60)
    for (number, document) in documents.enumerated() {
      try folder.write(document, to: "\(number).xml")
    }
    // One process judges them all: any word about a file is a complaint.
    let verdict = try Judge.run(
      ["xmllint", "--noout", "--nonet"] + documents.indices.map { "\($0).xml" }, in: folder.path)
    let complained = Set(
      verdict.output.split(separator: "\n").compactMap { $0.split(separator: ":").first.map(String.init) })
    for (number, document) in documents.enumerated() {
      let text = String(decoding: document, as: UTF8.self)
      for piece in [1, Int.max] {
        #expect(throws: XMLError.self, "\(text)") { try events(document, piece: piece) }
      }
      #expect(complained.contains("\(number).xml"), "xmllint accepts \(text)")
    }
  }

  @Test(arguments: [
    "<a/>", "<a></a>", "<a\n/>", "<a b='c' d=\"e\"/>", "<a b='>'/>", "<a>]] ></a>", "<a>></a>", "<a>&#x9;&#10;</a>",
    "\u{FEFF}<a/>", "<?xml version='1.0' encoding='utf-8' standalone='yes'?>\n<a/>\n", "<a><!----></a>", "<a><?b?></a>",
    "<é漢/>", "<a xml:lang='de'/>", "<a xmlns=''/>", "<p:a xmlns:p='u'/>", "<a><![CDATA[]]></a>", "<a>&amp;&apos;</a>",
  ])
  func wellFormedDocumentsAreRead(text: String) throws {
    _ = try events(Array(text.utf8))
    _ = try events(Array(text.utf8), piece: 1)
  }
}
