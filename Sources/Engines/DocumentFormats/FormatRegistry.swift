public import Documents

/// The writers and readers there are, by format.
public struct FormatRegistry: Sendable {
  private var writers: [DocumentFormat: any DocumentWriter] = [:]
  private var readers: [DocumentFormat: any DocumentReader] = [:]

  public init(writers: [any DocumentWriter] = [], readers: [any DocumentReader] = []) {
    for writer in writers { self.writers[writer.format] = writer }
    for reader in readers { self.readers[reader.format] = reader }
  }

  /// Adds or replaces.
  public mutating func add(_ writer: any DocumentWriter) { writers[writer.format] = writer }
  public mutating func add(_ reader: any DocumentReader) { readers[reader.format] = reader }

  /// In the order of `DocumentFormat`.
  public var writable: [DocumentFormat] { DocumentFormat.allCases.filter { writers[$0] != nil } }
  public var readable: [DocumentFormat] { DocumentFormat.allCases.filter { readers[$0] != nil } }

  public func writer(for format: DocumentFormat) throws(DocumentError) -> any DocumentWriter {
    guard let writer = writers[format] else {
      throw DocumentError(
        .unknownFormat, "\(format.title) cannot be written; choose one of \(Self.names(writable))")
    }
    return writer
  }

  public func reader(for format: DocumentFormat) throws(DocumentError) -> any DocumentReader {
    guard let reader = readers[format] else {
      throw DocumentError(.unknownFormat, "\(format.title) cannot be read; choose one of \(Self.names(readable))")
    }
    return reader
  }

  private static func names(_ formats: [DocumentFormat]) -> String {
    formats.map(\.rawValue).joined(separator: ", ")
  }
}
