public import Documents
public import JSON

/// Text with `{{fields}}` that JSON data fill.
///
///     Dear {{name}}, {{#items}}{{quantity}} × {{title}}: {{price|currency:EUR}}{{/items}}
///
/// - `{{a.b}}` a field; `{{.}}` the item itself; a field that is missing is an error unless `{{a|default:–}}`.
/// - `{{#a}}…{{/a}}` once for each item of a list, or once where `a` is true or not empty; `{{^a}}…{{/a}}` otherwise.
/// - `{{a|number:2}}`, `{{a|currency:EUR}}`, `{{a|percent:1}}`, `{{a|date:long}}`, `{{a|upper}}`, `{{a|lower}}`,
///   `{{a|raw}}`.
/// - `{{! a remark }}`; `{{@index}}` counts the items from 1.
public struct Template: Sendable {
  indirect enum Part: Sendable {
    case text(String)
    case field(TemplateField)
    case section(TemplateField, isInverted: Bool, [Part])
  }

  let parts: [Part]
  private let escaping: TemplateEscaping

  /// Of Markdown, HTML and JSON, what fields bring is text: signs in it mean nothing. `{{a|raw}}` brings the notation
  /// itself.
  public init(parsing bytes: [UInt8], of format: DocumentFormat? = nil) throws(DocumentError) {
    let (text, _) = try SourceText.decode(bytes, limits: DocumentLimits())
    try self.init(text, of: format)
  }

  public init(_ text: String, of format: DocumentFormat? = nil) throws(DocumentError) {
    var parser = TemplateParser(text)
    parts = try parser.parse()
    escaping = TemplateEscaping(format)
  }

  /// The text with the data of one row; `index` is what `{{@index}}` shows outside of lists.
  public func render(
    _ data: JSONValue, language: String = "en", index: Int? = nil
  ) throws(DocumentError) -> String {
    var rendering = TemplateRendering(TemplateValues(language: language, index: index), escaping)
    try rendering.render(parts, in: [data], at: index)
    return rendering.text
  }
}
