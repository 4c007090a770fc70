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
  /// Values stand as words in Markdown, whatever signs they hold.
  private let isMarkdown: Bool

  /// Of Markdown, what fields bring is text: signs in it mean nothing. `{{a|raw}}` brings Markdown.
  public init(parsing bytes: [UInt8], of format: DocumentFormat? = nil) throws(DocumentError) {
    let (text, _) = try SourceText.decode(bytes, limits: DocumentLimits())
    try self.init(text, of: format)
  }

  public init(_ text: String, of format: DocumentFormat? = nil) throws(DocumentError) {
    var parser = TemplateParser(text)
    parts = try parser.parse()
    isMarkdown = format == .markdown
  }

  /// The text with the data of one row; `index` is what `{{@index}}` shows outside of lists.
  public func render(
    _ data: JSONValue, language: String = "en", index: Int? = nil
  ) throws(DocumentError) -> String {
    var rendering = TemplateRendering(language: language, isMarkdown: isMarkdown)
    try rendering.render(parts, in: [data], index: index)
    return rendering.text
  }
}
