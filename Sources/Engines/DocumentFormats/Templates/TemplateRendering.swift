internal import Documents
internal import JSON

/// Fills a template with one row of data.
struct TemplateRendering {
  private(set) var text = ""
  private let formats: LocaleFormats
  private let isMarkdown: Bool
  /// Between the lines of front matter, which is no Markdown.
  private var isInFront = false

  init(language: String, isMarkdown: Bool) {
    formats = LocaleFormats(language: language)
    self.isMarkdown = isMarkdown
  }

  mutating func render(_ parts: [Template.Part], in scopes: [JSONValue], index: Int?) throws(DocumentError) {
    for part in parts {
      switch part {
      case .text(let piece): add(piece)
      case .field(let field):
        let shown = try show(field, scopes, index)
        let isText = isMarkdown && !isInFront && !field.filters.contains { $0.name == "raw" }
        text += isText ? Self.escaped(shown) : shown
      case .section(let field, let isInverted, let inner):
        let value = find(field.path, scopes)
        if isInverted {
          if !Self.holds(value) { try render(inner, in: scopes, index: index) }
        } else if case .array(let items)? = value {
          for (number, item) in items.enumerated() { try render(inner, in: scopes + [item], index: number + 1) }
        } else if Self.holds(value), let value {
          try render(inner, in: scopes + [value], index: index)
        }
      }
    }
  }

  private mutating func add(_ piece: String) {
    if isMarkdown {
      var rest = piece[...]
      if text.isEmpty, rest.hasPrefix("---\n") || rest.hasPrefix("---\r\n") {
        isInFront = true
        rest = rest.dropFirst(3)
      }
      if isInFront, Self.endsFront(rest) { isInFront = false }
    }
    text += piece
  }

  private static func endsFront(_ piece: Substring) -> Bool {
    piece.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().contains {
      $0.utf8.starts(with: "---".utf8)
    }
  }

  /// With a backslash before each sign that means something in Markdown; ends of lines stay ends of lines.
  static func escaped(_ words: String) -> String {
    // Letters, digits and spaces mean nothing: most values are nothing else.
    let isPlain = words.utf8.allSatisfy { byte in
      byte >= 0x80 || byte == 0x20 || byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
    }
    if isPlain { return words }
    var result = ""
    result.reserveCapacity(words.utf8.count + 8)
    var isNumber = true
    for (index, scalar) in words.unicodeScalars.enumerated() {
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "#", "$", "~", "{", "}", "^", "&", "!": result += "\\"
      case "+", "-", "=", ":": if index == 0 { result += "\\" }
      case ".", ")": if isNumber, index > 0 { result += "\\" }
      case "\r": continue
      case "\n":
        result += "<br>"
        continue
      default: break
      }
      if !("0"..."9").contains(scalar) { isNumber = false }
      result.unicodeScalars.append(scalar)
    }
    return result
  }

  private static func holds(_ value: JSONValue?) -> Bool {
    switch value {
    case nil, .null, .bool(false): false
    case .string(let text): !text.isEmpty
    case .array(let items): !items.isEmpty
    default: true
    }
  }

  /// The innermost scope that has the first name decides.
  private func find(_ path: [String], _ scopes: [JSONValue]) -> JSONValue? {
    guard let first = path.first else { return scopes.last }
    for scope in scopes.reversed() {
      guard var value = scope[first] else { continue }
      for name in path.dropFirst() {
        guard let inner = value[name] ?? Int(name).flatMap({ value[$0] }) else { return nil }
        value = inner
      }
      return value
    }
    return nil
  }

  private func show(_ field: TemplateField, _ scopes: [JSONValue], _ index: Int?) throws(DocumentError) -> String {
    if field.path == ["@index"] { return index.map(String.init) ?? "" }
    var value = find(field.path, scopes)
    if value == .null { value = nil }
    for filter in field.filters where filter.name == "default" {
      if value == nil || value == .string("") { return filter.argument ?? "" }
    }
    guard let value else {
      throw DocumentError(
        .template, "the data have no '\(field.name)'; add it, or write {{\(field.name)|default:…}}",
        at: .init(line: field.line))
    }
    var shown: String
    switch value {
    case .string(let text): shown = text
    case .integer(let number): shown = String(number)
    case .number(let number): shown = Chart.text(number)
    case .bool(let flag): shown = flag ? "true" : "false"
    case .null: shown = ""
    case .array, .object:
      throw DocumentError(
        .template, "'\(field.name)' is no single value; use {{#\(field.name)}}…{{/\(field.name)}}",
        at: .init(line: field.line))
    }
    for filter in field.filters { shown = try apply(filter, to: shown, value, field) }
    return shown
  }

  private func apply(
    _ filter: TemplateField.Filter, to text: String, _ value: JSONValue, _ field: TemplateField
  ) throws(DocumentError) -> String {
    func failure(_ message: String) -> DocumentError {
      DocumentError(.template, "'\(field.name)' \(message)", at: .init(line: field.line))
    }
    func number() throws(DocumentError) -> Double {
      guard let number = value.number ?? value.string.flatMap(Double.init), number.isFinite else {
        throw failure("is no number: '\(text.prefix(40))'")
      }
      return number
    }
    func decimals(_ standard: Int?) throws(DocumentError) -> Int? {
      guard let argument = filter.argument else { return standard }
      guard let count = Int(argument), (0...12).contains(count) else { throw failure("wants 0 to 12 decimals") }
      return count
    }
    switch filter.name {
    case "number": return formats.number(try number(), decimals: try decimals(nil))
    case "percent": return formats.percent(try number(), decimals: try decimals(0) ?? 0)
    case "currency": return formats.currency(try number(), code: filter.argument ?? "EUR")
    case "date":
      guard let date = DocumentDate(text) else { throw failure("is no date as 2026-11-21: '\(text.prefix(40))'") }
      guard let style = LocaleFormats.DateStyle(rawValue: filter.argument ?? "long") else {
        throw failure("wants a date's style: short, medium, long or iso")
      }
      return formats.date(date, style)
    case "upper": return text.uppercased()
    case "lower": return text.lowercased()
    default: return text
    }
  }
}
