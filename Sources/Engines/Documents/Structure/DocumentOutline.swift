/// The headings, figures, tables and code blocks of a document with their anchors and numbers, in reading order.
///
/// Writers walk the document in the same order and take the entries one by one; references look them up by anchor.
public struct DocumentOutline: Sendable {
  public struct Entry: Sendable, Hashable {
    /// Unique in the document: its own id, or one made from its words.
    public var anchor: String
    /// As in "2.1" or "3"; nil is not numbered.
    public var number: String?
    /// The words of the heading or caption.
    public var inlines: [Inline]
    /// Of headings; 0 for others.
    public var level: Int
    public var isListed: Bool

    public init(anchor: String, number: String?, inlines: [Inline], level: Int, isListed: Bool) {
      self.anchor = anchor
      self.number = number
      self.inlines = inlines
      self.level = level
      self.isListed = isListed
    }
  }

  public private(set) var headings: [Entry] = []
  /// Figures and charts that have a caption.
  public private(set) var figures: [Entry] = []
  public private(set) var tables: [Entry] = []
  public private(set) var code: [Entry] = []
  /// Formulas with a number.
  public private(set) var formulas: [Entry] = []
  /// The footnotes in the order of their marks.
  public private(set) var notes: [Footnote] = []
  private var noteNumbers: [String: Int] = [:]

  public enum Subject: Sendable, Hashable {
    case heading(Int), figure(Int), table(Int), code(Int), formula(Int), footnote
    /// Something without number or words of its own.
    case other
  }

  private var subjects: [String: Subject] = [:]
  private var taken: Set<String> = []
  private var given: Set<String> = []
  /// The number that the next anchor of the same words gets.
  private var nextNumbers: [String: Int] = [:]
  private var counters = [Int](repeating: 0, count: 6)
  private let numbering: Numbering

  public init(_ document: Document) {
    numbering = document.numbering
    // Ids that are given come first, so that none that is made takes their place.
    document.forEachBlock { block in
      if let id = block.attributes.id { taken.insert(id) }
    }
    document.forEachInline { inline in
      switch inline {
      case .span(let span): if let id = span.attributes.id { note(id, .other) }
      case .footnote(let note):
        self.note(note.id, .footnote)
        if noteNumbers[note.id] == nil {
          notes.append(note)
          noteNumbers[note.id] = notes.count
        }
      default: break
      }
    }
    document.forEachTextBlock { add($0) }
  }

  private mutating func note(_ id: String, _ subject: Subject) {
    taken.insert(id)
    if subjects[id] == nil { subjects[id] = subject }
  }

  private mutating func add(_ block: Block) {
    switch block {
    case .heading(let heading):
      let anchor = anchor(heading.attributes, Self.slug(heading.inlines.plainText, fallback: "section"))
      note(anchor, .heading(headings.count))
      let number = heading.isNumbered && heading.level <= numbering.headingDepth ? count(heading.level) : nil
      headings.append(
        Entry(
          anchor: anchor, number: number, inlines: heading.inlines, level: heading.level, isListed: heading.isListed))
    case .figure(let figure): add(figure.attributes, figure.caption, "figure", \.figures) { .figure($0) }
    case .chart(let chart): add(chart.attributes, chart.caption, "figure", \.figures) { .figure($0) }
    case .table(let table): add(table.attributes, table.caption, "table", \.tables) { .table($0) }
    case .code(let code): add(code.attributes, code.caption, "code", \.code) { .code($0) }
    case .math(let math) where math.isNumbered:
      let number = formulas.count + 1
      let anchor = anchor(math.attributes, "formula-\(number)")
      note(anchor, .formula(formulas.count))
      formulas.append(Entry(anchor: anchor, number: String(number), inlines: [], level: 0, isListed: true))
    default:
      if let id = block.attributes.id { note(id, .other) }
    }
  }

  private mutating func add(
    _ attributes: Attributes, _ caption: [Inline], _ word: String, _ list: WritableKeyPath<DocumentOutline, [Entry]>,
    _ subject: (Int) -> Subject
  ) {
    guard !caption.isEmpty else {
      if let id = attributes.id { note(id, .other) }
      return
    }
    let index = self[keyPath: list].count
    let anchor = anchor(attributes, "\(word)-\(index + 1)")
    note(anchor, subject(index))
    self[keyPath: list].append(
      Entry(
        anchor: anchor, number: numbering.numbersCaptions ? String(index + 1) : nil, inlines: caption, level: 0,
        isListed: true))
  }

  private mutating func count(_ level: Int) -> String {
    counters[level - 1] += 1
    for deeper in level..<6 { counters[deeper] = 0 }
    let first = counters[..<level].firstIndex { $0 > 0 } ?? 0
    return counters[first..<level].map(String.init).joined(separator: ".")
  }

  /// An id that somebody had before gets a number behind it, too.
  private mutating func anchor(_ attributes: Attributes, _ wanted: String) -> String {
    if let id = attributes.id, given.insert(id).inserted { return id }
    return unique(attributes.id ?? wanted)
  }

  private mutating func unique(_ wanted: String) -> String {
    guard taken.contains(wanted) else {
      taken.insert(wanted)
      return wanted
    }
    var number = nextNumbers[wanted, default: 2]
    while taken.contains("\(wanted)-\(number)") { number += 1 }
    nextNumbers[wanted] = number + 1
    let anchor = "\(wanted)-\(number)"
    taken.insert(anchor)
    return anchor
  }

  /// The number of a footnote, from 1.
  public func noteNumber(_ id: String) -> Int? { noteNumbers[id] }

  /// What an anchor leads to; nil leads nowhere.
  public func subject(of anchor: String) -> Subject? { subjects[anchor] ?? (taken.contains(anchor) ? .other : nil) }

  public func entry(_ subject: Subject) -> Entry? {
    switch subject {
    case .heading(let index): headings[index]
    case .figure(let index): figures[index]
    case .table(let index): tables[index]
    case .code(let index): code[index]
    case .formula(let index): formulas[index]
    case .footnote, .other: nil
    }
  }

  /// Lower case letters and digits of any script with hyphens between them, as GitHub makes anchors.
  public static func slug(_ text: String, fallback: String) -> String {
    var slug = ""
    for scalar in text.lowercased().unicodeScalars {
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_" {
        slug.unicodeScalars.append(scalar)
      } else if scalar == " " || scalar == "-", slug.last != "-", !slug.isEmpty {
        slug += "-"
      } else if scalar.properties.generalCategory == .nonspacingMark
        || scalar.properties.generalCategory == .spacingMark
      {
        slug.unicodeScalars.append(scalar)
      }
    }
    while slug.last == "-" { slug.removeLast() }
    return slug.isEmpty ? fallback : slug
  }
}
