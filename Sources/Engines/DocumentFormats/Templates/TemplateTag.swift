internal import Documents

/// What stands between `{{` and `}}`.
enum TemplateTag: Sendable, Hashable {
  case remark
  case field(TemplateField)
  case opening(TemplateField, isInverted: Bool)
  /// The name may be empty: then it closes whatever is open.
  case closing(String, DocumentError.Location)

  static let filters = ["number", "currency", "percent", "date", "upper", "lower", "raw", "default"]

  init(_ content: Substring, at place: DocumentError.Location) throws(DocumentError) {
    let content = Self.trimmed(content)
    switch content.first {
    case "!": self = .remark
    case "#": self = .opening(try Self.field(content.dropFirst(), place), isInverted: false)
    case "^": self = .opening(try Self.field(content.dropFirst(), place), isInverted: true)
    case "/": self = .closing(String(Self.trimmed(content.dropFirst())), place)
    default: self = .field(try Self.field(content, place))
    }
  }

  /// Whether a line that holds nothing else leaves nothing behind.
  var standsAlone: Bool {
    if case .field = self { false } else { true }
  }

  static func error(_ message: String, _ place: DocumentError.Location) -> DocumentError {
    DocumentError(.template, "the template cannot be read: \(message)", at: place)
  }

  private static func field(
    _ text: Substring, _ place: DocumentError.Location
  ) throws(DocumentError) -> TemplateField {
    let pieces = text.split(separator: "|", omittingEmptySubsequences: false).map { trimmed($0) }
    let name = String(pieces.first ?? "")
    guard !name.isEmpty else { throw error("a field has no name", place) }
    let path = name == "." ? [] : name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard path.allSatisfy({ !$0.isEmpty && !$0.contains(where: \.isWhitespace) }) else {
      throw error("'\(name)' is no name of a field", place)
    }
    var filters: [TemplateField.Filter] = []
    for piece in pieces.dropFirst() {
      let parts = piece.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let filter = String(trimmed(parts[0]))
      guard self.filters.contains(filter) else {
        throw error("'\(filter)' is no format; use one of \(self.filters.joined(separator: ", "))", place)
      }
      filters.append(.init(name: filter, argument: parts.count > 1 ? String(trimmed(parts[1])) : nil))
    }
    return TemplateField(path: path, filters: filters, place: place, name: name)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
