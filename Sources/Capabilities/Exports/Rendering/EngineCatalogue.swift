/// All engines of the program, found by format.
public struct EngineCatalogue: Sendable {
  private let engines: [any ExportEngine]
  private let places: [String: (engine: Int, format: ExportFormat)]
  /// In the order of the engines.
  public let formats: [ExportFormat]
  /// Part of the hash of every content.
  public let version: String

  /// Of two engines for a format the first is taken.
  public init(_ engines: [any ExportEngine]) {
    self.engines = engines
    var places: [String: (engine: Int, format: ExportFormat)] = [:]
    var formats: [ExportFormat] = []
    for (index, engine) in engines.enumerated() {
      for format in engine.formats where places[format.name] == nil {
        places[format.name] = (index, format)
        formats.append(format)
      }
    }
    self.places = places
    self.formats = formats
    version = engines.map(\.version).joined(separator: "+")
  }

  public func format(_ name: String) -> ExportFormat? { places[name]?.format }

  public func engine(for format: String) -> (any ExportEngine)? { places[format].map { engines[$0.engine] } }

  public var documentTypes: [String] { Set(formats.flatMap(\.documentTypes)).sorted() }
}
