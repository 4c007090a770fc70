public import Documents
public import JSON

/// Text with `{{fields}}` that JSON data fill.
///
///     Dear {{name}}, {{#items}}{{quantity}} × {{title}}: {{price|currency:EUR}}{{/items}}
///
/// - `{{a.b}}` a field; `{{.}}` the item itself; a field that is missing is an error unless `{{a|default:–}}`.
/// - `{{#a}}…{{/a}}` once for each item of a list, or once where `a` is true or not empty; `{{^a}}…{{/a}}` otherwise.
/// - `{{a|number:2}}`, `{{a|currency:EUR}}`, `{{a|percent:1}}`, `{{a|date:long}}`, `{{a|upper}}`, `{{a|lower}}`.
/// - `{{! a remark }}`; `{{@index}}` counts the items from 1.
public struct Template: Sendable {
  indirect enum Part: Sendable {
    case text(String)
    case field(TemplateField)
    case section(TemplateField, isInverted: Bool, [Part])
  }

  let parts: [Part]

  public init(parsing bytes: [UInt8]) throws(DocumentError) {
    let (text, _) = try SourceText.decode(bytes, limits: DocumentLimits())
    try self.init(text)
  }

  public init(_ text: String) throws(DocumentError) {
    var parser = TemplateParser(text)
    parts = try parser.parse()
  }

  /// The text with the data of one row.
  public func render(_ data: JSONValue, language: String = "en") throws(DocumentError) -> String {
    var rendering = TemplateRendering(language: language)
    try rendering.render(parts, in: [data], index: nil)
    return rendering.text
  }
}
