import Archives
import ByteIO
import JSON
import Testing
import XML

/// The examples of docs/json.md, docs/xml.md and docs/archives.md, word for word.
@Suite struct FoundationExamples {
  @Test func writeJSON() {
    let name = "a \"b\""
    var json = JSONWriter()
    json.beginObject()
    json.key("name"); json.string(name)
    json.key("pages"); json.integer(12)
    json.member("draft", false)
    json.endObject()
    let bytes = json.finish()
    #expect(String(decoding: bytes, as: UTF8.self) == #"{"name":"a \"b\"","pages":12,"draft":false}"#)
  }

  @Test func readJSON() throws {
    let bytes = Array(#"{"other":[1,{}],"title":"Report"}"#.utf8)
    var title = ""
    var reader = try JSONReader(bytes)
    try reader.readObject { key, reader throws(JSONError) in
      switch key {
      case "title": title = try reader.readString()
      default: try reader.skipValue()
      }
    }
    try reader.finish()
    #expect(title == "Report")
  }

  @Test func decodeARequest() throws {
    enum PaperSize: String, CaseIterable {
      case a4, letter
    }
    struct Page: JSONDecodable {
      let title: String
      let size: PaperSize
      let copies: Int
      init(json: JSONCursor) throws(JSONError) {
        try json.allow("title", "size", "copies")
        title = try json["title"].string()
        size = try json["size"].choice(PaperSize.self)
        copies = try json["copies"].ifPresent?.integer(in: 1...99) ?? 1
      }
    }
    let body = Array(#"{"title":"T","size":"letter"}"#.utf8)
    let page = try Page(parsing: body)
    #expect(page.size == .letter && page.copies == 1 && page.title == "T")
  }

  @Test func writeXML() throws {
    let sink = MemorySink()
    var xml = XMLWriter(to: sink)
    try xml.declaration(standalone: true)
    try xml.start("worksheet")
    try xml.namespace("http://schemas.openxmlformats.org/spreadsheetml/2006/main")
    try xml.start("c")
    try xml.attribute("r", "A1")
    try xml.element("v", text: 42)
    try xml.end()
    try xml.end()
    try xml.finish()  // checks that the document is whole; the sink stays open
    #expect(String(decoding: sink.bytes, as: UTF8.self).hasSuffix("<c r=\"A1\"><v>42</v></c></worksheet>"))
  }

  @Test func writeAnArchive() throws {
    let sink = MemorySink()
    let zip = ZIPWriter(to: sink)
    try zip.add("mimetype", Array("application/epub+zip".utf8), compression: .stored)
    let entry = try zip.entry("xl/worksheets/sheet1.xml", compression: .fast)
    var xml = XMLWriter(to: entry)
    try xml.start("worksheet")
    try xml.end()
    try xml.finish()
    try entry.finish()
    try zip.finish()
    try sink.finish()  // whoever made a sink finishes it
    #expect(sink.bytes.starts(with: [0x50, 0x4B, 3, 4]))
  }
}
