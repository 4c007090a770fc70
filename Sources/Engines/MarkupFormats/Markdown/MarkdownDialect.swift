/// Which additions to CommonMark are understood.
public struct MarkdownDialect: OptionSet, Sendable, Hashable {
  public let rawValue: UInt32

  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  public static let tables = MarkdownDialect(rawValue: 1)
  public static let strikethrough = MarkdownDialect(rawValue: 2)
  public static let taskLists = MarkdownDialect(rawValue: 4)
  /// Addresses without angle brackets.
  public static let autolinks = MarkdownDialect(rawValue: 8)
  public static let footnotes = MarkdownDialect(rawValue: 16)
  public static let definitionLists = MarkdownDialect(rawValue: 32)
  /// `{#id .class key=value}` behind headings, links, images, code and bracketed text.
  public static let attributes = MarkdownDialect(rawValue: 64)
  /// `$…$` and `$$…$$`.
  public static let math = MarkdownDialect(rawValue: 128)
  /// `> [!NOTE]` and `::: warning`.
  public static let containers = MarkdownDialect(rawValue: 256)
  /// A block of YAML or JSON in front.
  public static let frontMatter = MarkdownDialect(rawValue: 512)
  /// Figures, captions, charts, contents, page breaks, citations, references.
  public static let documents = MarkdownDialect(rawValue: 1_024)

  public static let commonMark: MarkdownDialect = []
  public static let gitHub: MarkdownDialect = [.tables, .strikethrough, .taskLists, .autolinks]
  public static let full: MarkdownDialect = [
    .gitHub, .footnotes, .definitionLists, .attributes, .math, .containers, .frontMatter, .documents,
  ]
}
