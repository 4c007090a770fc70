internal import Documents

/// Blocks on their way to LaTeX.
struct LaTeXRendering {
  let document: Document
  let output: TextOutput
  let options: ExportOptions
  let outline: DocumentOutline
  let wording: Wording
  var cursor: OutlineCursor
  var notes = ExportNotes()
  /// Verbatim text cannot stand in arguments and cells.
  var isInArgument = false
  /// Environments that indent; LaTeX takes six.
  private var depth = 0
  /// Lists that count, inside each other.
  private var numbered = 0

  init(_ document: Document, _ output: TextOutput, _ options: ExportOptions) {
    self.document = document
    self.output = output
    self.options = options
    outline = DocumentOutline(document)
    cursor = OutlineCursor(outline)
    wording = Wording(language: document.metadata.effectiveLanguage)
  }

  func text(_ text: String) { output.write(LaTeXText.escaped(text)) }

  mutating func write(_ blocks: [Block]) {
    for block in blocks { write(block) }
  }

  mutating func write(_ block: Block) {
    switch block {
    case .heading(let heading): write(heading)
    case .paragraph(let paragraph):
      let environment: String? =
        switch paragraph.alignment {
        case .center: "center"
        case .end: "flushright"
        case .start: "flushleft"
        default: nil
        }
      if let environment { output.write("\\begin{\(environment)}\n") }
      write(paragraph.inlines)
      output.write("\n")
      if let environment { output.write("\\end{\(environment)}\n") }
      output.write("\n")
    case .list(let list): write(list)
    case .definitions(let list):
      output.write("\\begin{description}\n")
      depth += 1
      for entry in list.entries {
        for term in entry.terms {
          output.write("\\item[{")
          write(term)
          output.write("}] ")
        }
        for definition in entry.definitions { write(definition) }
      }
      depth -= 1
      output.write("\\end{description}\n\n")
    case .quote(let quote):
      begin("quote")
      write(quote.blocks)
      if !quote.attribution.isEmpty {
        output.write("\\hfill --- ")
        write(quote.attribution)
        output.write("\n")
      }
      end("quote")
    case .code(let code): write(code)
    case .table(let table): write(table)
    case .figure(let figure):
      let entry = cursor.figure(figure.caption)
      output.write("\\begin{figure}[H]\n\\centering\n")
      image(figure.image)
      output.write("\n")
      caption(figure.caption, entry)
      output.write("\\end{figure}\n\n")
    case .chart(let chart):
      notes.lose("chart", "its data stand as a table")
      let entry = cursor.figure(chart.caption)
      writeTable(chart.dataTable, nil)
      guard !chart.caption.isEmpty else { return }
      output.write("\\begin{center}\n")
      writeCaption(chart.caption, entry, of: "figure")
      output.write("\n\\end{center}\n\n")
    case .math(let math):
      let entry = cursor.formula(math)
      let name = math.isNumbered ? "equation" : "equation*"
      output.write("\\begin{\(name)}")
      label(math.isNumbered ? entry?.anchor ?? math.attributes.id : nil)
      output.write("\n")
      output.write(LaTeXText.formula(math.tex))
      output.write("\n\\end{\(name)}\n\n")
    case .callout(let callout):
      begin("quote")
      output.write("\\textbf{")
      if callout.title.isEmpty { text(wording.callout(callout.form)) } else { write(callout.title) }
      output.write("}\\par\n")
      write(callout.blocks)
      end("quote")
    case .division(let division):
      guard division.role != .notes else { return notes.lose("speaker notes", "left out") }
      if division.layout != nil { notes.lose("layout of a section", "left out") }
      if division.role == .abstract { output.write("\\begin{abstract}\n") }
      write(division.blocks)
      if division.role == .abstract { output.write("\\end{abstract}\n\n") }
    case .rule: output.write("\\par\\noindent\\rule{\\linewidth}{0.4pt}\\par\n\n")
    case .pageBreak(let pageBreak):
      output.write(pageBreak.target == .oddPage ? "\\cleardoublepage\n\n" : "\\clearpage\n\n")
    case .raw(let raw):
      if raw.format == "latex" || raw.format == "tex", options.raw == .keep {
        output.write(raw.text)
        output.write("\n\n")
      } else {
        notes.lose("raw text of \(raw.format)", "left out")
      }
    case .contents(let contents):
      output.write("\\setcounter{tocdepth}{\(contents.depth)}\n\\renewcommand{\\contentsname}{")
      if contents.title.isEmpty { text(wording.contents) } else { write(contents.title) }
      output.write("}\n\\tableofcontents\n\n")
    case .listing(let listing):
      switch listing.subject {
      case .figures: output.write("\\listoffigures\n\n")
      case .tables: output.write("\\listoftables\n\n")
      case .code: notes.lose("list of listings", "left out")
      }
    case .bibliography(let bibliography):
      output.write("\\section*{")
      if bibliography.title.isEmpty { text(wording.bibliography) } else { write(bibliography.title) }
      output.write("}\n\\begin{itemize}\n")
      let sources = document.listedSources(bibliography)
      for source in sources {
        output.write("\\item ")
        text(source.line)
        output.write("\n")
      }
      if sources.isEmpty { output.write("\\item[] ~\n") }
      output.write("\\end{itemize}\n\n")
    }
  }

