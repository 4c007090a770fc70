extension Block {
  /// The lists of blocks inside, in reading order.
  public var childBlocks: [[Block]] {
    switch self {
    case .list(let list): list.items.map(\.blocks)
    case .definitions(let list): list.entries.flatMap(\.definitions)
    case .quote(let quote): [quote.blocks]
    case .callout(let callout): [callout.blocks]
    case .division(let division): [division.blocks]
    case .table(let table): (table.header + table.rows + table.footer).flatMap { $0.cells.map(\.blocks) }
    default: []
    }
  }

  /// The running texts that belong to the block itself, in reading order.
  public var inlineRuns: [[Inline]] {
    switch self {
    case .heading(let heading): [heading.inlines]
    case .paragraph(let paragraph): [paragraph.inlines]
    case .definitions(let list): list.entries.flatMap(\.terms)
    case .quote(let quote): [quote.attribution]
    case .code(let code): [code.caption]
    case .table(let table): [table.caption]
    case .figure(let figure): [[.image(figure.image)], figure.caption]
    case .chart(let chart): [chart.caption]
    case .callout(let callout): [callout.title]
    case .contents(let contents): [contents.title]
    case .listing(let listing): [listing.title]
    case .bibliography(let bibliography): [bibliography.title]
    default: []
    }
  }
}
