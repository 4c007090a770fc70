import Documents

/// A document with everything that the office formats are to hold.
enum OfficeSample {
  /// A picture of 4 by 2 pixels, half blue and half red.
  static let picture: [UInt8] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00,
    0x00, 0x04, 0x00, 0x00, 0x00, 0x02, 0x08, 0x02, 0x00, 0x00, 0x00, 0xF0, 0xCA, 0xEA, 0x34, 0x00, 0x00, 0x00,
    0x15, 0x49, 0x44, 0x41, 0x54, 0x78, 0xDA, 0x63, 0x90, 0x8F, 0x5F, 0x01, 0x44, 0xC7, 0xA3, 0x85, 0x80, 0x88,
    0x01, 0x99, 0x03, 0x00, 0x7A, 0x6A, 0x09, 0x69, 0x84, 0x7F, 0xFA, 0x5B, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45,
    0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
  ]

  static let vector = Array(
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"120\" height=\"40\"><rect width=\"120\" height=\"40\" fill=\"#1F5FA8\"/></svg>"
      .utf8)

  static var document: Document {
    var resources = Resources([Resource("logo.png", picture)])
    resources.add(Resource("mark.svg", vector))
    return Document(
      metadata: Metadata(
        title: "Annual report & outlook", subtitle: "With <all> the parts",
        authors: [Author("Ana Müller", email: "ana@example.org")],
        date: DocumentDate("2026-11-21"), language: "en", keywords: ["report", "office"],
        summary: "A sample of everything.",
        subject: "Samples", publisher: "Example Press", other: [Variable("Project", "Atlas")]),
      running: RunningContent(
        header: .init(
          all: .init(start: [.variable("title")], end: [.text("Example Ltd.")], hasRule: true), first: .init(),
          even: .init(start: [.text("Example Ltd.")], end: [.variable("section")], hasRule: true)),
        footer: .init(all: .init(center: [.text("Page "), .variable("page"), .text(" of "), .variable("pages")]))),
      numbering: Numbering(headingDepth: 3), theme: .corporate, watermark: Watermark(.text("DRAFT")),
      resources: resources,
      sources: [
        BibliographySource(key: "smith", authors: ["Smith, Jane"], title: "On files", publisher: "Acme", year: "2020")
      ],
      blocks: beginning + lists + tables + pictures + ending)
  }

  static let beginning: [Block] = [
    .contents(TableOfContents(depth: 3)),
    .listing(Listing(.figures)),
    .listing(Listing(.tables)),
    .pageBreak(PageBreak()),
    .heading(Heading(level: 1, [.text("Introduction")], attributes: Attributes(id: "intro"))),
    .paragraph(
      Paragraph([
        .text("Plain, "), .strong([.text("strong")]), .text(", "), .emphasis([.text("emphasis")]), .text(", "),
        .strong([.emphasis([.text("both")])]), .text(", "), .strike([.text("struck")]), .text(", "),
        .underline([.text("underlined")]), .text(", H"), .subscript([.text("2")]), .text("O, x"),
        .superscript([.text("2")]), .text(", "), .smallCaps([.text("Small Caps")]), .text(", "), .code("let x = <1>"),
        .text(", a "), .link(Link("https://example.org/a b?x=1&y=2", title: "Example", [.text("link")])), .text(", a "),
        .link(Link("#intro", [.text("link inside")])), .text(", a note"),
        .footnote(
          Footnote(
            id: "one",
            [
              .paragraph(
                Paragraph([
                  .text("The first note, with "), .link(Link("https://example.org/note", [.text("a link")])),
                  .text("."),
                ])), .paragraph("Its second paragraph."),
            ])),
        .text(", see "), .reference(Reference("intro")), .text(", "), .reference(Reference("prices")), .text(", page "),
        .reference(Reference("prices", form: .page)), .text(", "),
        .citation(Citation([.init("smith", locator: "p. 3")])),
        .text(", "), .math("E = mc^2"), .text(","), .lineBreak, .text("a new line & the end.\tTabbed"),
      ])),
    .paragraph(
      Paragraph([
        .text("Again the note "), .reference(Reference("one", form: .footnote)), .text(" and a picture "),
        .image(Image("logo.png", alternative: "The logo", width: .points(20))), .text(" in the line. "),
        .span(Span([.text("Un texto en español.")], attributes: Attributes(language: "es"))),
      ])),
    .paragraph(
      Paragraph([.text("هذه فقرة عربية مع كلمة English في الوسط، ورقم 123.")], attributes: Attributes(language: "ar"))),
    .paragraph(Paragraph([.text("זוהי פסקה בעברית.")], attributes: Attributes(language: "he"))),
    .paragraph("हिन्दी में एक अनुच्छेद, ภาษาไทย, 中文，日本語。"),
    .heading(2, "A quote, a rule and a box"),
    .quote(
      Quote([.paragraph("To be, or not to be."), .paragraph("That is the question.")], attribution: [.text("Hamlet")])),
    .rule(Rule()),
    .callout(
      Callout(
        .warning, title: [.text("Mind the gap")],
        [
          .paragraph("Boxes hold paragraphs"),
          .list(List(items: [ListItem([.paragraph(Paragraph([.text("and lists")], isPlain: true))])])),
        ])),
    .callout(Callout(.note, [.paragraph("A note without a title.")])),
    .code(CodeBlock("func main() {\n  print(\"<hi> & bye\")\n}", language: "swift", caption: [.text("A program")])),
    .math(MathBlock("\\sum_{i=1}^{n} i = \\frac{n(n+1)}{2}", isNumbered: true, attributes: Attributes(id: "sum"))),
    .math(
      MathBlock(
        "\\int_0^\\infty e^{-x^2}\\,dx = \\frac{\\sqrt{\\pi}}{2}, \\quad A = \\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}"
      )),
    .paragraph(Paragraph([.text("By "), .reference(Reference("sum")), .text(" it follows.")])),
  ]

  private static func item(_ text: String, _ more: [Block] = [], isDone: Bool? = nil) -> ListItem {
    ListItem([.paragraph(Paragraph([.text(text)], isPlain: true))] + more, isDone: isDone)
  }

  static let lists: [Block] = [
    .heading(Heading(level: 2, [.text("Lists "), .code("everywhere")])),
    .list(
      List(items: [
        item("first"),
        item(
          "second",
          [
            .list(
              List(
                .ordered(start: 3, style: .lowerLetter, delimiter: .parenthesis),
                items: [item("c"), item("d", [.list(List(items: [item("deep")]))])]))
          ]),
        item("third"),
      ])),
    .list(
      List(
        .numbers, isTight: false,
        items: [
          ListItem([
            .paragraph("One paragraph."), .paragraph("And another of the same item."), .code(CodeBlock("code")),
          ]),
          ListItem([.paragraph("Two.")]),
        ])),
    .paragraph("Between two lists."),
    .list(List(.numbers, items: [item("counts from one again"), item("two")])),
    .list(List(.ordered(start: 4, style: .upperRoman, delimiter: .period), items: [item("IV"), item("V")])),
    .list(List(items: [item("done", isDone: true), item("open", isDone: false)])),
    .definitions(
      DefinitionList(entries: [
        .init(
          terms: [[.text("Term")]],
          definitions: [
            [.paragraph("What it means.")], [.paragraph("And more."), .list(List(items: [item("in a list")]))],
          ]),
        .init(terms: [[.text("Other")], [.text("Synonym")]], definitions: [[.paragraph("The same.")]]),
      ])),
  ]

  private static func cell(_ text: String, columns: Int = 1, rows: Int = 1) -> TableCell {
    TableCell([.text(text)], columnSpan: columns, rowSpan: rows)
  }

  static let tables: [Block] = [
    .heading(1, "Tables"),
    .table(
      Table(
        columns: [TableColumn(width: .fraction(0.4)), TableColumn(alignment: .center), TableColumn(alignment: .end)],
        header: [
          TableRow([cell("Item", rows: 2), cell("Numbers", columns: 2)]), TableRow([cell("Count"), cell("Price")]),
        ],
        rows: [
          TableRow([cell("Apples", rows: 2), cell("3"), cell("1.20")]), TableRow([cell("4"), cell("2.40")]),
          TableRow([
            TableCell([
              .paragraph(Paragraph([.text("Pears")], isPlain: true)),
              .list(List(items: [item("green"), item("yellow")])),
            ]),
            cell("both", columns: 2),
          ]),
        ], footer: [TableRow([cell("Total"), cell("7"), cell("3.60")])], headerColumns: 1,
        caption: [.text("Prices of "), .emphasis([.text("fruit")])], attributes: Attributes(id: "prices"))),
    .table(
      Table(
        columns: [TableColumn(), TableColumn()],
        rows: (1...60).map {
          TableRow([cell("Row \($0)"), cell("A longer text that fills the second column of the table")])
        })),
    .table(
      Table(
        columns: [TableColumn(), TableColumn()], header: [TableRow([cell("اسم"), cell("عدد")])],
        rows: [TableRow([cell("تفاح"), cell("3")])], attributes: Attributes(language: "ar"))),
  ]

  static let pictures: [Block] = [
    .heading(Heading(level: 1, [.text("Pictures")], isNumbered: false)),
    .figure(
      Figure(
        Image("logo.png", alternative: "Two coloured halves", width: .millimetres(60)), caption: [.text("The logo")],
        attributes: Attributes(id: "logo"))),
    .figure(Figure(Image("mark.svg", alternative: "A blue bar"))),
    .figure(Figure(Image("missing.png", alternative: "A picture that is not there"))),
    .paragraph(
      Paragraph([
        .reference(Reference("logo")), .text(" shows the logo; an ornament: "),
        .image(Image("logo.png", isDecorative: true)),
      ])),
    .chart(
      Chart(
        .bar, title: "Sales & costs", categories: ["2024", "2025", "2026"],
        series: [.init("Sales", [1, 2.5, 4]), .init("Costs", [1, nil, 2])], horizontalAxis: "Year",
        verticalAxis: "Million", caption: [.text("Growth")])),
    .chart(Chart(.line, categories: ["a", "b", "c"], series: [.init("Line", [3, 1, 2])])),
    .chart(
      Chart(
        .pie, title: "Shares", categories: ["x", "y", "z"], series: [.init("Share", [30, 50, 20])], showsValues: true)),
    .chart(
      Chart(
        .area, categories: ["a", "b", "c"], series: [.init("Up", [1, 2, 3]), .init("Down", [3, 2, 1])], isStacked: true)
    ),
    .chart(Chart(.scatter, series: [.init("Points", [1, 4, 9], positions: [1, 2, 3])])),
  ]

  static let ending: [Block] = [
    .division(
      Division(
        .section, layout: SectionLayout(page: PageSetup(isLandscape: true)),
        [
          .heading(1, "A wide page"), .paragraph("This page lies."),
        ])),
    .division(
      Division(
        .section, layout: SectionLayout(columns: 2),
        [
          .heading(2, "Two columns"),
          .paragraph(String(repeating: "Text in columns goes on. ", count: 40)),
          .paragraph(String(repeating: "And on it goes. ", count: 40)),
        ])),
    .heading(Heading(level: 1, [.text("Unlisted")], isNumbered: false, isListed: false)),
    .paragraph(Paragraph([.text("In the middle")], alignment: .center)),
    .paragraph(Paragraph([.text("At the end")], alignment: .end)),
    .division(Division(.notes, [.paragraph("Said to the audience.")])),
    .bibliography(Bibliography()),
  ]
}
