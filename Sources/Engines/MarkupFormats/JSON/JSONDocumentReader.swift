public import Documents
internal import JSON

/// Reads documents as JSON: sections of Markdown, or the full tree of blocks.
public struct JSONDocumentReader: DocumentReader {
  public let format = DocumentFormat.json

  public init() {}

  public func read(_ bytes: [UInt8], options: ImportOptions, control: ExportControl) throws -> ImportResult {
    guard bytes.count <= options.limits.bytes else {
      throw DocumentError(.limit, "the input has \(bytes.count) bytes, \(options.limits.bytes) are allowed")
    }
    try control.checkpoint(.reading, done: 0, of: bytes.count)
    do {
      let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
      let value = try JSONValue(parsing: content, limits: JSONLimits(depth: 400, bytes: options.limits.bytes))
      var reading = DocumentReading(options: options, control: control)
      let document = try reading.document(JSONCursor(value))
      return ImportResult(document, warnings: reading.notes.warnings)
    } catch let error as JSONError {
      throw DocumentError(error)
    }
  }
}

extension DocumentError {
  init(_ error: JSONError) {
    let code: Code =
      switch error.code {
      case .unknownKey: .unknownField
      case .missing: .missing
      case .type, .value: .value
      case .tooDeep, .tooLarge: .limit
      case .encoding: .encoding
      default: .syntax
      }
    self.init(
      code, error.message,
      at: Location(pointer: error.pointer, line: error.position?.line, column: error.position?.column))
  }
}
