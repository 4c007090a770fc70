import Documents

/// Documents that the tests write as PDF.
enum SampleDocument {
  static let scripts: [(language: String, name: String, text: String)] = [
    (
      "en", "Latin",
      "Typography exists to honour content: naïve café owners in Zürich, Łódź and Çeşme still print menus on paper, "
        + "because good type – set with care – is read twice as often as bad type (or so they say)."
    ),
    ("el", "Greek", "Η γρήγορη καφέ αλεπού πηδάει πάνω από το τεμπέλικο σκυλί, ενώ ο ήλιος δύει πίσω από τα βουνά."),
    ("ru", "Cyrillic", "Съешь же ещё этих мягких французских булок, да выпей чаю; в чащах юга жил бы цитрус?"),
    (
      "ar", "Arabic",
      "مرحبا بالعالم، هذا نص عربي طويل بما يكفي ليمتد على أكثر من سطر واحد (مع أقواس) والرقم 123 في وسط الجملة، "
        + "ثم يعود النص إلى العربية حتى نهاية الفقرة الأولى من هذا المستند التجريبي."
    ),
    (
      "he", "Hebrew",
      "שלום עולם, זהו טקסט בעברית שארוך מספיק כדי להשתרע על יותר משורה אחת (עם סוגריים) והמספר 456 באמצע המשפט, "
        + "ואחר כך ממשיך הטקסט בעברית עד סוף הפסקה הראשונה של המסמך."
    ),
    (
      "hi", "Devanagari",
      "यह हिन्दी में एक वाक्य है जिसमें संयुक्ताक्षर क्षत्रिय और विद्यार्थी हैं, और जो एक से अधिक पंक्ति तक जाता है "
        + "ताकि पंक्ति विभाजन की जाँच हो सके।"
    ),
    (
      "th", "Thai",
      "ภาษาไทยเป็นภาษาที่ไม่มีการเว้นวรรคระหว่างคำจึงต้องใช้พจนานุกรมในการตัดคำเพื่อขึ้นบรรทัดใหม่ให้ถูกต้องและอ่านง่าย"
    ),
    ("zh", "Chinese", "这是一个中文段落，用来测试换行、标点以及字体嵌入。没有空格的文字也应当能够正确地换行，并且在提取文本时保持原样。"),
    ("ja", "Japanese", "日本語の段落です。禁則処理と改行、そしてフォントの埋め込みを確認するための文章を書いています。カタカナも含みます。"),
    ("ko", "Korean", "한국어 문단입니다. 줄바꿈과 글꼴 포함을 확인하기 위한 문장이며 띄어쓰기가 그대로 유지되어야 합니다."),
  ]

  /// A paragraph in each script, under a heading.
  static func ofScripts(_ repeats: Int = 1) -> Document {
    var blocks: [Block] = []
    for _ in 0..<repeats {
      for script in scripts {
        blocks.append(.heading(1, script.name))
        blocks.append(
          .paragraph(Paragraph([.text(script.text)], attributes: Attributes(language: script.language))))
      }
    }
    return Document(metadata: Metadata(title: "Scripts", language: "en"), blocks: blocks)
  }

  /// A document with everything that the writer knows.
  static func ofEverything() -> Document {
    let words = "The quick brown fox jumps over the lazy dog, and everybody who sees it is duly impressed. "
    let cells = { (texts: [String]) in TableRow(texts.map { TableCell([.text($0)]) }) }
    let rows = (1...40).map { cells(["Item \($0)", "A description of item \($0)", "\($0 * 7)", "\($0 * 19).50"]) }
    let note = Footnote(
      id: "n1", [.paragraph("A note at the foot of the page, with enough words to fill a line and a bit.")])
    let spans = Table(
      columns: [TableColumn(), TableColumn(), TableColumn()],
      header: [TableRow([TableCell([.text("Joined head")], columnSpan: 2), TableCell([.text("Third")])])],
      rows: [
        TableRow([TableCell([.text("Over two rows")], rowSpan: 2), TableCell([.text("b")]), TableCell([.text("c")])]),
        TableRow([TableCell([.text("e")]), TableCell([.text("f")])]),
      ])
    let png = Resource("dot.png", mediaType: "image/png", Pictures.png)
    let blocks: [Block] = [
      .heading(1, "Introduction"),
      .paragraph(
        Paragraph([
          .text(words), .strong([.text("Bold")]), .text(", "), .emphasis([.text("italic")]), .text(", "),
          .code("let x = 1"), .text(", "), .strike([.text("gone")]), .text(", x"), .superscript([.text("2")]),
          .text(" and H"), .subscript([.text("2")]), .text("O, "),
          .link(Link("https://example.org/ü", [.text("a link")])),
          .text(", "), .smallCaps([.text("Small Caps")]), .text(", a note"), .footnote(note), .text(" and see "),
          .reference(Reference("details", form: .title)), .text(". " + words + words),
        ])),
      .list(
        List(items: [
          ListItem([.paragraph(Paragraph([.text("First item " + words)], isPlain: true))]),
          ListItem([
            .paragraph(Paragraph([.text("Second item")], isPlain: true)),
            .list(List(.numbers, items: [ListItem([.paragraph("Nested one")]), ListItem([.paragraph("Nested two")])])),
          ]), ListItem([.paragraph("Done")], isDone: true),
        ])),
      .quote(
        Quote([.paragraph(words), .paragraph("Second paragraph of the quotation.")], attribution: [.text("Somebody")])),
      .code(
        CodeBlock("func f(_ x: Int) -> String {\n  // a comment\n\n  return \"x = \\(x)\" + 42\n}", language: "swift")),
      .callout(Callout(.warning, [.paragraph("Something to look out for. " + words)])),
      .heading(2, "Details & more"),
      .figure(Figure(Image("dot.png", alternative: "A dot"), caption: [.text("A picture of a dot")])),
      .rule(Rule()),
      .table(
        Table(
          columns: [TableColumn(), TableColumn(), TableColumn(alignment: .end), TableColumn(alignment: .end)],
          header: [cells(["Name", "Description", "Count", "Price"])], rows: rows, caption: [.text("Forty items")])),
      .table(spans),
      .definitions(
        DefinitionList(entries: [.init(terms: [[.text("Term")]], definitions: [[.paragraph("Its meaning.")]])])),
      .math(MathBlock("E = mc^2", isNumbered: true)),
      .pageBreak(PageBreak()),
      .heading(2, "Third"), .paragraph(words + words), .heading(3, "Deep"), .paragraph(words),
      .heading(1, "Last"), .paragraph(words + words + words),
    ]
    var document = Document(
      metadata: Metadata(
        title: "Everything", authors: [Author("Anna Müller")], date: DocumentDate("2026-11-21"), language: "en",
        keywords: ["one", "two"], summary: "What the writer knows."),
      resources: Resources([png]), blocks: blocks)
    document.blocks[6] = .heading(
      Heading(level: 2, [.text("Details & more")], attributes: Attributes(id: "details")))
    return document
  }
}
