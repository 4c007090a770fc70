/// All engines of the program, found by format and document type.
public struct EngineCatalogue: Sendable {
  /// A format of one engine.
  public struct Offer: Sendable {
    public let engine: any ExportEngine
    public let format: ExportFormat
  }

  private let offers: [String: [Offer]]
  /// In the order of the engines; a name appears once for each engine that has it.
  public let formats: [ExportFormat]
  /// Part of the hash of every content.
  public let version: String
  /// Nil where there are no templates.
  public let merging: (any MergeEngine)?

  public init(_ engines: [any ExportEngine], merging: (any MergeEngine)? = nil) {
    var offers: [String: [Offer]] = [:]
    var formats: [ExportFormat] = []
    for engine in engines {
      for format in engine.formats {
        offers[format.name, default: []].append(Offer(engine: engine, format: format))
        formats.append(format)
      }
    }
    self.offers = offers
    self.formats = formats
    self.merging = merging
    version = engines.map(\.version).joined(separator: "+")
  }

  /// Nil when nobody writes the format from such documents.
  public func offer(_ format: String, from documentType: String) -> Offer? {
    offers[format]?.first { $0.format.documentTypes.contains(documentType) }
  }

  /// A content to begin with, of the first engine that has one.
  public func starter(for documentType: String) -> ExportStarter? {
    for format in formats where format.documentTypes.contains(documentType) {
      if let starter = offer(format.name, from: documentType)?.engine.starter(for: documentType) { return starter }
    }
    return nil
  }

  /// The document types that a format is written from; empty for an unknown one.
  public func documentTypes(of format: String) -> [String] {
    offers[format]?.flatMap(\.format.documentTypes) ?? []
  }

  public var documentTypes: [String] { Set(formats.flatMap(\.documentTypes)).sorted() }

  /// Each name once.
  public var formatNames: [String] {
    var names: [String] = []
    for format in formats where !names.contains(format.name) { names.append(format.name) }
    return names
  }
}
