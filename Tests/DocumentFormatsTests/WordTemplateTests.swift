import DocumentFormats
import Documents
import JSON
import Judging
import OfficeFormats
import Testing

/// Templates that python-docx made, filled here, and read again by python-docx.
struct WordTemplateTests {
  /// Cuts tags into runs as a word processor does, each in a format of its own.
  private static let make = """
    import sys, docx
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    d = docx.Document()
    d.core_properties.title = 'Template'
    def runs(p, *texts):
        for i, text in enumerate(texts):
            r = p.add_run(text)
            r.bold = i % 2 == 1
    runs(d.add_heading('', 1), 'Invoice {', '{num', 'ber}', '}')
    runs(d.add_paragraph(), 'Dear {{na', 'me', '}}, you ', 'owe {{total|curr', 'ency:EUR}}.')
    d.add_paragraph('{{#paid}}')
    d.add_paragraph('Paid on {{day|date:long}}, thank you.')
    d.add_paragraph('{{/paid}}')
    d.add_paragraph('{{^paid}}Please pay.{{/paid}} Always.')
    t = d.add_table(rows=1, cols=3, style='Table Grid')
    for cell, text in zip(t.rows[0].cells, ['What', 'Count', 'Price']): cell.text = text
    row = t.add_row().cells
    row[0].text = '{{#items}}{{@index}}. {{title}}'
    row[1].text = '{{count}}'
    row[2].text = '{{price|number:2}}{{/items}}'
    last = t.add_row().cells
    last[0].text = 'Sum'
    runs(last[2].paragraphs[0], '{{total', '|number:2}}')
    d.add_paragraph('Notes: {{#notes}}{{.}}; {{/notes}}end')
    empty = d.add_table(rows=1, cols=1)
    empty.rows[0].cells[0].text = '{{#nothing}}{{.}}{{/nothing}}'
    gone = d.add_table(rows=1, cols=2)
    gone.rows[0].cells[0].text = '{{#nothing}}{{.}}'
    gone.rows[0].cells[1].text = '{{/nothing}}'
    p = d.add_paragraph('Merged: ')
    for kind, text in (('begin', None), (None, ' MERGEFIELD First_Name \\\\* Upper '), ('separate', None), ('text', '«First»'), ('end', None)):
        r = p.add_run()
        if kind == 'text':
            r.text = text
            r.italic = True
        elif kind:
            c = OxmlElement('w:fldChar')
            c.set(qn('w:fldCharType'), kind)
            r._r.append(c)
        else:
            i = OxmlElement('w:instrText')
            i.text = text
            r._r.append(i)
    s = OxmlElement('w:fldSimple')
    s.set(qn('w:instr'), ' MERGEFIELD "name" ')
    s.append(OxmlElement('w:r'))
    p._p.append(s)
    runs(d.sections[0].header.paragraphs[0], 'For {{', 'name}}')
    d.add_paragraph('A { brace } and {single} stay. {{address}}')
    d.save(sys.argv[1])
    """

  private static let read = """
    import sys, docx
    d = docx.Document(sys.argv[1])
    for p in d.paragraphs:
        print('P|' + p.text.replace('\\n', '/') + '|' + ''.join(r.text for r in p.runs if r.bold))
    for t in d.tables:
        for row in t.rows: print('R|' + '|'.join(c.text for c in row.cells))
        print('T')
    print('H|' + d.sections[0].header.paragraphs[0].text)
    """

  private static func data(
    paid: Bool = true, items: [JSONValue] = [tea, ["title": "Cake", "count": 1, "price": 1228.5]],
    notes: JSONValue = ["one", "two"]
  ) -> JSONValue {
    [
      "number": "R-7", "name": "Ann & <Bob>", "First_Name": "ann", "total": 1234.5, "paid": .bool(paid),
      "day": "2026-11-22", "items": .array(items), "notes": notes, "nothing": [], "address": "Street 1\n8010 Graz",
    ]
  }

  private static let tea: JSONValue = ["title": "Tea", "count": 2, "price": 3]

