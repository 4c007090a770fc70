/// A part of a document that stands for itself.
public indirect enum Block: Sendable, Hashable {
  case heading(Heading)
  case paragraph(Paragraph)
  /// Ordered, bulleted and task lists.
  case list(List)
  case definitions(DefinitionList)
  case quote(Quote)
  case code(CodeBlock)
  case table(Table)
  case figure(Figure)
  case chart(Chart)
  case math(MathBlock)
  case callout(Callout)
  /// Blocks that belong together: a section with its own page, speaker notes, a cover.
  case division(Division)
  case rule(Rule)
  case pageBreak(PageBreak)
  /// Text in a format's own language, for writers of that format only.
  case raw(RawBlock)
  case contents(TableOfContents)
  case listing(Listing)
  case bibliography(Bibliography)

  /// A paragraph of plain text.
  public static func paragraph(_ text: String) -> Block { .paragraph(Paragraph([.text(text)])) }

  /// A heading of plain text.
  public static func heading(_ level: Int, _ text: String) -> Block {
    .heading(Heading(level: level, [.text(text)]))
  }

  public var attributes: Attributes {
    switch self {
    case .heading(let block): block.attributes
    case .paragraph(let block): block.attributes
    case .list(let block): block.attributes
    case .definitions(let block): block.attributes
    case .quote(let block): block.attributes
    case .code(let block): block.attributes
    case .table(let block): block.attributes
    case .figure(let block): block.attributes
    case .chart(let block): block.attributes
    case .math(let block): block.attributes
    case .callout(let block): block.attributes
    case .division(let block): block.attributes
    case .rule(let block): block.attributes
    case .pageBreak(let block): block.attributes
    case .raw(let block): block.attributes
    case .contents(let block): block.attributes
    case .listing(let block): block.attributes
    case .bibliography(let block): block.attributes
    }
  }

  /// The kind's name in the JSON form.
  public var kind: Kind {
    switch self {
    case .heading: .heading
    case .paragraph: .paragraph
    case .list: .list
    case .definitions: .definitions
    case .quote: .quote
    case .code: .code
    case .table: .table
    case .figure: .figure
    case .chart: .chart
    case .math: .math
    case .callout: .callout
    case .division: .division
    case .rule: .rule
    case .pageBreak: .pageBreak
    case .raw: .raw
    case .contents: .contents
    case .listing: .listing
    case .bibliography: .bibliography
    }
  }

  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case heading, paragraph, list, definitions, quote, code, table, figure, chart, math, callout, division, rule
    case pageBreak = "page-break"
    case raw, contents, listing, bibliography
  }
}
