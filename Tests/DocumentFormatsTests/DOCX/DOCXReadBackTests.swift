import Documents
import Judging
import OfficeFormats
import Testing

/// What python-docx finds in our files.
struct DOCXReadBackTests {
  private static let program = """
    import sys, docx
    d = docx.Document(sys.argv[1])
    for p in d.paragraphs:
        if p.style.name.startswith('Heading'): print('H%s %s' % (p.style.name[-1], p.text))
    for p in d.paragraphs:
        if p.style.name in ('List Paragraph', 'Quote', 'Caption', 'Source Code', 'Title', 'Normal', 'Definition Term'):
            print('%s|%s' % (p.style.name, p.text.replace(chr(10), '/')))
    for t in d.tables:
        print('T %d %d %s' % (len(t.rows), len(t.columns), ';'.join(c.text for c in t.rows[0].cells)))
    s = d.sections
    print('S', len(s), s[0].different_first_page_header_footer, s[0].header.paragraphs[0].text, s[1].orientation)
    c = d.core_properties
    print('P', c.title, c.author, c.keywords, c.language, c.created)
    print('I', len(d.inline_shapes))
    """

  @Test func pythonDocxReadsHeadingsTextTablesAndSections() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(DOCXWriter().bytes(OfficeSample.document).bytes, to: "sample.docx")
    let output = try OfficeJudge.run(Self.program, path).output
    for line in [
      "H1 Introduction", "H2 A quote, a rule and a box", "H2 Lists everywhere", "H1 Tables", "H1 Pictures",
      "H1 A wide page", "H2 Two columns", "Title|Annual report & outlook", "Quote|To be, or not to be.",
      "List Paragraph|first", "List Paragraph|counts from one again", "Caption|Table\u{00A0}1: Prices of fruit",
      "Caption|Figure\u{00A0}1: The logo", "Source Code|func main() {/  print(\"<hi> & bye\")/}",
      "Normal|هذه فقرة عربية مع كلمة English في الوسط، ورقم 123.", "Definition Term|Synonym",
      "T 6 3 Item;Numbers;Numbers", "T 60 2 Row 1;A longer text that fills the second column of the table",
      "P Annual report & outlook Ana Müller report, office en 2026-11-21 00:00:00+00:00",
    ] {
      #expect(output.contains(line + "\n"), "missing: \(line)\nin \(output.suffix(3000))")
    }
  }

  private static let notes = """
    import sys, zipfile, re
    from lxml import etree
    W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
    z = zipfile.ZipFile(sys.argv[1])
    n = etree.fromstring(z.read('word/footnotes.xml'))
    print([''.join(n.itertext()).strip() for n in n if n.get(W + 'id') not in ('-1', '0')])
    d = etree.fromstring(z.read('word/document.xml'))
    print([t.text.strip().split()[0] for t in d.iter(W + 'instrText')])
    print(len(list(d.iter(W + 'tblHeader'))), len(list(d.iter('{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath'))))
    print(sorted(x for x in z.namelist() if 'chart' in x))
    """

  @Test func footnotesFieldsAndChartsAreReal() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(DOCXWriter().bytes(OfficeSample.document).bytes, to: "sample.docx")
    let output = try OfficeJudge.run(Self.notes, path).output
    #expect(output.contains("The first note, with a link.Its second paragraph."))
    for field in ["'TOC'", "'PAGEREF'", "'SEQ'", "'REF'", "'NOTEREF'"] { #expect(output.contains(field), "\(output)") }
    #expect(output.contains("\n3 3\n"), "\(output)")
    #expect(output.contains("'word/charts/chart5.xml'") && output.contains("'word/embeddings/chart1.xlsx'"))
  }

  @Test func theDataOfAChartAreAWorkbook() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(DOCXWriter().bytes(OfficeSample.document).bytes, to: "sample.docx")
    let output = try OfficeJudge.run(
      """
      import sys, zipfile, io, openpyxl
      z = zipfile.ZipFile(sys.argv[1])
      b = openpyxl.load_workbook(io.BytesIO(z.read('word/embeddings/chart1.xlsx')))
      print([[c.value for c in r] for r in b['Data'].iter_rows()])
      """, path
    ).output
    #expect(
      output == "[['Category', 'Sales', 'Costs'], ['2024', 1, 1], ['2025', 2.5, None], ['2026', 4, 2]]\n", "\(output)")
  }
}
