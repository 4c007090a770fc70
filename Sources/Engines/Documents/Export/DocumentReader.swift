/// Reads documents of one format. Nothing is fetched: images come from the bytes or from the options' resources.
public protocol DocumentReader: Sendable {
  var format: DocumentFormat { get }
  func read(_ bytes: [UInt8], options: ImportOptions, control: ExportControl) throws -> ImportResult
}

extension DocumentReader {
  public func read(_ bytes: [UInt8], options: ImportOptions = ImportOptions()) throws -> ImportResult {
    try read(bytes, options: options, control: ExportControl())
  }
}
