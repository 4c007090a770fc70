internal import Documents
internal import JSON

/// Everything about a document that is not its content, as members of a JSON object or of front matter.
enum DocumentSettings {
  static func apply(_ value: JSONValue, to document: inout Document, isLenient: Bool) throws(DocumentError) {
    do {
      try apply(JSONCursor(value), to: &document, isLenient: isLenient, besides: [])
    } catch {
      throw DocumentError(error)
    }
  }

  /// Unknown names are kept as further metadata where `isLenient`, else refused.
  static func apply(
    _ json: JSONCursor, to document: inout Document, isLenient: Bool, besides: [String]
  ) throws(JSONError) {
    for (name, value) in try json.members() {
      guard !besides.contains(name), let value = value.ifPresent else { continue }
      if try applyMetadata(name, value, &document.metadata, isLenient: isLenient) { continue }
      switch name {
      case "metadata":
        for (inner, innerValue) in try value.members() {
          guard let innerValue = innerValue.ifPresent else { continue }
          guard try !applyMetadata(inner, innerValue, &document.metadata, isLenient: isLenient) else { continue }
          document.metadata.other.append(Variable(inner, try scalar(innerValue)))
        }
      case "type": document.type = try documentType(value)
      case "quality": document.quality = try value.choice()
      case "theme": document.theme = try theme(value)
      case "page": document.page = try page(value)
      case "paper":
        document.page.size = try paper(value)
      case "header": document.running.header = try lines(value)
      case "footer": document.running.footer = try lines(value)
      case "numbering": document.numbering = try numbering(value)
      case "branding": document.branding = try branding(value)
      case "watermark": document.watermark = try watermark(value)
      case "variables":
        for member in try value.members() { document.variables.append(Variable(member.name, try scalar(member.value))) }
      default:
        guard isLenient else {
          try json.allow(known + besides)
          continue
        }
        if let text = try? scalar(value) {
          document.metadata.other.append(Variable(name, text))
        }
      }
    }
  }

  private static let known =
    metadataNames + [
      "metadata", "type", "quality", "theme", "page", "paper", "header", "footer", "numbering", "branding",
      "watermark", "variables",
    ]

  private static let metadataNames = [
    "title", "subtitle", "author", "authors", "date", "language", "lang", "direction", "dir", "keywords", "tags",
    "summary", "description", "subject", "publisher", "rights", "identifier", "version",
  ]

  private static func applyMetadata(
    _ name: String, _ json: JSONCursor, _ metadata: inout Metadata, isLenient: Bool
  ) throws(JSONError) -> Bool {
    switch name {
    case "title": metadata.title = try scalar(json)
    case "subtitle": metadata.subtitle = try scalar(json)
    case "author", "authors": metadata.authors += try authors(json)
    case "date":
      let text = try scalar(json)
      if let date = DocumentDate(text) {
        metadata.date = date
      } else if isLenient {
        metadata.other.append(Variable("date", text))
      } else {
        throw json.failure("expected a date as 2026-11-21, 2026-11 or 2026")
      }
    case "language", "lang":
      let tag = try json.string()
      guard isLanguage(tag) else { throw json.failure("expected a language tag as 'en', 'pt-BR' or 'zh-Hant'") }
      metadata.language = tag
    case "direction", "dir": metadata.direction = try json.choice()
    case "keywords", "tags": metadata.keywords += try words(json)
    case "summary", "description": metadata.summary = try json.string()
    case "subject": metadata.subject = try json.string()
    case "publisher": metadata.publisher = try json.string()
    case "rights": metadata.rights = try json.string()
    case "identifier": metadata.identifier = try scalar(json)
    case "version": metadata.version = try scalar(json)
    default: return false
    }
    return true
  }

  static func isLanguage(_ tag: String) -> Bool {
    let parts = tag.split(separator: "-", omittingEmptySubsequences: false)
    guard let first = parts.first, (2...8).contains(first.utf8.count), tag.utf8.count <= 35 else { return false }
    return parts.allSatisfy { part in
      (1...8).contains(part.utf8.count)
        && part.utf8.allSatisfy { MarkdownBlocks.isLetter($0) || ($0 >= 0x30 && $0 <= 0x39) }
    } && first.utf8.allSatisfy(MarkdownBlocks.isLetter)
  }

  private static func authors(_ json: JSONCursor) throws(JSONError) -> [Author] {
    switch try json.value() {
    case .array:
      var authors: [Author] = []
      for element in try json.elements() { authors += try self.authors(element) }
      return authors
    case .object:
      try json.allow("name", "email", "affiliation")
      return [
        Author(
          try json["name"].string(), email: try json["email"].ifPresent?.string(),
          affiliation: try json["affiliation"].ifPresent?.string())
      ]
    default: return [Author(try scalar(json))]
    }
  }

  private static func words(_ json: JSONCursor) throws(JSONError) -> [String] {
    guard case .array = try json.value() else {
      return try json.string().split(separator: ",").map { word in
        String(word.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      }
    }
    return try json.array()
  }

  private static func documentType(_ json: JSONCursor) throws(JSONError) -> DocumentType {
    let name = String(try json.string().lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 })
    guard let type = DocumentType(rawValue: name) else { return try json.choice() }
    return type
  }

  /// Text, a number or a boolean as text.
  static func scalar(_ json: JSONCursor) throws(JSONError) -> String {
    switch try json.value() {
    case .integer(let value): return String(value)
    case .number(let value): return Chart.text(value)
    case .bool(let value): return value ? "true" : "false"
    default: return try json.string()
    }
  }

  static func length(_ json: JSONCursor) throws(JSONError) -> Length {
    if let points = try json.value().number { return .points(points) }
    guard let length = Length(try json.string()) else {
      throw json.failure("expected a length as '2.5cm', '12pt', '1in' or '50%'")
    }
    return length
  }
}
