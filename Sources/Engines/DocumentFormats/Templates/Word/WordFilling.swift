internal import Documents
internal import JSON

/// Puts the pieces of a Word template together for one row of data.
struct WordFilling {
  private let values: TemplateValues
  private var bytes: [UInt8] = []
  private var drawings = 0
  private var prefix = ""
  private var lineBreak = ""
  private var tab = ""

  init(_ values: TemplateValues) {
    self.values = values
  }

  mutating func fill(
    _ pieces: [WordPiece], prefix: String, with data: JSONValue
  ) throws(DocumentError) -> [UInt8] {
    self.prefix = prefix
    lineBreak = "</\(prefix)t><\(prefix)br/><\(prefix)t xml:space=\"preserve\">"
    tab = "</\(prefix)t><\(prefix)tab/><\(prefix)t xml:space=\"preserve\">"
    bytes.removeAll(keepingCapacity: true)
    try add(pieces, in: [data], at: values.index)
    return bytes
  }

  private mutating func add(_ pieces: [WordPiece], in scopes: [JSONValue], at index: Int?) throws(DocumentError) {
    let values = values
    for piece in pieces {
      switch piece {
      case .bytes(let more): bytes += more
      case .field(let field):
        WordText.append(
          try values.show(field, in: scopes, at: index), to: &bytes, lineBreak: lineBreak, tab: tab)
      case .section(let field, let isInverted, let inner):
        try values.each(field, isInverted: isInverted, in: scopes, at: index) {
          (scopes, index) throws(DocumentError) in try add(inner, in: scopes, at: index)
        }
      case .paragraphs(let inner):
        try add(inner, in: scopes, at: index)
        if !endsWithParagraph { bytes += "<\(prefix)p/>".utf8 }
      case .table(let inner):
        let start = bytes.count
        try add(inner, in: scopes, at: index)
        if WordText.find("<\(prefix)tr", in: bytes, from: start) == nil { bytes.removeSubrange(start...) }
      case .drawing:
        drawings += 1
        bytes += String(drawings).utf8
      }
    }
  }

  private var endsWithParagraph: Bool {
    let end = "</\(prefix)p>".utf8
    let empty = "<\(prefix)p/>".utf8
    return bytes.suffix(end.count).elementsEqual(end) || bytes.suffix(empty.count).elementsEqual(empty)
  }
}
