extension ExportIAClient {
  /// The formats that the server writes.
  public func formats() async throws -> FormatCatalogue { try await caller.value(.get("/formats")) }

  /// A request to begin with: a template of the document type and the data that fill it.
  public func template(for documentType: String) async throws -> AnyJSON {
    try await caller.value(.get("/templates/\(Call.part(documentType))"), as: AnyJSON.self)["request"] ?? .null
  }

  /// How the exports go.
  public func statistics() async throws -> ExportStatistics { try await caller.value(.get("/statistics")) }

  /// What the server offers beside exports.
  public func services() async throws -> AnyJSON { try await caller.value(.get("/services")) }

  /// Whether the server can take work now.
  public func isReady() async throws -> Bool {
    do {
      _ = try await caller.whole(.get("/health/ready"))
      return true
    } catch let error as ExportIAError where error.status == 503 {
      return false
    }
  }
}
