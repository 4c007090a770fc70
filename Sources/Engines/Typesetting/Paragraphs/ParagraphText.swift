/// The text of a paragraph with its styles, ready to be broken into lines.
public struct ParagraphText {
  struct Span {
    let start: Int
    let style: Int32
  }

  public private(set) var bytes: [UInt8] = []
  private(set) var spans: [Span] = []
  public private(set) var styles: [TextStyle] = []
  private(set) var objects: [(place: Int, object: InlineObject)] = []

  public init() {}

  public var isEmpty: Bool { bytes.isEmpty }

  public mutating func append(_ text: String, _ style: TextStyle) {
    guard !text.isEmpty else { return }
    begin(style)
    bytes.append(contentsOf: text.utf8)
  }

  /// The object stands in the text as U+FFFC.
  public mutating func append(_ object: InlineObject, _ style: TextStyle) {
    begin(style)
    objects.append((bytes.count, object))
    bytes.append(contentsOf: [0xEF, 0xBF, 0xBC])
  }

  private mutating func begin(_ style: TextStyle) {
    if let last = spans.last, styles[Int(last.style)] == style { return }
    let number = styles.lastIndex(of: style) ?? styles.count
    if number == styles.count { styles.append(style) }
    spans.append(Span(start: bytes.count, style: Int32(number)))
  }

  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    spans.removeAll(keepingCapacity: true)
    styles.removeAll(keepingCapacity: true)
    objects.removeAll(keepingCapacity: true)
  }
}