  private mutating func write(_ heading: Heading) {
    let names = ["section", "subsection", "subsubsection", "paragraph", "subparagraph", "subparagraph"]
    let entry = cursor.heading()
    output.write("\\\(names[heading.level - 1])\(heading.isNumbered ? "" : "*")")
    short(heading.inlines)
    output.write("{")
    write(heading.inlines)
    output.write("}")
    label(entry?.anchor)
    output.write(heading.level > 3 ? "\\mbox{}\n\n" : "\n\n")
  }

  func label(_ anchor: String?) {
    guard let anchor else { return }
    output.write("\\label{")
    output.write(LaTeXText.label(anchor))
    output.write("}")
  }

  mutating func caption(_ caption: [Inline], _ entry: DocumentOutline.Entry?) {
    guard !caption.isEmpty else { return }
    writeCaption(caption, entry)
    output.write("\n")
  }

  /// `of` names what is captioned outside of an environment of its own.
  mutating func writeCaption(_ caption: [Inline], _ entry: DocumentOutline.Entry?, of subject: String? = nil) {
    output.write(subject == nil ? "\\caption" : "\\captionof")
    if entry?.number == nil { output.write("*") }
    if let subject { output.write("{\(subject)}") }
    if entry?.number != nil { short(caption) }
    output.write("{")
    write(caption)
    output.write("}")
    label(entry?.anchor)
  }

  /// What is listed of words with notes: they without the notes.
  private func short(_ inlines: [Inline]) {
    guard inlines.contains(where: { if case .footnote = $0 { true } else { false } }) else { return }
    let plain = inlines.filter { if case .footnote = $0 { false } else { true } }
    output.write("[{\(LaTeXText.escaped(plain.plainText))}]")
  }

  private mutating func begin(_ name: String, _ settings: String = "") {
    depth += 1
    if depth <= 5 { output.write("\\begin{\(name)}\(settings)\n") }
  }

  private mutating func end(_ name: String) {
    if depth <= 5 { output.write("\\end{\(name)}\n") }
    output.write("\n")
    depth -= 1
  }

  private mutating func write(_ list: List) {
    var name = "itemize"
    var settings = ""
    var first = 1
    if case .ordered(let start, let style, let delimiter) = list.marker {
      name = "enumerate"
      let counter =
        switch style {
        case .decimal: "\\arabic*"
        case .lowerLetter: "\\alph*"
        case .upperLetter: "\\Alph*"
        case .lowerRoman: "\\roman*"
        case .upperRoman: "\\Roman*"
        }
      let label =
        switch delimiter {
        case .period: counter + "."
        case .parenthesis: counter + ")"
        case .parentheses: "(" + counter + ")"
        }
      settings = "[label=\(label)]"
      first = start
    }
    begin(name, settings)
    guard depth <= 5 else {
      notes.lose("lists deeper than five levels", "written as paragraphs")
      for item in list.items { write(item.blocks) }
      return end(name)
    }
    if name == "enumerate" { numbered += 1 }
    defer { if name == "enumerate" { numbered -= 1 } }
    if first != 1 {
      let counter = ["enumi", "enumii", "enumiii", "enumiv", "enumv", "enumvi"][min(numbered, 6) - 1]
      output.write("\\setcounter{\(counter)}{\(first - 1)}\n")
    }
    if list.isTight { output.write("\\tightlist\n") }
    for item in list.items {
      output.write(item.isDone.map { $0 ? "\\item[$\\boxtimes$] " : "\\item[$\\square$] " } ?? "\\item ")
      write(item.blocks)
    }
    if list.items.isEmpty { output.write("\\item\n") }
    end(name)
  }

  private mutating func write(_ code: CodeBlock) {
    let entry = cursor.code(code.caption)
    if code.showsLineNumbers { notes.lose("line numbers of code", "left out") }
    if !code.caption.isEmpty {
      output.write("\\par\\noindent\\phantomsection\\textbf{")
      text(entry?.number.map { "\(wording.listing) \($0): " } ?? "")
      output.write("}")
      write(code.caption)
      label(entry?.anchor)
      output.write("\n")
    }
    // The end of the environment inside it would end it early.
    if !isInArgument, !code.text.contains("\\end{verbatim}") {
      output.write("\\begin{verbatim}\n")
      output.write(code.text)
      output.write("\n\\end{verbatim}\n\n")
    } else {
      output.write("\\begin{flushleft}\\ttfamily\n")
      for line in code.text.split(separator: "\n", omittingEmptySubsequences: false) {
        output.write(LaTeXText.escaped(String(line), keepingSpaces: true))
        output.write("\\strut\\newline\n")
      }
      output.write("\\end{flushleft}\n\n")
    }
  }
}
