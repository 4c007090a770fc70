internal import ByteIO
internal import Documents
internal import JSON

/// A document's settings as JSON members, those that differ from what is usual.
enum SettingsForm {
  struct Member {
    var name: String
    var json: [UInt8]
  }

  static func members(of document: Document) -> [Member] {
    var members: [Member] = []
    func add(_ name: String, _ write: (inout JSONWriter) -> Void) {
      var json = JSONWriter()
      write(&json)
      members.append(Member(name: name, json: json.finish()))
    }
    func add(_ name: String, _ text: String?) { if let text { add(name) { $0.string(text) } } }
    let metadata = document.metadata
    add("title", metadata.title)
    add("subtitle", metadata.subtitle)
    if !metadata.authors.isEmpty { add("authors") { write(metadata.authors, &$0) } }
    add("date", metadata.date?.description)
    add("language", metadata.language)
    add("direction", metadata.direction?.rawValue)
    if !metadata.keywords.isEmpty { add("keywords") { write(metadata.keywords, &$0) } }
    add("summary", metadata.summary)
    add("subject", metadata.subject)
    add("publisher", metadata.publisher)
    add("rights", metadata.rights)
    add("identifier", metadata.identifier)
    add("version", metadata.version)
    if !metadata.other.isEmpty { add("metadata") { write(metadata.other, &$0) } }
    add("type", document.type?.rawValue)
    if document.quality != .professional { add("quality", document.quality.rawValue) }
    if document.theme != .modern { add("theme") { write(document.theme, &$0) } }
    if document.page != PageSetup() { add("page") { write(document.page, &$0) } }
    if !document.running.header.isEmpty { add("header") { write(document.running.header, &$0) } }
    if !document.running.footer.isEmpty { add("footer") { write(document.running.footer, &$0) } }
    if document.numbering != Numbering() { add("numbering") { write(document.numbering, &$0) } }
    if let branding = document.branding { add("branding") { write(branding, &$0) } }
    if let watermark = document.watermark { add("watermark") { write(watermark, &$0) } }
    if !document.variables.isEmpty { add("variables") { write(document.variables, &$0) } }
    return members
  }

  private static func write(_ words: [String], _ json: inout JSONWriter) {
    json.beginArray()
    for word in words { json.string(word) }
    json.endArray()
  }

  private static func write(_ variables: [Variable], _ json: inout JSONWriter) {
    json.beginObject()
    var seen: Set<String> = []
    for variable in variables where seen.insert(variable.name).inserted {
      json.key(variable.name)
      json.string(variable.value)
    }
    json.endObject()
  }

  private static func write(_ authors: [Author], _ json: inout JSONWriter) {
    json.beginArray()
    for author in authors {
      if author.email == nil, author.affiliation == nil {
        json.string(author.name)
      } else {
        json.beginObject()
        json.member("name", author.name)
        if let email = author.email { json.member("email", email) }
        if let affiliation = author.affiliation { json.member("affiliation", affiliation) }
        json.endObject()
      }
    }
    json.endArray()
  }

  private static func write(_ theme: Theme, _ json: inout JSONWriter) {
    guard Theme(named: theme.name) != theme else { return json.string(theme.name) }
    json.beginObject()
    if Theme(named: theme.name) != nil { json.member("base", theme.name) }
    json.key("fonts")
    json.beginObject()
    json.key("body")
    write(theme.fonts.body, &json)
    json.key("heading")
    write(theme.fonts.heading, &json)
    json.key("code")
    write(theme.fonts.code, &json)
    json.endObject()
    json.key("colors")
    json.beginObject()
    let colors = theme.colors
    json.member("text", colors.text.description)
    json.member("background", colors.background.description)
    json.member("heading", colors.heading.description)
    json.member("accent", colors.accent.description)
    json.member("muted", colors.muted.description)
    json.member("line", colors.line.description)
    json.member("codeBackground", colors.codeBackground.description)
    json.member("tableHeader", colors.tableHeader.description)
    json.member("tableHeaderText", colors.tableHeaderText.description)
    json.key("tableStripe")
    if let stripe = colors.tableStripe { json.string(stripe.description) } else { json.null() }
    json.key("series")
    write(colors.series.map(\.description), &json)
    json.endObject()
    json.key("sizes")
    json.beginObject()
    let sizes = theme.sizes
    func size(_ name: String, _ value: Double) {
      json.key(name)
      json.number(value)
    }
    size("body", sizes.body)
    size("title", sizes.title)
    size("code", sizes.code)
    size("small", sizes.small)
    size("lineHeight", sizes.lineHeight)
    size("paragraphGap", sizes.paragraphGap)
    size("firstLineIndent", sizes.firstLineIndent)
    json.key("headings")
    json.beginArray()
    for value in sizes.headings { json.number(value) }
    json.endArray()
    json.endObject()
    json.member("justified", theme.isJustified)
    json.member("tableRules", theme.tableRules.rawValue)
    json.member("headingRule", theme.hasHeadingRule)
    json.member("centersTitle", theme.centersTitle)
    json.endObject()
  }

