internal import Documents
internal import XML

/// Reads sections: paper, columns, what runs above and below.
struct DOCXSectionReader {
  private let source: DOCXSource

  init(_ source: DOCXSource) {
    self.source = source
  }

  func page(_ node: XMLNode?) -> PageSetup {
    var page = PageSetup()
    func points(_ path: String, _ name: String) -> Double? {
      node?.first(path)?.local(name).flatMap { Double($0) }.map { $0 / 20 }
    }
    if let width = points("pgSz", "w"), let height = points("pgSz", "h"), width > 0, height > 0 {
      page.isLandscape = node?.first("pgSz")?.local("orient") == "landscape"
      page.size = OfficePaper.size(width: page.isLandscape ? height : width, height: page.isLandscape ? width : height)
    }
    if let top = points("pgMar", "top"), let bottom = points("pgMar", "bottom"), let left = points("pgMar", "left"),
      let right = points("pgMar", "right")
    {
      page.margins = OfficePaper.margins(top: abs(top), bottom: abs(bottom), left: left, right: right)
    }
    if let columns = node?.first("cols")?.local("num").flatMap({ Int($0) }), columns > 1 {
      page.columns = min(columns, 20)
      if let gap = points("cols", "space"), abs(gap - PageSetup().columnGap.points()) > 0.6 {
        page.columnGap = .points(gap)
      }
    }
    return page
  }

  /// The sections in a row; those whose page differs from the document's become divisions.
  func joined(_ sections: [(blocks: [Block], layout: XMLNode?)], base: PageSetup) -> [Block] {
    var blocks: [Block] = []
    for section in sections where !section.blocks.isEmpty {
      guard let layout = section.layout, blocks.isEmpty == false || sections.count > 1 else {
        blocks += section.blocks
        continue
      }
      let page = page(layout)
      if page == base {
        blocks += section.blocks
      } else {
        var plain = page
        plain.columns = base.columns
        plain.columnGap = base.columnGap
        let isContinuous = layout.first("type")?.local("val") == "continuous"
        let made = plain == base && isContinuous ? SectionLayout(columns: page.columns) : SectionLayout(page: page)
        blocks.append(.division(Division(.section, layout: made, section.blocks)))
      }
    }
    return blocks
  }

  // MARK: Running lines

  func running(_ section: XMLNode?, _ watermark: inout Watermark?) throws -> RunningContent {
    var running = RunningContent()
    guard let section else { return running }
    let hasFirst = section.first("titlePg").map { $0.local("val") != "0" } ?? false
    for node in section.elements {
      let isHeader = node.name.local == "headerReference"
      guard isHeader || node.name.local == "footerReference",
        let part = node.local("id").flatMap({ source.relationships.targets[$0]?.target }),
        let tree = try source.archive.tree(part)
      else { continue }
      if isHeader, watermark == nil { watermark = OfficeWatermarkReader.watermark(tree) }
      let line = try line(tree, try source.links(of: part))
      let path: WritableKeyPath<RunningContent, RunningContent.Lines> = isHeader ? \.header : \.footer
      switch node.local("type") {
      case "first": if hasFirst { running[keyPath: path].first = line }
      case "even": running[keyPath: path].even = line
      default: if !line.isEmpty { running[keyPath: path].all = line }
      }
    }
    for path in [\RunningContent.header, \RunningContent.footer] {
      let usual = running[keyPath: path].all
      if running[keyPath: path].first == usual { running[keyPath: path].first = nil }
      if running[keyPath: path].even == usual { running[keyPath: path].even = nil }
    }
    return running
  }

  private func line(_ tree: XMLNode, _ links: DOCXRelationships) throws -> RunningContent.Line {
    guard let paragraph = tree.descendants("p").first else { return RunningContent.Line() }
    var reader = DOCXRunReader(source, links)
    reader.isInNote = true
    try reader.read(paragraph.elements.filter { $0.descendant("pict") == nil })
    let line = OfficeRunningLine.line(reader.runs.pieces)
    return RunningContent.Line(
      start: line.start, center: line.center, end: line.end, hasRule: paragraph.first("pPr/pBdr") != nil)
  }
}
