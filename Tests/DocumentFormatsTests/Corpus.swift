import Documents
import MarkupFormats

/// Documents with everything in them, for all formats.
enum Corpus {
  static let red: [UInt8] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 2,
    0, 0, 0, 0x90, 0x77, 0x53, 0xDE, 0, 0, 0, 0x0C, 0x49, 0x44, 0x41, 0x54, 0x08, 0xD7, 0x63, 0xF8, 0xCF, 0xC0, 0, 0,
    3, 1, 1, 0, 0x18, 0xDD, 0x8D, 0xB0, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
  ]

  /// What Markdown can say, in Markdown.
  static let markdown = """
    ---
    title: Everything & more
    subtitle: A "test"
    author: [Anna Müller, Béla Ügy]
    date: 2026-11-21
    lang: en
    keywords: [one, two]
    numbering: {headings: 2}
    ---

    # Introduction {#intro}

    This is **bold**, *italic*, ~~gone~~, `code <b>`, a [link](https://example.org/a?b=c&d=e "T & T"), H<sub>2</sub>O,
    x<sup>2</sup>, <u>under</u>, $E = mc^2$, a note[^one], again[^one], [@smith, p. 3].
    See [](#t1), [](#intro){.title} and [here](#intro). [small]{.smallcaps} [Hallo]{lang=de}\\
    مرحبا بالعالم. שלום עולם. 你好，世界。 नमस्ते. <https://example.org>

    [^one]: The first note.

        With two paragraphs.

    > A quote.
    >
    > Of two paragraphs.

    > [!WARNING] Careful
    > Hot & dangerous.

    - [x] done
    - [ ] open

    <!-- -->

    1. one
    2. two
       - nested
         - deeper

    <!-- -->

    - loose

    - items

    Term
    : Definition
    : Another

    Other term

    : Loose definition.

      With two paragraphs.

    | Name | Price | Middle |
    |:-----|------:|:------:|
    | Tea & more \\| x | 3.00 | `a` |
    | <Coffee> | 4.50 |  |

    Table: Prices {#t1}

    $$
    \\sum_{i=1}^n \\frac{i^2}{\\sqrt[3]{x}} = \\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}
    $$

    ```math {#eq .numbered}
    \\hat{x} \\le \\left( \\mathbb{R}^{n} \\right) \\quad \\text{if } \\alpha \\to \\infty
    ```

    ```chart
    {"form":"bar","title":"Sales","categories":["Q1","Q2"],"series":[{"name":"A","values":[1.0,-2.5]},{"name":"B","values":[2.0,null]}]}
    ```

    Figure: Sales by quarter

    ```chart
    {"form":"pie","categories":["x","y"],"series":[{"name":"","values":[1.0,3.0]}]}
    ```

    ## Code

    ```swift
    let a = 1 < 2 && "x" == "y"

      indented
    ```

    ![A red point](red.png "The *only* figure")

    Inline ![dot](red.png){width=12pt} image.

    ### Deep

    ::: notes
    Speak up.
    :::

    ::: abstract
    In short.
    :::

    \\newpage

    ***

    # Last one {.unnumbered}

    <table>
    <thead><tr><th colspan="2">Both</th></tr></thead>
    <tbody><tr><td rowspan="2">tall</td><td>a</td></tr><tr><td>b</td></tr></tbody>
    </table>

    [[figures]]

    [[bibliography]]
    """

  static func everything() throws -> Document {
    var document = try MarkdownReader().read(Array(markdown.utf8)).document
    document.resources.add(Resource("red.png", red))
    document.sources = [
      BibliographySource(
        key: "smith", authors: ["Smith, Jane"], title: "On everything", publisher: "Press", year: "2020")
    ]
    document.quality = .standard
    return document
  }

  /// Text that breaks writers which do not escape.
  static let awkward = [
    "<script>alert('x')</script> & \"quotes\" \u{1}\u{7F}\u{85}\u{FFFE}",
    "*not* _emphasis_ `code` [x](y) <b> # > - 1. $x$",
    "# heading", "- list", "1. list", "> quote", "    code", "---", "```", "~~~", "| a | b |", "\\ \\* &amp; &#65;",
    "{x} \\begin{x} % $ _ ^ ~",
    "www.example.org http://example.org", "a\u{A0}b\u{200B}c", "\u{202E}abc\u{202C}", "emoji 👩‍👩‍👧 🇩🇪", "]]> --> ?>",
    ": colon", "+ plus", "= equals",
    "trailing space ", " leading space", "[^1] [@x] [[toc]]", "\\newpage", "Table: no caption", "!", "![", "^[", "a!",
    "#hash", "1986. Year",
  ]
}
