public import Foundation

extension ExportIAClient {
  /// Hands many exports in at once, up to 10,000; all of them are stored or none.
  public func createBatch(
    _ items: [ExportRequest], name: String? = nil, idempotencyKey: String? = nil
  ) async throws -> Batch {
    let document = AnyJSON.object(
      (name.map { [AnyJSON.Member("name", .string($0))] } ?? [])
        + [AnyJSON.Member("items", .array(items.map(\.document)))])
    return try await caller.value(.post("/api/v3/batches").sending(document).once(idempotencyKey))
  }

  /// Fills one template with many rows, an export for each; all of them are stored or none.
  ///
  /// The template's content, title and output name have fields: `Dear {{name}}`. Each row is an object.
  public func mergeBatch(
    _ template: ExportRequest, rows: [AnyJSON], name: String? = nil, idempotencyKey: String? = nil
  ) async throws -> Batch {
    try await merge(template, .array(rows), name, [], idempotencyKey)
  }

  /// The same with the rows of a table as text.
  ///
  /// - Parameter groupBy: a column; rows that share its value make one file.
  public func mergeBatch(
    _ template: ExportRequest, table: String, type: String = "text/csv", groupBy: String? = nil, name: String? = nil,
    idempotencyKey: String? = nil
  ) async throws -> Batch {
    var others = [AnyJSON.Member("rows_type", .string(type))]
    if let groupBy { others.append(AnyJSON.Member("group_by", .string(groupBy))) }
    return try await merge(template, .string(table), name, others, idempotencyKey)
  }

  private func merge(
    _ template: ExportRequest, _ rows: AnyJSON, _ name: String?, _ others: [AnyJSON.Member], _ key: String?
  ) async throws -> Batch {
    var members = [AnyJSON.Member("template", template.document), AnyJSON.Member("rows", rows)] + others
    if let name { members.append(AnyJSON.Member("name", .string(name))) }
    return try await caller.value(.post("/api/v3/batches").sending(.object(members)).once(key))
  }

  /// How far a batch is.
  ///
  /// - Parameter items: with each of its exports.
  public func batch(_ id: String, items: Bool = true) async throws -> Batch {
    try await caller.value(
      .get("/api/v3/batches/\(Call.part(id))", query: [("items", items ? "true" : "false")]))
  }

  /// Waits until no export of the batch is left to be made, and returns it with its exports; look at their states, as
  /// some may have failed.
  public func waitForBatch(
    _ id: String, atMost limit: Duration? = nil, progress: (@Sendable (Batch) async -> Void)? = nil
  ) async throws -> Batch {
    var pause = PollingPause(limit: limit)
    var states: [String: Int]?
    var outage = Outage(caller.settings.retry)
    while true {
      let batch: Batch
      do {
        batch = try await self.batch(id, items: false)
        outage.end()
      } catch let error as ExportIAError {
        guard let away = outage.pause(after: error), try await pause.next(atLeast: away) else { throw error }
        continue
      }
      if batch.states != states {
        states = batch.states
        await progress?(batch)
      }
      if batch.status.isFinal { return try await self.batch(id) }
      guard try await pause.next() else {
        throw ExportIAError(.timedOut, code: "not_done_in_time", detail: "The batch is \(batch.status) and goes on.")
      }
    }
  }

  /// Fetches all files of a batch as one ZIP; see ``downloadExport(_:format:to:)``.
  @discardableResult
  public func downloadBatch(_ id: String, to target: URL) async throws -> URL {
    var call = Call.get("/api/v3/batches/\(Call.part(id))/download")
    call.fields.append(("Accept", "*/*"))
    return try await fetch(call, to: target)
  }

  /// Cancels all exports of a batch that are not done.
  @discardableResult
  public func cancelBatch(_ id: String) async throws -> Batch { try await changeBatch(id, "cancel") }

  /// Holds all exports of a batch that are not done.
  @discardableResult
  public func pauseBatch(_ id: String) async throws -> Batch { try await changeBatch(id, "pause") }

  /// Lets the paused exports of a batch go on.
  @discardableResult
  public func resumeBatch(_ id: String) async throws -> Batch { try await changeBatch(id, "resume") }

  /// Makes those exports of a batch again that ended without a file.
  @discardableResult
  public func retryBatch(_ id: String) async throws -> Batch { try await changeBatch(id, "retry") }

  private func changeBatch(_ id: String, _ command: String) async throws -> Batch {
    try await caller.value(.post("/api/v3/batches/\(Call.part(id))/\(command)"))
  }
}
