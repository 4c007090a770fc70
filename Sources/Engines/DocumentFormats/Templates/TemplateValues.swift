internal import Documents
internal import JSON

/// Finds what fields stand for, and shows it as the language has it.
struct TemplateValues {
  private let formats: LocaleFormats
  /// What `{{@index}}` shows outside of lists.
  let index: Int?

  init(language: String, index: Int?) {
    formats = LocaleFormats(language: language)
    self.index = index
  }

  /// Goes through what a section shows: once for each item of a list, once where a value is true or not empty, and
  /// the other way round where it is inverted.
  func each(
    _ field: TemplateField, isInverted: Bool, in scopes: [JSONValue], at index: Int?,
    _ body: ([JSONValue], Int?) throws(DocumentError) -> Void
  ) throws(DocumentError) {
    let value = find(field.path, scopes)
    if isInverted {
      if !Self.holds(value) { try body(scopes, index) }
    } else if case .array(let items)? = value {
      for (number, item) in items.enumerated() { try body(scopes + [item], number + 1) }
    } else if Self.holds(value), let value {
      try body(scopes + [value], index)
    }
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

  func show(_ field: TemplateField, in scopes: [JSONValue], at index: Int?) throws(DocumentError) -> String {
    if field.path == ["@index"] { return index.map(String.init) ?? "" }
    var value = find(field.path, scopes)
    if value == .null { value = nil }
    for filter in field.filters where filter.name == "default" {
      if value == nil || value == .string("") { return filter.argument ?? "" }
    }
    guard let value else {
      throw DocumentError(
        .template, "the data have no '\(field.name)'; add it, or write {{\(field.name)|default:…}}", at: field.place)
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
        .template, "'\(field.name)' is no single value; use {{#\(field.name)}}…{{/\(field.name)}}", at: field.place)
    }
    for filter in field.filters { shown = try apply(filter, to: shown, value, field) }
    return shown
  }

  private func apply(
    _ filter: TemplateField.Filter, to text: String, _ value: JSONValue, _ field: TemplateField
  ) throws(DocumentError) -> String {
    func failure(_ message: String) -> DocumentError {
      DocumentError(.template, "'\(field.name)' \(message)", at: field.place)
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