  static func write(_ page: PageSetup, _ json: inout JSONWriter) {
    json.beginObject()
    json.key("size")
    if let name = page.size.name, PaperSize(named: name) == page.size {
      json.string(name)
    } else {
      json.beginObject()
      json.member("width", page.size.width.description)
      json.member("height", page.size.height.description)
      json.endObject()
    }
    if page.isLandscape { json.member("landscape", true) }
    if page.margins != .standard {
      json.key("margins")
      json.beginObject()
      json.member("top", page.margins.top.description)
      json.member("bottom", page.margins.bottom.description)
      json.member("left", page.margins.left.description)
      json.member("right", page.margins.right.description)
      json.endObject()
    }
    if page.columns != 1 { json.member("columns", page.columns) }
    if page.columnGap != PageSetup().columnGap { json.member("columnGap", page.columnGap.description) }
    if page.isTwoSided { json.member("twoSided", true) }
    json.endObject()
  }

  static func write(_ lines: RunningContent.Lines, _ json: inout JSONWriter) {
    json.beginObject()
    func line(_ name: String, _ line: RunningContent.Line?) {
      guard let line else { return }
      json.key(name)
      json.beginObject()
      if !line.start.isEmpty { json.member("start", placeholders(line.start)) }
      if !line.center.isEmpty { json.member("center", placeholders(line.center)) }
      if !line.end.isEmpty { json.member("end", placeholders(line.end)) }
      if line.hasRule { json.member("rule", true) }
      json.endObject()
    }
    line("all", lines.all)
    line("first", lines.first)
    line("odd", lines.odd)
    line("even", lines.even)
    json.endObject()
  }

  /// Text with variables in braces; what else stands there is words only.
  private static func placeholders(_ inlines: [Inline]) -> String { inlines.plainText }

  private static func write(_ numbering: Numbering, _ json: inout JSONWriter) {
    json.beginObject()
    json.member("headings", numbering.headingDepth)
    json.member("captions", numbering.numbersCaptions)
    if let pages = numbering.showsPages { json.member("pages", pages) }
    json.member("pageStyle", numbering.pageStyle.rawValue)
    json.member("firstPage", numbering.firstPage)
    json.endObject()
  }

  private static func write(_ branding: Branding, _ json: inout JSONWriter) {
    json.beginObject()
    if let company = branding.company { json.member("company", company) }
    if let logo = branding.logo { json.member("logo", logo) }
    if let color = branding.primaryColor { json.member("primaryColor", color.description) }
    if let color = branding.secondaryColor { json.member("secondaryColor", color.description) }
    func list(_ name: String, _ words: [String]) {
      guard !words.isEmpty else { return }
      json.key(name)
      write(words, &json)
    }
    list("headingFonts", branding.headingFonts)
    list("bodyFonts", branding.bodyFonts)
    list("address", branding.address)
    if let website = branding.website { json.member("website", website) }
    if let email = branding.email { json.member("email", email) }
    if let phone = branding.phone { json.member("phone", phone) }
    json.endObject()
  }

  private static func write(_ watermark: Watermark, _ json: inout JSONWriter) {
    json.beginObject()
    switch watermark.content {
    case .text(let text): json.member("text", text)
    case .image(let name): json.member("image", name)
    }
    json.member("color", watermark.color.description)
    json.key("opacity")
    json.number(watermark.opacity)
    json.key("angle")
    json.number(watermark.angle)
    json.endObject()
  }
}
