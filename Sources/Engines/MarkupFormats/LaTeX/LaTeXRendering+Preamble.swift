internal import Documents

extension LaTeXRendering {
  mutating func writePreamble() {
    let metadata = document.metadata
    let page = document.page
    let (width, height) = page.extent
    output.write("\\documentclass\(page.columns == 2 ? "[twocolumn]" : ""){article}\n\\usepackage{fontspec}\n")
    let fonts = document.effectiveTheme.fonts
    for (command, families) in [("main", fonts.body), ("mono", fonts.code)] {
      guard let family = families.first, !["serif", "sans-serif", "monospace"].contains(family) else { continue }
      let name = LaTeXText.escaped(family)
      output.write("\\IfFontExistsTF{\(name)}{\\set\(command)font{\(name)}}{}\n")
    }
    output.write(
      """
      \\usepackage{amsmath,amssymb}
      \\usepackage{graphicx,float,caption}
      \\usepackage{longtable,booktabs,array,multirow}
      \\usepackage[normalem]{ulem}
      \\usepackage{enumitem}
      \\renewlist{itemize}{itemize}{6}
      \\setlist[itemize]{label=\\textbullet}
      \\renewlist{enumerate}{enumerate}{6}
      \\setlist[enumerate]{label=\\arabic*.}
      \\usepackage{geometry}

      """)
    output.write("\\geometry{paperwidth=\(width)bp,paperheight=\(height)bp,")
    output.write("top=\(points(page.margins.top)),bottom=\(points(page.margins.bottom)),")
    output.write("left=\(points(page.margins.left)),right=\(points(page.margins.right))}\n")
    output.write("\\usepackage[hidelinks]{hyperref}\n")
    writeProperties()
    output.write(Self.commands)
    output.write("\\setcounter{secnumdepth}{\(document.numbering.headingDepth)}\n")
    for (name, word) in [("figurename", wording.figure), ("tablename", wording.table)] {
      output.write("\\renewcommand{\\\(name)}{\(LaTeXText.escaped(word))}\n")
    }
    if let title = metadata.title {
      output.write("\\title{")
      text(title)
      if let subtitle = metadata.subtitle {
        output.write("\\\\\\large ")
        text(subtitle)
      }
      output.write("}\n\\author{")
      output.write(metadata.authors.map { LaTeXText.escaped($0.name) }.joined(separator: " \\and "))
      output.write("}\n\\date{")
      text(metadata.date?.description ?? "")
      output.write("}\n")
    }
    output.write("\\begin{document}\n")
    if metadata.title != nil { output.write("\\maketitle\n") }
    if document.watermark != nil { notes.lose("watermark", "left out") }
    if !document.running.isEmpty { notes.lose("header and footer", "left out") }
    if page.columns > 2 { notes.lose("more than two columns", "set in one") }
    if hasOtherScripts {
      notes.lose(
        "scripts other than Latin, Greek and Cyrillic",
        "their letters show only where the font has them; name one that does with \\setmainfont")
    }
    if metadata.effectiveDirection == .rightToLeft {
      notes.lose("direction of the page", "words run from right to left, the page does not; add the package bidi")
    }
  }

  /// Fonts for LaTeX seldom hold more than Latin, Greek and Cyrillic letters.
  private var hasOtherScripts: Bool {
    var found = false
    document.forEachInline { inline in
      if !found, case .text(let text) = inline {
        found = text.unicodeScalars.contains {
          $0.value >= 0x0590 && !(0x1E00..<0x2C00).contains($0.value) && $0.value < 0xFB00 && $0.properties.isAlphabetic
        }
      }
    }
    return found
  }

  private func writeProperties() {
    let metadata = document.metadata
    var properties: [String] = []
    if let title = metadata.title { properties.append("pdftitle={\(LaTeXText.escaped(title))}") }
    let authors = metadata.authors.map(\.name).joined(separator: ", ")
    if !authors.isEmpty { properties.append("pdfauthor={\(LaTeXText.escaped(authors))}") }
    properties.append("pdflang={\(LaTeXText.label(metadata.effectiveLanguage))}")
    output.write("\\hypersetup{\(properties.joined(separator: ","))}\n")
  }

  /// What formulas and lists use and LaTeX does not bring.
  private static let commands: StaticString = """
    \\providecommand{\\tightlist}{\\setlength{\\itemsep}{0pt}\\setlength{\\parskip}{0pt}}
    \\providecommand{\\argmax}{\\operatorname*{argmax}}
    \\providecommand{\\argmin}{\\operatorname*{argmin}}
    \\providecommand{\\omicron}{o}
    \\providecommand{\\degree}{^{\\circ}}
    \\providecommand{\\coloneqq}{:=}
    \\providecommand{\\euro}{\\text{€}}
    \\providecommand{\\mathscr}[1]{\\mathcal{#1}}
    \\providecommand{\\bm}[1]{\\boldsymbol{#1}}

    """

  private func points(_ length: Length) -> String { "\(length.points())bp" }
}
