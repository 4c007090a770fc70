import Documents
import MarkupFormats

/// A page whose picture somebody looked at and accepted: `Tests/Accepted/pages/<name>.png`.
struct AcceptedPage: Sendable, CustomStringConvertible {
  let name: String
  let theme: Theme
  let columns: Int
  let markdown: String
  /// Which page of the document.
  let page: Int

  init(_ name: String, theme: Theme = .modern, columns: Int = 1, page: Int = 1, _ markdown: String) {
    self.name = name
    self.theme = theme
    self.columns = columns
    self.page = page
    self.markdown = markdown
  }

  var description: String { name }

  /// On small paper, with margins that are this much wider than accepted.
  func document(marginsWiderBy wider: Double = 0) throws -> Document {
    var document = try MarkdownReader().read(Array(markdown.utf8)).document
    document.theme = theme
    document.page = PageSetup(
      size: .a6, margins: PageSetup.Margins(all: .points(28 + wider)), columns: columns, columnGap: .points(12))
    document.resources = Resources([Resource("dot.png", mediaType: "image/png", Pictures.opaque)])
    return document
  }

  private static let words =
    "Typography exists to honour content: naïve café owners in Zürich and Łódź still print menus on paper, because "
    + "good type, set with care, is read twice as often as bad type. "

  static let all: [AcceptedPage] = [
    AcceptedPage(
      "latin", theme: .classic,
      """
      # Of type

      \(words)**Bold** and *italic* words, `code`, a [link](https://example.org).

      ## A table

      | Name | Count | Price |
      |:--|--:|--:|
      | Quires | 12 | 3.40 |
      | Pounces | 7 | 11.25 |
      | Sum | 19 | 14.65 |

      \(words)
      """),
    AcceptedPage(
      "lists", theme: .corporate,
      """
      # Lists and boxes

      1. First
      2. Second
         - nested
         - [x] done

      > Somebody said this.

      ::: warning
      Look out.
      :::

      Term
      : Its meaning.
      """),
    AcceptedPage(
      "footnotes", theme: .academic,
      """
      # Notes

      Words with a note[^a] and another[^b]. \(words)

      [^a]: The first note, which is long enough to need a second line of its own at the foot.
      [^b]: The second.
      """),
    AcceptedPage(
      "columns", columns: 2,
      """
      # Columns

      \(words)

      ## Second

      \(words)

      - one point
      - another

      \(words)
      """),
    AcceptedPage(
      "floats", columns: 2,
      """
      # Floats

      ![A dot](dot.png "At the foot of the column"){width=60pt float=bottom}

      ![A dot](dot.png "Over both columns"){width=150pt float=top span=all}

      \(words)

      \(words)

      \(words)

      \(words)
      """),
    AcceptedPage(
      "wide-float", columns: 2, page: 2,
      """
      # Floats

      ![A dot](dot.png "Over both columns"){width=150pt float=top span=all}

      \(Array(repeating: words, count: 9).joined(separator: "\n\n"))
      """),
    AcceptedPage(
      "code",
      """
      # Code

      ```swift
      func area(_ side: Int) -> Int {
        // of a square
        return side * side
      }
      ```

      ```python
      def greet(name):
          return f"Hello, {name}"
      ```
      """),
    AcceptedPage(
      "math", theme: .academic,
      """
      # Mathematics

      The roots are $x_{1,2} = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}$, and

      $$
      \\sum_{i=1}^n \\frac{i^2}{\\sqrt[3]{x}} = \\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}
      $$

      $$
      \\int_0^\\infty e^{-x^2} dx = \\frac{\\sqrt{\\pi}}{2}
      $$
      """),
    AcceptedPage(
      "charts",
      """
      # Charts

      ```chart
      {"form":"bar","title":"Sales","categories":["Q1","Q2","Q3"],"series":[{"name":"A","values":[1.0,-2.5,3]},{"name":"B","values":[2.0,null,1]}]}
      ```

      Figure: By quarter

      ```chart
      {"form":"pie","categories":["x","y","z"],"series":[{"name":"","values":[1.0,3.0,2]}]}
      ```
      """),
    AcceptedPage(
      "invoice", theme: .invoice,
      """
      ---
      title: Invoice 2026-017
      lang: en
      type: invoice
      ---

      Anna Müller, Ring 4, Graz

      | No | What | Count | Sum |
      |---|---|--:|--:|
      | 1 | Paper | 4 | €12.00 |
      | 2 | Ink | 1 | €8.50 |

      Total: **€20.50**
      """),
    AcceptedPage(
      "arabic",
      """
      ---
      lang: ar
      ---

      # مرحبا بالعالم

      هذا نص عربي طويل بما يكفي ليمتد على أكثر من سطر واحد (مع أقواس) والرقم 123 في وسط الجملة.

      بِسْمِ اللَّهِ الرَّحْمَٰنِ الرَّحِيمِ

      - نقطة أولى
      - نقطة ثانية

      | الاسم | العدد |
      |---|---|
      | ورق | 12 |
      """),
    AcceptedPage(
      "hebrew",
      """
      ---
      lang: he
      ---

      # שלום עולם

      זהו טקסט בעברית שארוך מספיק כדי להשתרע על יותר משורה אחת (עם סוגריים) והמספר 456 באמצע המשפט.

      בְּרֵאשִׁית בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם וְאֵת הָאָרֶץ
      """),
    AcceptedPage(
      "devanagari",
      """
      ---
      lang: hi
      ---

      # हिन्दी

      यह हिन्दी में एक वाक्य है जिसमें संयुक्ताक्षर क्षत्रिय और विद्यार्थी हैं, और जो एक से अधिक पंक्ति तक जाता है।
      """),
    AcceptedPage(
      "thai",
      """
      ---
      lang: th
      ---

      # ภาษาไทย

      ภาษาไทยเป็นภาษาที่ไม่มีการเว้นวรรคระหว่างคำจึงต้องใช้พจนานุกรมในการตัดคำเพื่อขึ้นบรรทัดใหม่ให้ถูกต้องและอ่านง่าย
      """),
    AcceptedPage(
      "chinese",
      """
      ---
      lang: zh
      ---

      # 中文

      这是一个中文段落，用来测试换行、标点以及字体嵌入。没有空格的文字也应当能够正确地换行，并且在提取文本时保持原样。
      """),
    AcceptedPage(
      "japanese",
      """
      ---
      lang: ja
      ---

      # 日本語

      日本語の段落です。禁則処理と改行、そしてフォントの埋め込みを確認するための文章を書いています。カタカナも「含みます」。
      """),
  ]
}
