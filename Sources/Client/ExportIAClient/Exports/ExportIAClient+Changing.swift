extension ExportIAClient {
  /// Cancels an export that is not done; one that is cancelled already stays so.
  @discardableResult
  public func cancel(_ id: String) async throws -> Export { try await change(id, "cancel") }

  /// Holds an export; what has been done so far is kept.
  @discardableResult
  public func pause(_ id: String) async throws -> Export { try await change(id, "pause") }

  /// Lets a paused export go on.
  @discardableResult
  public func resume(_ id: String) async throws -> Export { try await change(id, "resume") }

  /// Makes an export again that failed, was cancelled, or has expired.
  @discardableResult
  public func retry(_ id: String) async throws -> Export { try await change(id, "retry") }

  /// Cancels an export that is not done, and gives up the files of one that is.
  @discardableResult
  public func remove(_ id: String) async throws -> Export {
    try await caller.value(
      Call(method: "DELETE", path: "/api/v3/exports/\(Call.part(id))", isRepeatable: false))
  }

  private func change(_ id: String, _ command: String) async throws -> Export {
    try await caller.value(.post("/api/v3/exports/\(Call.part(id))/\(command)"))
  }
}
