import Documents
import Glibc
import Judging
import MarkupFormats
import Testing

/// LaTeX as pandoc reads it and, in long runs, as XeLaTeX sets it.
struct LaTeXTests {
  private func written(_ document: Document) throws -> String {
    String(decoding: try LaTeXWriter().bytes(document).bytes, as: UTF8.self)
  }

  @Test func anotherReaderFindsTheStructure() throws {
    let folder = try TemporaryFolder()
    let markdown = """
      # One {#one}

      Plain *soft* **hard** ~~gone~~ [there](https://example.org/?a=1&b=2#x_y) and a note[^1], $x^2 < 3$.

      3. first
      4. second
         - inner

      | a | b |
      |---|---:|
      | 1 | é 100% & $5 |

      > Said.

      ```c
      a_b = {1};
      ```

      [^1]: The note.
      """
    let document = try MarkdownReader().read(Array(markdown.utf8)).document
    let file = try folder.write(Array(try written(document).utf8), to: "a.tex")
    let html = try Judge.run(["pandoc", "-f", "latex", "-t", "html", "--wrap=none", file]).output
    for piece in [
      "id=\"one\"", "One</h1>", "<em>soft</em>", "<strong>hard</strong>", "<del>gone</del>",
      "<a href=\"https://example.org/?a=1&amp;b=2#x_y\">", "<ol start=\"3\"", "first", "second", "<ul", "inner", "<td",
      "é 100% &amp; $5", "<blockquote", "a_b = {1};", "The note.", "<sup>2</sup>",
    ] {
      #expect(html.contains(piece), "\(piece) is missing in:\n\(html)")
    }
  }

  @Test(arguments: Corpus.awkward)
  func textStaysText(_ words: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      Array(try written(Document(blocks: [.paragraph(words), .paragraph("the end")])).utf8), to: "a.tex")
    let text = try Judge.run(["pandoc", "-f", "latex", "-t", "plain", "--wrap=none", file]).output
    let found = Set(text.unicodeScalars)
    // The reader does not know the commands of straight quotes; XeLaTeX does.
    let shown = words.unicodeScalars.filter {
      !"\"'`".unicodeScalars.contains($0) && $0.value > 0x20 && !(0x7F...0xA0).contains($0.value) && $0.value != 0xFFFE
    }
    #expect(shown.allSatisfy(found.contains), "\(text)")
    #expect(text.contains("the end"))
  }

  @Test(arguments: [
    ("\\frac{a}{b}", "\\frac{a}{b}"),
    // What would read files, define things or end the formula becomes words.
    ("\\input{/etc/passwd}", "\\text{\\textbackslash{}input}"), ("\\text{\\input{x}}", "\\text{\\textbackslash{}input"),
    ("\\begin{filecontents}x\\end{filecontents}", "matrix"), ("a $ \\write18{x}", "\\text{\\textbackslash{}write}"),
    ("\\operatorname{\\input{x}}", "\\textbackslash{}input"), ("{a", "a"), ("a}", "a"), ("x \\right)", "x"),
    ("a & b", "a"), ("a % b", "a"),
  ])
  func formulasStayFormulas(_ tex: String, _ expected: String) throws {
    let text = try written(Document(blocks: [.math(MathBlock(tex))]))
    let formula = text.split(separator: "\\begin{equation*}")[1].split(separator: "\\end{equation*}")[0]
    #expect(formula.contains(expected), "\(formula)")
    for word in ["\\input", "\\write", "filecontents", "\\right)", "$ ", "% "] {
      #expect(!formula.contains(word), "\(formula)")
    }
    #expect(formula.filter { $0 == "{" }.count == formula.filter { $0 == "}" }.count)
  }

  @Test func lossesAreTold() throws {
    let report = try LaTeXWriter().bytes(try Corpus.everything()).report
    let losses = report.losses.map(\.description).joined(separator: "\n")
    for word in ["chart", "pictures", "speaker notes"] { #expect(losses.contains(word), "\(losses)") }
  }

  /// Sets everything with XeLaTeX; the program is installed with the benchmarks' packages.
  @Test(.enabled(if: getenv("EXPORT_IA_LONG_TESTS") != nil))
  func xeLaTeXSetsWhatWasWritten() throws {
    let folder = try TemporaryFolder()
    var deep = Block.paragraph("the middle")
    for depth in 0..<12 { deep = depth % 2 == 0 ? .list(List(items: [ListItem([deep])])) : .quote(Quote([deep])) }
    let formulas = [
      "\\input{x}", "{a", "a}", "a & b", "\\left( x", "\\begin{align} a &= b \\end{align}", "\\argmax_x f",
    ]
    let documents: [(String, Document)] = [
      ("everything", try Corpus.everything()), ("deep", Document(blocks: [deep])), ("empty", Document()),
      ("awkward", Document(blocks: Corpus.awkward.map { .paragraph($0) } + Corpus.awkward.map { .heading(2, $0) })),
      ("formulas", Document(blocks: formulas.map { .math(MathBlock($0)) })),
    ]
    try folder.write(Corpus.red, to: "red.png")
    for (name, document) in documents {
      try folder.write(Array(try written(document).utf8), to: name + ".tex")
      let verdict = try Judge.run(
        ["xelatex", "-halt-on-error", "-interaction=nonstopmode", "-no-shell-escape", name + ".tex"], in: folder.path)
      #expect(verdict.status == 0, "\(name): \(verdict.output.suffix(3000))")
    }
    let text = try Judge.run(["pdftotext", folder.file("everything.pdf"), "-"]).output
    for words in ["Everything & more", "Smith, Jane", "let a = 1 < 2"] { #expect(text.contains(words), "\(text)") }
  }
}
