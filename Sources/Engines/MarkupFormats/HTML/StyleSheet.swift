internal import Documents

/// A theme in the language of CSS: light, dark and printed.
struct StyleSheet {
  let text: String

  init(_ theme: Theme, page: PageSetup?) {
    let (fonts, sizes, colors) = (theme.fonts, theme.sizes, theme.colors)
    func family(_ names: [String]) -> String {
      names.map { name in
        ["serif", "sans-serif", "monospace"].contains(name)
          ? name : "\"\(name.filter { $0 != "\"" && $0 != "\\" && $0 != "<" })\""
      }.joined(separator: ", ")
    }
    func number(_ value: Double) -> String {
      let rounded = (value * 1_000).rounded() / 1_000
      return rounded == rounded.rounded() ? String(Int(rounded)) : "\(rounded)"
    }
    let body = sizes.body
    let dark = Color(0x14181D)
    let darkText = Color(0xE6E9EC)
    let darkAccent = colors.accent.mixed(with: .white, 0.55)
    var css = """
      :root { --text: \(colors.text); --ground: \(colors.background); --head: \(colors.heading);
        --accent: \(colors.accent); --muted: \(colors.muted); --line: \(colors.line); --code: \(colors.codeBackground);
        --table-head: \(colors.tableHeader); --table-head-text: \(colors.tableHeaderText);
        --stripe: \((colors.tableStripe ?? colors.background).description); }
      @media (prefers-color-scheme: dark) {
        :root { --text: \(darkText); --ground: \(dark); --head: \(darkText); --accent: \(darkAccent);
          --muted: \(darkText.mixed(with: dark, 0.25)); --line: \(dark.mixed(with: .white, 0.25));
          --code: \(dark.mixed(with: .white, 0.08)); --table-head: \(dark.mixed(with: colors.accent, 0.3));
          --table-head-text: \(darkText); --stripe: \(dark.mixed(with: .white, 0.04)); }
      }
      body { margin: 0 auto; padding: 1.5rem; max-width: 46rem; color: var(--text); background: var(--ground);
        font-family: \(family(fonts.body)); line-height: \(number(sizes.lineHeight + 0.15)); overflow-wrap: break-word; }
      h1, h2, h3, h4, h5, h6 { color: var(--head); font-family: \(family(fonts.heading)); line-height: 1.25;
        margin: 1.6em 0 0.5em; break-after: avoid; }
      .document-title { margin-bottom: 2rem;\(theme.centersTitle ? " text-align: center;" : "") }
      .document-title h1 { font-size: \(number(sizes.title / body))em; margin: 0; }

      """
    for level in 1...6 {
      css += "h\(level) { font-size: \(number(sizes.heading(level) / body))em; }\n"
    }
    if theme.hasHeadingRule { css += "h2 { border-bottom: 1px solid var(--accent); padding-bottom: 0.15em; }\n" }
    if sizes.firstLineIndent > 0 {
      css += "p + p { text-indent: \(number(sizes.firstLineIndent / body))em; }\n"
      css += "p { margin: 0; }\n"
    } else {
      css += "p { margin: \(number(sizes.paragraphGap / body))em 0; }\n"
    }
    if theme.isJustified { css += "p { text-align: justify; hyphens: auto; }\n" }
    css += """
      a { color: var(--accent); }
      img, svg { max-width: 100%; height: auto; }
      code, pre { font-family: \(family(fonts.code)); font-size: \(number(sizes.code / body))em; }
      code { background: var(--code); padding: 0 0.2em; }
      pre { background: var(--code); padding: 0.8em; overflow-x: auto; }
      pre code { padding: 0; font-size: 1em; }
      blockquote { margin: 1em 0; padding-left: 1em; border-left: 3px solid var(--line); color: var(--muted); }
      table { border-collapse: collapse; margin: 1em 0; }
      th, td { padding: 0.35em 0.6em; text-align: start; vertical-align: top;\(Self.cellRule(theme.tableRules)) }
      thead th { background: var(--table-head); color: var(--table-head-text); }
      tbody tr:nth-child(even) { background: var(--stripe); }
      caption, figcaption { color: var(--muted); font-size: \(number(sizes.small / body))em; text-align: start; padding: 0.4em 0; }
      figure { margin: 1.2em 0; break-inside: avoid; }
      .subtitle, .byline, .nav-title, .callout-title { text-indent: 0; }
      .subtitle { font-size: 1.2em; color: var(--muted); }
      .byline, .number { color: var(--muted); }
      .nav-title, .callout-title { font-weight: bold; }
      .callout { margin: 1em 0; padding: 0.6em 1em; border-left: 4px solid var(--accent); background: var(--code); }
      .align-start { text-align: start; } .align-center { text-align: center; } .align-end { text-align: end; }
      .align-justify { text-align: justify; }
      .smallcaps { font-variant: small-caps; }
      .task-list, .plain { list-style: none; padding-left: 0.5em; }
      .math { margin: 1em 0; text-align: center; } .math .number { float: inline-end; }
      .footnotes { border-top: 1px solid var(--line); margin-top: 2em; font-size: \(number(sizes.small / body))em; }
      hr { border: 0; border-top: 1px solid var(--line); margin: 2em 0; }
      .page-break { border: 0; margin: 0; }

      """
    if theme.tableRules == .booktabs {
      css += "table { border-top: 2px solid var(--line); border-bottom: 2px solid var(--line); }\n"
      css += "thead th { border-bottom: 1px solid var(--line); }\n"
    }
    if let page {
      let (width, height) = page.extent
      let margins = page.margins
      css += """
        @media print {
          :root { --text: \(colors.text); --ground: \(colors.background); --head: \(colors.heading);
            --accent: \(colors.accent); --muted: \(colors.muted); --line: \(colors.line); --code: \(colors.codeBackground);
            --table-head: \(colors.tableHeader); --table-head-text: \(colors.tableHeaderText);
            --stripe: \((colors.tableStripe ?? colors.background).description); }
          body { max-width: none; padding: 0; font-size: \(number(body))pt; line-height: \(number(sizes.lineHeight)); }
          p { orphans: 2; widows: 2; }
          thead { display: table-header-group; }
          tr { break-inside: avoid; }
          .page-break { break-after: page; border: 0; }
        }
        @page { size: \(number(width))pt \(number(height))pt;
          margin: \(margins.top) \(margins.right) \(margins.bottom) \(margins.left); }

        """
    }
    text = css
  }

  private static func cellRule(_ rules: Theme.TableRules) -> String {
    switch rules {
    case .none, .booktabs: ""
    case .horizontal: " border-bottom: 1px solid var(--line);"
    case .grid: " border: 1px solid var(--line);"
    }
  }
}
