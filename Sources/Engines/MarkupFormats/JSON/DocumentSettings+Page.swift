internal import Documents
internal import JSON

extension DocumentSettings {
  static func paper(_ json: JSONCursor) throws(JSONError) -> PaperSize {
    if case .object = try json.value() {
      try json.allow("width", "height")
      return PaperSize(width: try length(json["width"]), height: try length(json["height"]))
    }
    guard let size = PaperSize(named: try json.string()) else {
      let names = PaperSize.named.compactMap(\.name).joined(separator: ", ")
      throw json.failure("expected one of \(names), or an object with width and height")
    }
    return size
  }

  static func page(_ json: JSONCursor) throws(JSONError) -> PageSetup {
    var page = PageSetup()
    if try json.value().string != nil {
      page.size = try paper(json)
      return page
    }
    try json.allow("size", "landscape", "margins", "columns", "columnGap", "twoSided")
    if let size = json["size"].ifPresent { page.size = try paper(size) }
    page.isLandscape = try json["landscape"].ifPresent?.bool() ?? false
    if let margins = json["margins"].ifPresent { page.margins = try self.margins(margins) }
    page.columns = try json["columns"].ifPresent?.integer(in: 1...12) ?? 1
    if let gap = json["columnGap"].ifPresent { page.columnGap = try length(gap) }
    page.isTwoSided = try json["twoSided"].ifPresent?.bool() ?? false
    let extent = page.extent
    let across = page.margins.left.points(of: extent.width) + page.margins.right.points(of: extent.width)
    let down = page.margins.top.points(of: extent.height) + page.margins.bottom.points(of: extent.height)
    guard extent.width > across + 36, extent.height > down + 36 else {
      throw json.failure("the margins leave less than half an inch of the page; make them smaller")
    }
    return page
  }

  private static func margins(_ json: JSONCursor) throws(JSONError) -> PageSetup.Margins {
    guard case .object = try json.value() else { return PageSetup.Margins(all: try length(json)) }
    try json.allow("top", "bottom", "left", "right")
    var margins = PageSetup.Margins.standard
    if let top = json["top"].ifPresent { margins.top = try length(top) }
    if let bottom = json["bottom"].ifPresent { margins.bottom = try length(bottom) }
    if let left = json["left"].ifPresent { margins.left = try length(left) }
    if let right = json["right"].ifPresent { margins.right = try length(right) }
    return margins
  }

  static func layout(_ json: JSONCursor) throws(JSONError) -> SectionLayout {
    try json.allow("page", "header", "footer", "columns", "firstPage", "pageStyle")
    var layout = SectionLayout()
    if let page = json["page"].ifPresent { layout.page = try self.page(page) }
    if json["header"].ifPresent != nil || json["footer"].ifPresent != nil {
      var running = RunningContent()
      if let header = json["header"].ifPresent { running.header = try lines(header) }
      if let footer = json["footer"].ifPresent { running.footer = try lines(footer) }
      layout.running = running
    }
    layout.columns = try json["columns"].ifPresent?.integer(in: 1...12)
    layout.firstPage = try json["firstPage"].ifPresent?.integer(in: 0...1_000_000)
    layout.pageStyle = try json["pageStyle"].ifPresent?.choice()
    return layout
  }

  /// Text for all pages, or an object of lines.
  static func lines(_ json: JSONCursor) throws(JSONError) -> RunningContent.Lines {
    if case .object(let members) = try json.value(),
      members.contains(where: { ["all", "first", "odd", "even"].contains($0.key) })
    {
      try json.allow("all", "first", "odd", "even")
      var lines = RunningContent.Lines()
      if let all = json["all"].ifPresent { lines.all = try line(all) }
      if let first = json["first"].ifPresent { lines.first = try line(first) }
      if let odd = json["odd"].ifPresent { lines.odd = try line(odd) }
      if let even = json["even"].ifPresent { lines.even = try line(even) }
      return lines
    }
    return RunningContent.Lines(all: try line(json))
  }

  private static func line(_ json: JSONCursor) throws(JSONError) -> RunningContent.Line {
    if try json.value().string != nil { return RunningContent.Line(center: try placeholders(json)) }
    try json.allow("start", "center", "end", "rule")
    return RunningContent.Line(
      start: try json["start"].ifPresent.map(placeholders) ?? [],
      center: try json["center"].ifPresent.map(placeholders) ?? [],
      end: try json["end"].ifPresent.map(placeholders) ?? [], hasRule: try json["rule"].ifPresent?.bool() ?? false)
  }

  /// "Page {page} of {pages}" as text and variables.
  private static func placeholders(_ json: JSONCursor) throws(JSONError) -> [Inline] {
    var inlines: [Inline] = []
    var text = ""
    var rest = try json.string()[...]
    while let open = rest.firstIndex(of: "{") {
      text += rest[..<open]
      guard let close = rest[open...].firstIndex(of: "}") else { break }
      let name = rest[rest.index(after: open)..<close]
      if name.isEmpty || !name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }) {
        text += rest[open...close]
      } else {
        if !text.isEmpty { inlines.append(.text(text)) }
        text = ""
        inlines.append(.variable(String(name)))
      }
      rest = rest[rest.index(after: close)...]
    }
    text += rest
    if !text.isEmpty { inlines.append(.text(text)) }
    return inlines
  }

  static func numbering(_ json: JSONCursor) throws(JSONError) -> Numbering {
    if case .bool(let isOn) = try json.value() { return Numbering(headingDepth: isOn ? 3 : 0) }
    try json.allow("headings", "captions", "pages", "pageStyle", "firstPage")
    return Numbering(
      headingDepth: try json["headings"].ifPresent?.integer(in: 0...6) ?? 0,
      numbersCaptions: try json["captions"].ifPresent?.bool() ?? true, showsPages: try json["pages"].ifPresent?.bool(),
      pageStyle: try json["pageStyle"].ifPresent?.choice() ?? .decimal,
      firstPage: try json["firstPage"].ifPresent?.integer(in: 0...1_000_000) ?? 1)
  }
}
