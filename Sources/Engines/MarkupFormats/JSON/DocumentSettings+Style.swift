internal import Documents
internal import JSON

extension DocumentSettings {
  /// A theme's name, or an object that changes one.
  static func theme(_ json: JSONCursor) throws(JSONError) -> Theme {
    guard case .object = try json.value() else { return try named(json) }
    try json.allow("base", "fonts", "colors", "sizes", "justified", "tableRules", "headingRule", "centersTitle")
    var theme = try json["base"].ifPresent.map(named) ?? .modern
    if let fonts = json["fonts"].ifPresent {
      try fonts.allow("body", "heading", "code")
      if let body = fonts["body"].ifPresent { theme.fonts.body = try families(body, theme.fonts.body) }
      if let heading = fonts["heading"].ifPresent { theme.fonts.heading = try families(heading, theme.fonts.heading) }
      if let code = fonts["code"].ifPresent { theme.fonts.code = try families(code, theme.fonts.code) }
    }
    if let colors = json["colors"].ifPresent { try apply(colors, &theme.colors) }
    if let sizes = json["sizes"].ifPresent { try apply(sizes, &theme.sizes) }
    theme.isJustified = try json["justified"].ifPresent?.bool() ?? theme.isJustified
    theme.tableRules = try json["tableRules"].ifPresent?.choice() ?? theme.tableRules
    theme.hasHeadingRule = try json["headingRule"].ifPresent?.bool() ?? theme.hasHeadingRule
    theme.centersTitle = try json["centersTitle"].ifPresent?.bool() ?? theme.centersTitle
    return theme
  }

  private static func named(_ json: JSONCursor) throws(JSONError) -> Theme {
    guard let theme = Theme(named: try json.string()) else {
      throw json.failure("expected one of \(Theme.named.map(\.name).joined(separator: ", "))")
    }
    return theme
  }

  /// The named families before those of the theme.
  private static func families(_ json: JSONCursor, _ present: [String]) throws(JSONError) -> [String] {
    var families: [String] = []
    if case .array = try json.value() { families = try json.array() } else { families = [try json.string()] }
    guard families.allSatisfy({ isFontName($0) }) else {
      throw json.failure("a font's name has letters, digits, spaces and hyphens only")
    }
    return families + present.filter { !families.contains($0) }
  }

  static func isFontName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 100
      && name.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || ($0.value >= 0x30 && $0.value <= 0x39) || " -_.".unicodeScalars.contains($0)
      }
  }

  static func color(_ json: JSONCursor) throws(JSONError) -> Color {
    guard let color = Color(try json.string()) else { throw json.failure("expected a colour as '#1a2b3c'") }
    return color
  }

  private static func apply(_ json: JSONCursor, _ colors: inout Theme.Colors) throws(JSONError) {
    for (name, value) in try json.members() {
      switch name {
      case "text": colors.text = try color(value)
      case "background": colors.background = try color(value)
      case "heading": colors.heading = try color(value)
      case "accent": colors.accent = try color(value)
      case "muted": colors.muted = try color(value)
      case "line": colors.line = try color(value)
      case "codeBackground": colors.codeBackground = try color(value)
      case "tableHeader": colors.tableHeader = try color(value)
      case "tableHeaderText": colors.tableHeaderText = try color(value)
      case "tableStripe": colors.tableStripe = try value.ifPresent.map(color)
      case "series":
        colors.series = []
        for element in try value.elements() { colors.series.append(try color(element)) }
      default:
        try json.allow(
          "text", "background", "heading", "accent", "muted", "line", "codeBackground", "tableHeader",
          "tableHeaderText", "tableStripe", "series")
      }
    }
  }

  private static func apply(_ json: JSONCursor, _ sizes: inout Theme.Sizes) throws(JSONError) {
    func size(_ json: JSONCursor, _ range: ClosedRange<Double> = 4...144) throws(JSONError) -> Double {
      let value = try json.number()
      guard range.contains(value) else {
        throw json.failure("expected a number between \(range.lowerBound) and \(range.upperBound)")
      }
      return value
    }
    for (name, value) in try json.members() {
      switch name {
      case "body": sizes.body = try size(value)
      case "title": sizes.title = try size(value)
      case "code": sizes.code = try size(value)
      case "small": sizes.small = try size(value)
      case "lineHeight": sizes.lineHeight = try size(value, 0.8...4)
      case "paragraphGap": sizes.paragraphGap = try size(value, 0...144)
      case "firstLineIndent": sizes.firstLineIndent = try size(value, 0...144)
      case "headings":
        sizes.headings = []
        for element in try value.elements() { sizes.headings.append(try size(element)) }
      default:
        try json.allow(
          "body", "title", "code", "small", "lineHeight", "paragraphGap", "firstLineIndent", "headings")
      }
    }
  }

  static func branding(_ json: JSONCursor) throws(JSONError) -> Branding {
    try json.allow(
      "company", "logo", "primaryColor", "secondaryColor", "headingFonts", "bodyFonts", "address", "website", "email",
      "phone")
    return Branding(
      company: try json["company"].ifPresent?.string(), logo: try json["logo"].ifPresent?.string(),
      primaryColor: try json["primaryColor"].ifPresent.map(color),
      secondaryColor: try json["secondaryColor"].ifPresent.map(color),
      headingFonts: try json["headingFonts"].ifPresent.map { json throws(JSONError) in try families(json, []) } ?? [],
      bodyFonts: try json["bodyFonts"].ifPresent.map { json throws(JSONError) in try families(json, []) } ?? [],
      address: try json["address"].ifPresent?.array() ?? [], website: try json["website"].ifPresent?.string(),
      email: try json["email"].ifPresent?.string(), phone: try json["phone"].ifPresent?.string())
  }

  static func watermark(_ json: JSONCursor) throws(JSONError) -> Watermark {
    if let text = try json.value().string { return Watermark(.text(text)) }
    try json.allow("text", "image", "color", "opacity", "angle")
    let content: Watermark.Content
    if let image = json["image"].ifPresent {
      content = .image(try image.string())
    } else {
      content = .text(try json["text"].string())
    }
    return Watermark(
      content, color: try json["color"].ifPresent.map(color) ?? Color(0x808080),
      opacity: try json["opacity"].ifPresent?.number() ?? 0.15, angle: try json["angle"].ifPresent?.number() ?? 45)
  }
}
