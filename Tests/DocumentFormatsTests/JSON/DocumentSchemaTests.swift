import Documents
import Judging
import MarkupFormats
import Testing

/// The schema of documents says what the reader says.
struct DocumentSchemaTests {
  private static let root = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")

  /// Whether jsonschema accepts each document.
  private func verdicts(_ documents: [String]) throws -> [Bool] {
    let program = """
      import json, sys
      from jsonschema import Draft202012Validator
      schema = json.load(open(sys.argv[1]))
      Draft202012Validator.check_schema(schema)
      validator = Draft202012Validator(schema)
      for path in sys.argv[2:]:
          print(validator.is_valid(json.load(open(path))))
      """
    let folder = try TemporaryFolder()
    let files = try documents.enumerated().map { try folder.write(Array($1.utf8), to: "\($0).json") }
    let path = "\(Self.root)/docs/formats/document.schema.json"
    let verdict = try Judge.run([OfficeJudge.python(), "-c", program, path] + files)
    try #require(verdict.status == 0, "\(verdict.output)")
    return verdict.output.split(separator: "\n").map { $0 == "True" }
  }

  private static let valid = [
    "{}",
    #"{"title": "A", "author": {"name": "B"}, "date": "2026-11", "lang": "pt-BR", "tags": "a, b", "version": 2}"#,
    #"{"metadata": {"title": "A", "project": 7}, "variables": {"a": 1}, "#
      + #""type": "business_plan", "quality": "premium"}"#,
    #"{"sections": [{"heading": "H", "content": "*m*", "level": 2, "sections": [{"content": "x"}], "id": "h"}]}"#,
    #"{"blocks": ["plain", {"type": "paragraph", "content": ["a", "#
      + #"{"type": "strong", "content": "b"}], "align": "justify"}]}"#,
    #"{"blocks": [{"type": "list", "ordered": true, "start": 4, "#
      + #""style": "upper-roman", "items": ["a", {"blocks": ["b"], "done": true}]}]}"#,
    #"{"blocks": [{"type": "table", "columns": [{}, {"align": "end", "width": 0.25}, {"width": "3cm"}], "#
      + #""rows": [["a", 1.5, null], [{"content": "c", "columnSpan": 3}]], "caption": "C"}]}"#,
    #"{"blocks": [{"type": "figure", "image": {"source": "a.png", "alt": "A", "#
      + #""width": "50%"}}, {"type": "rule"}, {"type": "page-break", "target": "odd-page"}]}"#,
    #"{"blocks": [{"type": "chart", "form": "line", "series": [{"values": [1, null, 2]}], "height": 200}]}"#,
    #"{"blocks": [{"type": "division", "role": "section", "#
      + #""layout": {"columns": 2, "header": {"first": "x"}}, "blocks": []}]}"#,
    ##"{"theme": {"base": "classic", "fonts": {"body": "Noto Serif"}, "colors": {"accent": "#fa0"}, "##
      + ##""sizes": {"body": 11}}}"##,
    #"{"page": {"size": {"width": "10cm", "height": "20cm"}, "#
      + #""margins": {"top": "1cm"}}, "footer": "{page}", "numbering": true}"#,
    #"{"watermark": {"text": "DRAFT", "angle": 30}, "branding": {"company": "C", "address": ["a"]}, "title": null}"#,
    #"{"resources": [{"name": "a", "data": "aGk="}], "sources": [{"key": "k", "title": "t"}], "content": "x"}"#,
    #"{"blocks": [{"type": "paragraph", "content": [{"type": "footnote", "id": "n", "#
      + #""blocks": ["x"]}, {"type": "line-break"}, {"type": "citation", "items": [{"key": "k"}]}]}]}"#,
  ]

  private static let invalid = [
    #"[]"#, #"{"titel": "A"}"#, #"{"title": ["A"]}"#, #"{"date": "yesterday"}"#, #"{"lang": "x"}"#,
    #"{"type": "poem"}"#,
    #"{"quality": "best"}"#, #"{"theme": "dark"}"#, #"{"page": "a9"}"#, #"{"numbering": {"headings": 7}}"#,
    #"{"sections": [{"heding": "H"}]}"#, #"{"sections": [{"level": 9}]}"#, #"{"blocks": [7]}"#,
    #"{"blocks": [{"content": "x"}]}"#, #"{"blocks": [{"type": "poem"}]}"#,
    #"{"blocks": [{"type": "heading", "content": "x"}]}"#,
    #"{"blocks": [{"type": "heading", "level": 7, "content": "x"}]}"#,
    #"{"blocks": [{"type": "paragraph", "content": "x", "level": 1}]}"#,
    #"{"blocks": [{"type": "paragraph", "content": [{"type": "strong"}]}]}"#,
    #"{"blocks": [{"type": "list", "items": [{"done": 1, "blocks": []}]}]}"#,
    #"{"blocks": [{"type": "table", "rows": [[{"columnSpan": 0}]]}]}"#,
    #"{"blocks": [{"type": "table", "columns": [{"width": 2}], "rows": []}]}"#,
    #"{"blocks": [{"type": "chart", "form": "donut", "series": []}]}"#, #"{"blocks": [{"type": "figure"}]}"#,
    #"{"blocks": [{"type": "callout", "form": "note"}]}"#, #"{"blocks": [{"type": "rule", "width": 1}]}"#,
    #"{"blocks": [{"type": "paragraph", "content": [{"type": "line-break", "text": "x"}]}]}"#,
    #"{"branding": {"primaryColor": "red"}}"#, #"{"watermark": {"angle": 3}}"#, #"{"resources": [{"name": "a"}]}"#,
    #"{"sources": [{"key": "k"}]}"#, #"{"variables": {"a": []}}"#, #"{"header": {"left": "x"}}"#,
  ]

  @Test func theSchemaAndTheReaderAgree() throws {
    let verdicts = try verdicts(Self.valid + Self.invalid)
    try #require(verdicts.count == Self.valid.count + Self.invalid.count)
    for (index, text) in (Self.valid + Self.invalid).enumerated() {
      let isValid = index < Self.valid.count
      #expect(verdicts[index] == isValid, "the schema: \(text)")
      let isRead = (try? JSONDocumentReader().read(Array(text.utf8))) != nil
      #expect(isRead == isValid, "the reader: \(text)")
    }
  }

  @Test func whatIsWrittenFitsTheSchema() throws {
    let documents = [try Corpus.everything(), OfficeSample.document, Document()]
    let texts = try documents.map { String(decoding: try JSONDocumentWriter().bytes($0).bytes, as: UTF8.self) }
    #expect(try verdicts(texts) == [true, true, true])
  }
}
