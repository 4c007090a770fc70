import ByteIO
import Judging
import Testing
import XML

@Suite struct XMLEntityTests {
  static let open = XMLReaderOptions(doctype: .internalOnly)

  static func refusal(_ text: String, _ options: XMLReaderOptions) -> XMLError.Code? {
    do {
      _ = try events(Array(text.utf8), options)
      return nil
    } catch { return (error as? XMLError)?.code }
  }

  @Test func aDocumentTypeIsRefusedUnlessAllowed() throws {
    for text in ["<!DOCTYPE a><a/>", "<!DOCTYPE a SYSTEM 'a.dtd'><a/>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"] {
      #expect(Self.refusal(text, .init()) == .doctype)
      #expect(Self.refusal(text, Self.open) == nil)
    }
  }

  @Test func internalEntitiesAndDefaultsAreRead() throws {
    let text = """
      <!DOCTYPE a [<!ENTITY b "c<d>&e;</d>"><!ENTITY e "f&amp;g"><!ATTLIST a h CDATA "i">]><a j="&e;">&b;&b;</a>
      """
    #expect(
      try events(Array(text.utf8), Self.open) == [
        "start {}a", "  {}j=f&g", "  {}h=i", "text c", "start {}d", "text f&g", "end d", "text c", "start {}d",
        "text f&g", "end d", "end a",
      ])
  }

  /// Every way a document can ask for something outside of it, with a file that would be found.
  static func attacks(_ file: String) -> [String] {
    let outside = "file://\(file)"
    return [
      "<!DOCTYPE a [<!ENTITY x SYSTEM '\(outside)'>]><a>&x;</a>",
      "<!DOCTYPE a [<!ENTITY x SYSTEM '\(file)'>]><a>&x;</a>",
      "<!DOCTYPE a [<!ENTITY x PUBLIC 'p' '\(outside)'>]><a b='&x;'/>",
      "<!DOCTYPE a [<!ENTITY % x SYSTEM '\(outside)'> %x;]><a/>",
      "<!DOCTYPE a [<!ENTITY % x '<!ENTITY y SYSTEM \"\(outside)\">'> %x;]><a>&y;</a>",
      "<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://127.0.0.1:9/x'> %x;]><a/>",
      "<!DOCTYPE a [<!ENTITY x SYSTEM 'http://127.0.0.1:9/x'>]><a>&x;</a>",
      "<!DOCTYPE a [<!ENTITY x SYSTEM 'ftp://127.0.0.1:9/x'>]><a>&x;</a>",
      "<!DOCTYPE a [<!NOTATION n SYSTEM 'n'><!ENTITY x SYSTEM '\(outside)' NDATA n>]><a/>",
      "<!DOCTYPE a SYSTEM '\(outside)'><a>&x;</a>",
      "<!DOCTYPE a SYSTEM '\(outside)' [<!ENTITY % x '1'> %x;]><a/>",
      "<!DOCTYPE a PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd'>"
        + "<a>&nbsp;</a>",
    ]
  }

  static let harmless = [
    "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
    "<?oasis-xml-catalog catalog='file:///etc/passwd'?><a/>",
    "<?xml-stylesheet href='file:///etc/passwd' type='text/xsl'?><a/>",
    "<a xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='file:///etc/passwd' parse='text'/></a>",
    "<a xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='u file:///etc/passwd'/>",
  ]

  @Test func nothingOutsideIsEverRead() throws {
    let folder = try TemporaryFolder()
    let canary = try folder.write("CANARY", to: "canary.txt")
    for attack in Self.attacks(canary) {
      #expect(Self.refusal(attack, .init()) == .doctype, "\(attack)")
      let refusal = Self.refusal(attack, Self.open)
      #expect(refusal == .doctype || refusal == .malformed, "\(attack): \(String(describing: refusal))")
    }
    for text in Self.harmless { #expect(try !events(Array(text.utf8), Self.open).joined().contains("root:")) }
  }

  @Test(arguments: [
    // A billion laughs.
    "<!DOCTYPE a [<!ENTITY l0 'lol'>"
      + (1...9).map { "<!ENTITY l\($0) '\(String(repeating: "&l\($0 - 1);", count: 10))'>" }.joined()
      + "]><a>&l9;</a>",
    // The same in an attribute.
    "<!DOCTYPE a [<!ENTITY l0 'lol'>"
      + (1...9).map { "<!ENTITY l\($0) '\(String(repeating: "&l\($0 - 1);", count: 10))'>" }.joined()
      + "]><a b='&l9;'/>",
    // One long entity many times.
    "<!DOCTYPE a [<!ENTITY x '\(String(repeating: "x", count: 50_000))'>]><a>"
      + String(repeating: "&x;", count: 50_000) + "</a>",
    // Empty entities, which cost time and no space.
    "<!DOCTYPE a [<!ENTITY x ''>]><a>" + String(repeating: "&x;", count: 200_000) + "</a>",
    // Default attributes on many elements.
    "<!DOCTYPE a [<!ATTLIST b "
      + (0..<100).map { "c\($0) CDATA '\(String(repeating: "x", count: 500))'" }
      .joined(separator: " ") + ">]><a>" + String(repeating: "<b/>", count: 20_000) + "</a>",
    // An entity that holds itself.
    "<!DOCTYPE a [<!ENTITY x '&y;'><!ENTITY y '&x;'>]><a>&x;</a>",
    "<!DOCTYPE a [<!ENTITY x '&y;'><!ENTITY y '&x;'>]><a b='&x;'/>",
  ])
  func entitiesCannotGrow(text: String) throws {
    let refusal = Self.refusal(text, Self.open)
    #expect(refusal == .limit || refusal == .malformed)
  }
}
