extension Theme {
  /// All themes that come with the program.
  public static let named = [plain, modern, classic, corporate, academic, invoice]

  /// By name, in any case.
  public init?(named name: String) {
    let name = name.lowercased()
    guard let theme = Self.named.first(where: { $0.name == name }) else { return nil }
    self = theme
  }

  private static let sans = ["Noto Sans", "sans-serif"]
  private static let serif = ["Noto Serif", "serif"]
  private static let mono = ["Noto Sans Mono", "monospace"]
  /// Eight colours that people with any kind of colour vision can tell apart.
  private static let series = [
    0x1F5FA8, 0xC75B12, 0x2E7D4F, 0x8E44AD, 0xB8860B, 0xB03A48, 0x3A8FB7, 0x5F6A6A,
  ].map { Color(UInt32($0)) }
  private static let sizes = Sizes(
    body: 10.5, title: 26, headings: [18, 14, 12, 11, 10.5, 10.5], code: 9, small: 8.5, lineHeight: 1.4,
    paragraphGap: 6, firstLineIndent: 0)

  /// Black on white, nothing that asks for attention.
  public static let plain = Theme(
    name: "plain", fonts: Fonts(body: serif, heading: sans, code: mono), sizes: sizes,
    colors: Colors(
      text: .black, heading: .black, accent: Color(0x0B4F9E), muted: Color(0x555555), line: Color(0x999999),
      codeBackground: Color(0xF4F4F4), tableHeader: .white, tableHeaderText: .black, tableStripe: nil, series: series),
    tableRules: .grid)

  public static let modern = Theme(
    name: "modern", fonts: Fonts(body: sans, heading: sans, code: mono), sizes: sizes,
    colors: Colors(
      text: Color(0x1F2933), heading: Color(0x102A43), accent: Color(0x1F5FA8), muted: Color(0x52606D),
      line: Color(0xCBD2D9), codeBackground: Color(0xF3F5F7), tableHeader: Color(0xE4ECF5),
      tableHeaderText: Color(0x102A43), tableStripe: Color(0xF7F9FB), series: series),
    tableRules: .horizontal)

  public static let classic = Theme(
    name: "classic", fonts: Fonts(body: serif, heading: serif, code: mono),
    sizes: Sizes(
      body: 11, title: 24, headings: [17, 14, 12, 11, 11, 11], code: 9, small: 9, lineHeight: 1.35, paragraphGap: 0,
      firstLineIndent: 14),
    colors: Colors(
      text: Color(0x1A1A1A), heading: Color(0x1A1A1A), accent: Color(0x7A1F1F), muted: Color(0x555555),
      line: Color(0x8A8A8A), codeBackground: Color(0xF6F3EE), tableHeader: .white, tableHeaderText: Color(0x1A1A1A),
      tableStripe: nil, series: series),
    tableRules: .booktabs, isJustified: true, centersTitle: true)

  public static let corporate = Theme(
    name: "corporate", fonts: Fonts(body: sans, heading: sans, code: mono), sizes: sizes,
    colors: Colors(
      text: Color(0x222222), heading: Color(0x0A3D62), accent: Color(0x0A3D62), muted: Color(0x566573),
      line: Color(0xB2BABB), codeBackground: Color(0xF2F4F4), tableHeader: Color(0x0A3D62), tableHeaderText: .white,
      tableStripe: Color(0xF2F6F9), series: series),
    tableRules: .horizontal, hasHeadingRule: true)

  public static let academic = Theme(
    name: "academic", fonts: Fonts(body: serif, heading: serif, code: mono),
    sizes: Sizes(
      body: 11, title: 20, headings: [14, 12, 11, 11, 11, 11], code: 9, small: 9, lineHeight: 1.3, paragraphGap: 0,
      firstLineIndent: 16),
    colors: Colors(
      text: .black, heading: .black, accent: Color(0x1A3E7A), muted: Color(0x444444), line: .black,
      codeBackground: Color(0xF7F7F7), tableHeader: .white, tableHeaderText: .black, tableStripe: nil, series: series),
    tableRules: .booktabs, isJustified: true, centersTitle: true)

  public static let invoice = Theme(
    name: "invoice", fonts: Fonts(body: sans, heading: sans, code: mono),
    sizes: Sizes(
      body: 9.5, title: 22, headings: [14, 11, 10, 9.5, 9.5, 9.5], code: 8.5, small: 8, lineHeight: 1.35,
      paragraphGap: 4, firstLineIndent: 0),
    colors: Colors(
      text: Color(0x1F2933), heading: Color(0x1F2933), accent: Color(0x0F6E56), muted: Color(0x52606D),
      line: Color(0xCBD2D9), codeBackground: Color(0xF3F5F7), tableHeader: Color(0xEAF3F0),
      tableHeaderText: Color(0x1F2933), tableStripe: nil, series: series),
    tableRules: .horizontal)
}
