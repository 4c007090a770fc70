internal import Documents

/// Makes blocks of paragraphs: lists of items, quotes of lines, figures of pictures and their captions.
struct OfficeAssembler {
  private(set) var blocks: [Block] = []
  private var lines: [OfficeParagraph] = []
  private var listBlocks: [Int: [Block]] = [:]
  private var caption: OfficeParagraph?
  private let wording: Wording
  /// What the title page says, while nothing else has come.
  private(set) var titles: [(role: OfficeParagraph.Role, text: String)] = []
  private var isAtStart = true
  private let readsTitles: Bool

  init(_ wording: Wording, readsTitles: Bool = false) {
    self.wording = wording
    self.readsTitles = readsTitles
  }

  // MARK: Input

  mutating func add(_ paragraph: OfficeParagraph) {
    if readsTitles && isAtStart {
      switch paragraph.role {
      case .title, .subtitle, .author, .date:
        titles.append((paragraph.role, paragraph.inlines.plainText))
        return
      default: if !paragraph.inlines.isEmpty { isAtStart = false }
      }
    }
    if paragraph.marker != nil { return addItem(paragraph) }
    if case .listContinue = paragraph.role, !lines.isEmpty { return addToItem(Self.paragraph(paragraph)) }
    if paragraph.isIndented, !lines.isEmpty, paragraph.role == .code || paragraph.role == .quote {
      let block = Self.paragraph(paragraph)
      return addToItem(
        paragraph.role == .code ? .code(CodeBlock(Self.lines(paragraph.inlines))) : .quote(Quote([block])))
    }
    endList()
    switch paragraph.role {
    case .caption: addCaption(paragraph)
    case .listed, .listedHeading: break
    default: append(paragraph)
    }
  }

  /// A block that is whole. Inside of a list it belongs to the item where `level` says so.
  mutating func add(_ block: Block, inList: Bool = false) {
    isAtStart = false
    if inList, !lines.isEmpty { return addToItem(block) }
    endList()
    var block = block
    if let caption {
      switch block {
      case .table(var table):
        table.caption = caption.inlines
        if table.attributes.id == nil { table.attributes.id = caption.attributes.id }
        block = .table(table)
        self.caption = nil
      case .code(var code):
        code.caption = caption.inlines
        code.attributes.id = caption.attributes.id
        block = .code(code)
        self.caption = nil
      default: endCaption()
      }
    }
    blocks.append(block)
  }

  /// A list; one of tasks goes on where the one before it ended.
  mutating func add(merging block: Block) {
    endList()
    if case .list(let more) = block, more.items.first?.isDone != nil, caption == nil,
      case .list(var list)? = blocks.last,
      list.items.last?.isDone != nil
    {
      list.items += more.items
      list.isTight = list.isTight && more.isTight
      blocks[blocks.count - 1] = .list(list)
    } else {
      add(block)
    }
  }

  mutating func finish() -> [Block] {
    endList()
    endCaption()
    let made = blocks
    blocks = []
    return made
  }

  // MARK: Captions

  private mutating func addCaption(_ paragraph: OfficeParagraph) {
    if caption == nil {
      switch blocks.last {
      case .figure(var figure)? where figure.caption.isEmpty && !isTable(paragraph):
        figure.caption = paragraph.inlines
        if figure.attributes.id == nil { figure.attributes.id = paragraph.attributes.id }
        blocks[blocks.count - 1] = .figure(figure)
        return
      case .chart(var chart)? where chart.caption.isEmpty && !isTable(paragraph):
        chart.caption = paragraph.inlines
        if chart.attributes.id == nil { chart.attributes.id = paragraph.attributes.id }
        blocks[blocks.count - 1] = .chart(chart)
        return
      default: break
      }
    }
    endCaption()
    caption = paragraph
  }

  private func isTable(_ paragraph: OfficeParagraph) -> Bool {
    guard let sequence = paragraph.sequence else { return false }
    return [wording.table, wording.listing, "Table"].contains(sequence)
  }

  /// A caption that found nothing stays as a paragraph.
  private mutating func endCaption() {
    guard var paragraph = caption else { return }
    caption = nil
    paragraph.role = .body
    blocks.append(Self.paragraph(paragraph))
  }

  // MARK: Paragraphs

  private static func paragraph(_ paragraph: OfficeParagraph) -> Block {
    if let formula = paragraph.formula {
      return .math(MathBlock(formula.tex, isNumbered: formula.isNumbered, attributes: paragraph.attributes))
    }
    if let image = paragraph.onlyImage, paragraph.marker == nil {
      return .figure(Figure(image, attributes: paragraph.attributes))
    }
    return .paragraph(
      Paragraph(
        paragraph.inlines, alignment: paragraph.alignment, isPlain: !paragraph.isLoose,
        attributes: paragraph.attributes))
  }

