/// A block while its text is being read. Nodes lie in one array and name each other by index; -1 is none.
struct MarkdownNode {
  enum Kind: UInt8 {
    case document, quote, list, item, paragraph, heading, fencedCode, indentedCode, html, rule, table, tableRow
    case footnote, definitions, term, definition, division, math
  }

  var kind: Kind
  var isOpen = true
  var lastLineBlank = false
  var lastLineChecked = false
  /// Of lists: no empty lines between items.
  var isTight = true
  /// Of paragraphs: a delimiter row that did not fit was looked at.
  var refusesTable = false
  /// Of items: the box of a task; 0 none, 1 empty, 2 ticked.
  var task: UInt8 = 0
  /// The mark of a list, a fence's character, a heading's level, the kind of HTML.
  var mark: UInt8 = 0
  /// Of ordered lists the first number; of fences the length.
  var number: Int32 = 0
  /// Columns to the content of an item; of fences their indentation.
  var padding: Int32 = 0
  var markerOffset: Int32 = 0
  var depth: Int32 = 0
  var line: Int32
  var parent: Int32
  var firstChild: Int32 = -1
  var lastChild: Int32 = -1
  var next: Int32 = -1
  var previous: Int32 = -1
  /// The text in `MarkdownBlocks.content`.
  var start = 0
  var end = 0
  /// A fence's or division's words behind the mark, a footnote's label, in the source.
  var infoStart = 0
  var infoEnd = 0

  var acceptsLines: Bool {
    switch kind {
    case .paragraph, .fencedCode, .indentedCode, .html, .math: true
    default: false
    }
  }

  func canContain(_ child: Kind) -> Bool {
    switch kind {
    case .document, .quote, .item, .footnote, .definition, .division:
      child != .item && child != .tableRow && child != .definition && child != .term
    case .list: child == .item
    case .table: child == .tableRow
    case .definitions: child == .term || child == .definition
    default: false
    }
  }
}