  private func template() throws -> WordTemplate {
    let folder = try TemporaryFolder()
    let path = folder.file("template.docx")
    let made = try OfficeJudge.run(Self.make, path)
    try #require(made.status == 0, "\(made.output)")
    return try WordTemplate(parsing: folder.read("template.docx"))
  }

  @Test func aTemplateOfWordIsFilled() throws {
    let folder = try TemporaryFolder()
    let filled = try template().render(Self.data(), language: "en")
    let path = try folder.write(filled, to: "filled.docx")
    let output = try OfficeJudge.run(Self.read, path).output
    let lines = output.split(separator: "\n").map(String.init)
    #expect(
      lines == [
        "P|Invoice R-7|", "P|Dear Ann & <Bob>, you owe €1,234.50.|owe €1,234.50",
        "P|Paid on November 22, 2026, thank you.|",
        "P| Always.|", "P|Notes: one; two; end|", "P|Merged: ANNAnn & <Bob>|",
        "P|A { brace } and {single} stay. Street 1/8010 Graz|",
        "R|What|Count|Price", "R|1. Tea|2|3.00", "R|2. Cake|1|1,228.50", "R|Sum||1,234.50", "T", "R|", "T",
        "H|For Ann & <Bob>",
      ], "\(output)")
    let verdict = try OfficeJudge.audit(folder.path)
    // What python-docx puts into every file is not ours.
    #expect(!verdict.output.contains("/word/document.xml"), "\(verdict.output.suffix(3000))")
    let read = try DOCXReader().read(filled, options: ImportOptions(), control: ExportControl())
    #expect(read.document.blocks.count > 5)
  }

  @Test func whatIsFalseAndEmptyIsLeftOut() throws {
    let folder = try TemporaryFolder()
    let data = Self.data(paid: false, items: [], notes: [])
    let path = try folder.write(template().render(data, language: "de"), to: "filled.docx")
    let output = try OfficeJudge.run(Self.read, path).output
    for line in [
      "P|Dear Ann & <Bob>, you owe 1.234,50\u{A0}€.|", "P|Please pay. Always.|", "P|Notes: end|",
      "R|What|Count|Price\nR|Sum|",
    ] {
      #expect(output.contains(line), "\(line) is missing in \(output)")
    }
    #expect(!output.contains("Paid on") && !output.contains("Tea"))
  }

  @Test(arguments: [
    ("{{name", "never closed"), ("{{#items}}", "not closed where it was opened"), ("{{/items}}", "closes nothing"),
    ("{{nam}}", "'nam'"), ("{{name|nmber}}", "number"), ("{{#items}}{{/notes}}", "closes 'items'"),
  ])
  func mistakesAreExplained(text: String, words: String) throws {
    let document = Document(blocks: [.paragraph("Before."), .paragraph(text), .paragraph("After.")])
    let bytes = try DOCXWriter().bytes(document).bytes
    let error = #expect(throws: DocumentError.self) { _ = try WordTemplate(parsing: bytes).render(Self.data()) }
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    #expect(error?.location.part == "word/document.xml")
  }

  @Test func whatIsNoWordFileIsRefused() throws {
    #expect(throws: DocumentError.self) { _ = try WordTemplate(parsing: Array("Dear {{name}}".utf8)) }
    #expect(throws: DocumentError.self) { _ = try DocumentTemplate(parsing: [], of: .odt) }
  }

  @Test func valuesAreTextInEveryNotation() throws {
    let data: JSONValue = ["name": "<b>\"A\" & 'B'</b>\n"]
    func filled(_ text: String, _ format: DocumentFormat) throws -> String {
      String(decoding: try DocumentTemplate(parsing: Array(text.utf8), of: format).render(data), as: UTF8.self)
    }
    #expect(try filled("<p>{{name}}</p>", .html) == "<p>&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;\n</p>")
    #expect(try filled("<p>{{name|raw}}</p>", .html) == "<p><b>\"A\" & 'B'</b>\n</p>")
    #expect(try filled("{\"title\": \"{{name}}\"}", .json) == "{\"title\": \"<b>\\\"A\\\" & 'B'</b>\\n\"}")
  }
}
