import Documents
import Testing

struct OutlineTests {
  @Test func anchorsAreUniqueAndGivenIdsComeFirst() {
    let outline = DocumentOutline(
      Document(blocks: [
        .heading(1, "Été & Hiver"), .heading(2, "Results"), .heading(2, "Results"),
        .heading(Heading(level: 2, [.text("Other")], attributes: Attributes(id: "results-2"))), .heading(1, "…"),
      ]))
    #expect(outline.headings.map(\.anchor) == ["été-hiver", "results", "results-3", "results-2", "section"])
  }

  @Test func headingsAreNumberedDownToTheDepth() {
    let outline = DocumentOutline(
      Document(
        numbering: Numbering(headingDepth: 2),
        blocks: [
          .heading(1, "A"), .heading(2, "B"), .heading(3, "C"), .heading(2, "D"), .heading(1, "E"), .heading(2, "F"),
          .heading(Heading(level: 1, [.text("Foreword")], isNumbered: false)),
        ]))
    #expect(outline.headings.map(\.number) == ["1", "1.1", nil, "1.2", "2", "2.1", nil])
  }

  @Test func referencesSayWhatTheyLeadTo() {
    let table = Table(columns: [TableColumn()], rows: [], caption: [.text("Prices")], attributes: Attributes(id: "t"))
    let outline = DocumentOutline(
      Document(numbering: Numbering(headingDepth: 1), blocks: [.heading(1, "Start"), .table(table)]))
    let references = ReferenceText(outline: outline, wording: Wording(language: "de-AT"))
    let cases: [(Reference, String)] = [
      (Reference("start"), "Abschnitt 1"), (Reference("t"), "Tabelle 1"), (Reference("t", form: .title), "Prices"),
      (Reference("t", form: .number), "1"), (Reference("start", form: .page), "Start"),
    ]
    for (reference, text) in cases { #expect(references.text(of: reference) == text) }
    #expect(references.text(of: Reference("t", form: .page), page: 7) == "7")
  }
}
