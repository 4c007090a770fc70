public import Documents
public import JSON

/// A document with fields, of any format that can be a template; filled, it is a document of the same format.
public struct DocumentTemplate: Sendable {
  private enum Kind: Sendable {
    case text(Template)
    case word(WordTemplate)
  }

  public let format: DocumentFormat
  private let kind: Kind

  public init(parsing bytes: [UInt8], of format: DocumentFormat) throws {
    self.format = format
    switch format {
    case .docx: kind = .word(try WordTemplate(parsing: bytes))
    case .markdown, .html, .text, .json: kind = .text(try Template(parsing: bytes, of: format))
    default:
      throw DocumentError(
        .unsupported, "\(format.title) is no template; write it in Word, Markdown, HTML, JSON or plain text")
    }
  }

  /// Whether a document of that format is what the template gives, as it is.
  public func gives(_ format: DocumentFormat) -> Bool { format == .docx && self.format == .docx }

  /// The document with the data of one row; `index` is what `{{@index}}` shows outside of lists.
  public func render(_ data: JSONValue, language: String = "en", index: Int? = nil) throws -> [UInt8] {
    switch kind {
    case .text(let template): Array(try template.render(data, language: language, index: index).utf8)
    case .word(let template): try template.render(data, language: language, index: index)
    }
  }
}