  private mutating func append(_ paragraph: OfficeParagraph) {
    var block = Self.paragraph(paragraph)
    switch paragraph.role {
    case .heading(let level, let isListed):
      guard !paragraph.inlines.isEmpty else { return }
      block = .heading(
        Heading(
          level: level, paragraph.inlines, isNumbered: paragraph.isNumbered && isListed, isListed: isListed,
          attributes: paragraph.attributes))
    case .title, .subtitle:
      guard !paragraph.inlines.isEmpty else { return }
      block = .heading(
        Heading(
          level: paragraph.role == .title ? 1 : 2, paragraph.inlines, isListed: paragraph.role == .title,
          attributes: paragraph.attributes))
    case .quote:
      if case .quote(var quote)? = blocks.last, quote.attribution.isEmpty, caption == nil {
        quote.blocks.append(block)
        blocks[blocks.count - 1] = .quote(quote)
        return
      }
      block = .quote(Quote([block]))
    case .attribution:
      if case .quote(var quote)? = blocks.last, quote.attribution.isEmpty, caption == nil {
        quote.attribution = Self.withoutDash(paragraph.inlines)
        blocks[blocks.count - 1] = .quote(quote)
        return
      }
    case .callout(let form, let isTitle):
      if !isTitle, case .callout(var callout)? = blocks.last, callout.form == form, caption == nil {
        callout.blocks.append(block)
        blocks[blocks.count - 1] = .callout(callout)
        return
      }
      let title = isTitle && paragraph.inlines.plainText != wording.callout(form) ? paragraph.inlines : []
      block = .callout(Callout(form, title: title, isTitle ? [] : [block]))
    case .code:
      let text = Self.lines(paragraph.inlines)
      if case .code(var code)? = blocks.last, caption == nil, !paragraph.isLoose {
        code.text += "\n" + text
        blocks[blocks.count - 1] = .code(code)
        return
      }
      block = .code(CodeBlock(text))
    case .term, .definition: return define(paragraph, block)
    case .rule: block = .rule(Rule())
    case .division(let role):
      if case .division(var division)? = blocks.last, division.role == role, caption == nil {
        division.blocks.append(block)
        blocks[blocks.count - 1] = .division(division)
        return
      }
      block = .division(Division(role, [block]))
    default:
      // An empty paragraph is only space.
      if paragraph.inlines.isEmpty && paragraph.formula == nil { return }
    }
    add(block)
  }

  private mutating func define(_ paragraph: OfficeParagraph, _ block: Block) {
    var list = DefinitionList(entries: [])
    if case .definitions(let last)? = blocks.last, caption == nil {
      list = last
      blocks.removeLast()
    }
    if paragraph.role == .term {
      if let last = list.entries.indices.last, list.entries[last].definitions.isEmpty {
        list.entries[last].terms.append(paragraph.inlines)
      } else {
        list.entries.append(.init(terms: [paragraph.inlines], definitions: []))
      }
    } else if let last = list.entries.indices.last {
      list.entries[last].definitions.append([block])
    } else {
      list.entries.append(.init(terms: [], definitions: [[block]]))
    }
    add(.definitions(list))
  }

  private static func withoutDash(_ inlines: [Inline]) -> [Inline] {
    var inlines = inlines
    if case .text(let text)? = inlines.first, text.hasPrefix("— ") {
      let rest = String(text.dropFirst(2))
      if rest.isEmpty { inlines.removeFirst() } else { inlines[0] = .text(rest) }
    }
    return inlines
  }

  /// Running text as program text.
  private static func lines(_ inlines: [Inline]) -> String {
    var text = ""
    for inline in inlines {
      switch inline {
      case .lineBreak: text += "\n"
      case .text(let part), .code(let part): text += part
      default: text += lines(inline.children)
      }
    }
    return text
  }

  // MARK: Lists

  private mutating func addItem(_ paragraph: OfficeParagraph) {
    endCaption()
    lines.append(paragraph)
  }

  private mutating func addToItem(_ block: Block) {
    listBlocks[lines.count - 1, default: []].append(block)
  }

  private mutating func endList() {
    guard !lines.isEmpty else { return }
    let taken = lines
    let more = listBlocks
    lines = []
    listBlocks = [:]
    var index = 0
    while index < taken.count {
      let isIndented = taken[index].isIndented
      for list in Self.lists(taken, more, &index, level: taken[index].marker?.level ?? 0) {
        // Further in than lists are: it belongs to the definition before it.
        if isIndented, case .definitions(var definitions)? = blocks.last, caption == nil,
          let last = definitions.entries.indices.last, !definitions.entries[last].definitions.isEmpty
        {
          let place = definitions.entries[last].definitions.count - 1
          definitions.entries[last].definitions[place].append(.list(list))
          blocks[blocks.count - 1] = .definitions(definitions)
        } else {
          add(.list(list))
        }
      }
    }
  }

  /// The lists of one level from `index` on, until a line of a higher level.
  private static func lists(
    _ lines: [OfficeParagraph], _ more: [Int: [Block]], _ index: inout Int, level: Int
  ) -> [List] {
    var lists: [List] = []
    var group: Int?
    while index < lines.count, let marker = lines[index].marker {
      if marker.level < level { break }
      if marker.level > level, var list = lists.last, !list.items.isEmpty {
        let inner = Self.lists(lines, more, &index, level: marker.level)
        list.items[list.items.count - 1].blocks += inner.map { .list($0) }
        lists[lists.count - 1] = list
        continue
      }
      let line = lines[index]
      var blocks = line.inlines.isEmpty && more[index]?.isEmpty == false ? [] : [paragraph(line, marker)]
      blocks += more[index] ?? []
      let item = ListItem(blocks, isDone: marker.isDone)
      let goesOn = group == marker.group || (marker.isDone != nil && lists.last?.items.last?.isDone != nil)
      if goesOn, var list = lists.last {
        list.items.append(item)
        list.isTight = list.isTight && !line.isLoose
        lists[lists.count - 1] = list
      } else {
        lists.append(List(marker.marker, isTight: !line.isLoose, items: [item]))
      }
      group = marker.group
      index += 1
    }
    return lists
  }

  private static func paragraph(_ line: OfficeParagraph, _ marker: OfficeParagraph.Marker) -> Block {
    if let formula = line.formula { return .math(MathBlock(formula.tex, isNumbered: formula.isNumbered)) }
    return .paragraph(
      Paragraph(line.inlines, alignment: line.alignment, isPlain: !line.isLoose, attributes: line.attributes))
  }
}
