internal import CommandLineTool
internal import DocumentFormats
internal import Documents
internal import JSON

/// A template file filled with a file of JSON data, before it is read as a document.
enum TemplateInput {
  static func filled(
    _ template: [UInt8], of format: DocumentFormat, with data: [UInt8], from path: String, language: String?
  ) throws -> [UInt8] {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: data)
    } catch {
      throw CommandFailure(code: "data", "\(path): \(error)", hint: "The data of a template are one JSON document.")
    }
    return try DocumentTemplate(parsing: template, of: format).render(value, language: language ?? "en")
  }
}
