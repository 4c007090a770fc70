import Documents
import Judging
import OfficeFormats
import Testing

struct ODTWritingTests {
  @Test func odflintFindsNothing() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(ODTWriter().bytes(OfficeSample.document).bytes, to: "sample.odt")
    let output = try Judge.run(["odflint", path]).output
    // Debian's odflint compares the bytes of a comment with a text, which differ in any file.
    let findings = output.split(separator: "\n").filter {
      $0 != "Error: The 'mimetype' member must not have extra header info"
    }
    #expect(findings.isEmpty, "\(findings.joined(separator: "\n"))")
  }

  @Test func theTypeComesFirstStoredAndPlain() throws {
    let bytes = try ODTWriter().bytes(Document(blocks: [.paragraph("x")])).bytes
    #expect(Array(bytes[30..<38]) == Array("mimetype".utf8))
    #expect(bytes[8] == 0 && bytes[28] == 0 && bytes[29] == 0)
    #expect(Array(bytes[38..<77]) == Array("application/vnd.oasis.opendocument.text".utf8))
  }

  @Test func spacesThatWouldFoldStay() throws {
    let text = "  two  three   end "
    let result = try ODTReader().read(
      ODTWriter().bytes(Document(blocks: [.paragraph(text), .code(CodeBlock("  a\n\n    b  c"))])).bytes)
    #expect(result.document.blocks == [.paragraph(text), .code(CodeBlock("  a\n\n    b  c"))])
  }
}
