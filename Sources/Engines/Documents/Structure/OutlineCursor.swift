/// Hands out an outline's entries to a writer that walks the document in reading order.
///
/// The outline leaves out footnotes and speaker notes; who writes them suspends the cursor meanwhile.
public struct OutlineCursor: Sendable {
  public let outline: DocumentOutline
  private var headings = 0
  private var figures = 0
  private var tables = 0
  private var code = 0
  private var formulas = 0
  private var suspensions = 0
  private var passageStart = [0, 0, 0, 0, 0]

  public init(_ outline: DocumentOutline) {
    self.outline = outline
  }

  public mutating func suspend() { suspensions += 1 }
  public mutating func resume() { suspensions -= 1 }

  /// Entries that were handed out one after the other, list by list.
  public struct Passage: Sendable, Hashable {
    fileprivate var lists: [[DocumentOutline.Entry]]
  }

  private var places: [Int] { [headings, figures, tables, code, formulas] }
  private var lists: [[DocumentOutline.Entry]] {
    [outline.headings, outline.figures, outline.tables, outline.code, outline.formulas]
  }

  /// Begins to watch what is handed out.
  public mutating func beginPassage() { passageStart = places }

  public func endPassage() -> Passage {
    Passage(lists: lists.indices.map { Array(lists[$0][passageStart[$0]..<places[$0]]) })
  }

  /// Whether a passage of another outline is what this one would hand out next.
  public func matches(_ passage: Passage) -> Bool {
    let (lists, places) = (lists, places)
    return lists.indices.allSatisfy { index in
      lists[index][places[index]...].prefix(passage.lists[index].count).elementsEqual(passage.lists[index])
    }
  }

  /// Goes on behind a passage that matches.
  public mutating func take(_ passage: Passage) {
    headings += passage.lists[0].count
    figures += passage.lists[1].count
    tables += passage.lists[2].count
    code += passage.lists[3].count
    formulas += passage.lists[4].count
  }

  /// The entry of the heading that comes now; nil while suspended.
  public mutating func heading() -> DocumentOutline.Entry? { next(outline.headings, &headings) }

  /// The entry of the figure or chart that comes now; nil where it has no caption.
  public mutating func figure(_ caption: [Inline]) -> DocumentOutline.Entry? {
    caption.isEmpty ? nil : next(outline.figures, &figures)
  }

  public mutating func table(_ caption: [Inline]) -> DocumentOutline.Entry? {
    caption.isEmpty ? nil : next(outline.tables, &tables)
  }

  public mutating func code(_ caption: [Inline]) -> DocumentOutline.Entry? {
    caption.isEmpty ? nil : next(outline.code, &code)
  }

  public mutating func formula(_ math: MathBlock) -> DocumentOutline.Entry? {
    math.isNumbered ? next(outline.formulas, &formulas) : nil
  }

  /// Takes the entry of a block that is shown in another way, without what is inside it.
  public mutating func pass(_ block: Block) {
    switch block {
    case .heading: _ = heading()
    case .figure(let figure): _ = self.figure(figure.caption)
    case .chart(let chart): _ = figure(chart.caption)
    case .table(let table): _ = self.table(table.caption)
    case .code(let code): _ = self.code(code.caption)
    case .math(let math): _ = formula(math)
    default: break
    }
  }

  private func next(_ entries: [DocumentOutline.Entry], _ index: inout Int) -> DocumentOutline.Entry? {
    guard suspensions == 0, index < entries.count else { return nil }
    defer { index += 1 }
    return entries[index]
  }
}
