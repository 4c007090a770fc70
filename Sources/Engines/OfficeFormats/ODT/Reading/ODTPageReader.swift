internal import Documents
internal import XML

/// Reads kinds of pages: paper, margins, what runs above and below.
struct ODTPageReader {
  private let source: ODTSource

  init(_ source: ODTSource) {
    self.source = source
  }

  private func master(_ name: String?) -> XMLNode? {
    name.flatMap { source.sheet.masters[$0] } ?? source.sheet.firstMaster
  }

  /// The pages behind a first page that has a kind of its own.
  private func following(_ master: XMLNode?) -> XMLNode? {
    master?.local("next-style-name").flatMap { source.sheet.masters[$0] } ?? master
  }

  func page(_ name: String?) -> PageSetup {
    var page = PageSetup()
    guard let layout = following(master(name))?.local("page-layout-name").flatMap({ source.sheet.layouts[$0] }),
      let properties = layout.first("page-layout-properties")
    else { return page }
    func points(_ name: String) -> Double? { properties.local(name).flatMap { Length($0) }?.points() }
    if let width = points("page-width"), let height = points("page-height"), width > 0, height > 0 {
      page.isLandscape = properties.local("print-orientation") == "landscape" || width > height * 1.2
      page.size = OfficePaper.size(width: page.isLandscape ? height : width, height: page.isLandscape ? width : height)
    }
    func above(_ name: String) -> Double {
      layout.first("\(name)/header-footer-properties")?.local("min-height").flatMap { Length($0) }?.points() ?? 0
    }
    if let top = points("margin-top"), let bottom = points("margin-bottom"), let left = points("margin-left"),
      let right = points("margin-right")
    {
      page.margins = OfficePaper.margins(
        top: top + above("header-style"), bottom: bottom + above("footer-style"), left: left, right: right)
    }
    page.isTwoSided = layout.local("page-usage") == "mirrored"
    if let columns = properties.first("columns")?.local("column-count").flatMap({ Int($0) }), columns > 1 {
      page.columns = min(columns, 20)
    }
    return page
  }

  func joined(_ sections: [(blocks: [Block], master: String?)], base: PageSetup) -> [Block] {
    var blocks: [Block] = []
    for section in sections where !section.blocks.isEmpty {
      let page = page(section.master)
      if page == base {
        blocks += section.blocks
      } else {
        blocks.append(.division(Division(.section, layout: SectionLayout(page: page), section.blocks)))
      }
    }
    return blocks
  }

  func running(_ name: String?, _ watermark: inout Watermark?) throws -> RunningContent {
    var running = RunningContent()
    let first = master(name)
    let usual = following(first)
    for (kind, path) in [("header", \RunningContent.header), ("footer", \RunningContent.footer)] {
      let all = try usual?.first(kind).map(line)
      if let all, !all.isEmpty { running[keyPath: path].all = all }
      if let even = try usual?.first("\(kind)-left").map(line), even != all { running[keyPath: path].even = even }
      let own = try usual?.first("\(kind)-first").map(line) ?? (first == usual ? nil : try first?.first(kind).map(line))
      if let own, own != all { running[keyPath: path].first = own }
    }
    if let shape = usual?.first("header")?.descendant("custom-shape"), !shape.text.isEmpty {
      var found = Watermark(.text(shape.text))
      if let style = source.sheet.style("graphic", shape.local("style-name"))?.graphic {
        if let color = style.local("fill-color").flatMap({ Color($0) }) { found.color = color }
        if let opacity = style.local("opacity").flatMap({ Double($0.dropLast()) }) { found.opacity = opacity / 100 }
      }
      let turn = (shape.local("transform") ?? "").split(separator: ")").first?.split(separator: "(").last
      if let radians = turn.flatMap({ Double($0) }) { found.angle = (radians * 180 / .pi).rounded() }
      watermark = found
    }
    return running
  }

  private func line(_ node: XMLNode) throws -> RunningContent.Line {
    guard let paragraph = node.first("p") else { return RunningContent.Line() }
    var reader = ODTRunReader(source, isInNote: true, isSpan: false)
    try reader.read(paragraph.content)
    let line = OfficeRunningLine.line(reader.runs.pieces)
    let style = source.sheet.style("paragraph", paragraph.local("style-name"))?.paragraph
    let hasRule = ["border-top", "border-bottom"].contains { style?.local($0).map { $0 != "none" } ?? false }
    return RunningContent.Line(start: line.start, center: line.center, end: line.end, hasRule: hasRule)
  }
}
