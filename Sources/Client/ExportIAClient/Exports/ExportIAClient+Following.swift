internal import Foundation

extension ExportIAClient {
  /// How far an export is.
  public func status(_ id: String) async throws -> Export {
    try await caller.value(.get("/api/v3/exports/\(Call.part(id))"))
  }

  /// Waits until the export is done and returns it.
  ///
  /// Throws an ``ExportIAError`` of the kind ``ExportIAError/Kind/exportEnded`` when it ends without a file, and of the
  /// kind ``ExportIAError/Kind/timedOut`` when it is not done in time; the export goes on then.
  ///
  /// A server that is away for a while, as for a restart, is waited for; see ``RetryPolicy/patience``.
  ///
  /// It asks for the status, at first every 50 ms, later every second: that works through every proxy, and a short
  /// export is noticed fast. ``events(_:after:)`` follows live.
  ///
  /// - Parameters:
  ///   - limit: the longest to wait; nil waits for ever.
  ///   - progress: told of the export whenever it has changed.
  public func waitForCompletion(
    _ id: String, atMost limit: Duration? = nil,
    progress: (@Sendable (Export) async -> Void)? = nil
  ) async throws -> Export {
    var pause = PollingPause(limit: limit)
    var version: Int?
    var outage = Outage(caller.settings.retry)
    while true {
      let export: Export
      do {
        export = try await status(id)
        outage.end()
      } catch let error as ExportIAError {
        guard let away = outage.pause(after: error), try await pause.next(atLeast: away) else { throw error }
        continue
      }
      if export.version == nil || export.version != version {
        version = export.version
        await progress?(export)
      }
      if export.status == .completed { return export }
      if export.status.isFinal { throw ExportIAError(ended: export) }
      guard try await pause.next() else {
        throw ExportIAError(
          .timedOut, code: "not_done_in_time", detail: "The export is \(export.status) and goes on.", export: export)
      }
    }
  }

  /// What happens to an export, live, from its beginning or behind an event. Ends when the export does.
  ///
  /// A connection that breaks is made again, and no event is missed or comes twice.
  public func events(_ id: String, after last: Int = 0) -> ExportEvents {
    ExportEvents(client: self, id: id, start: last)
  }

  /// Everything that happened to an export so far, with who asked for it.
  public func history(_ id: String) async throws -> [ExportHistoryEntry] {
    struct Answer: Decodable { var events: [ExportHistoryEntry] }
    return try await caller.value(.get("/api/v3/exports/\(Call.part(id))/history"), as: Answer.self).events
  }
}

extension ExportIAError {
  /// An export that ended without a file.
  init(ended export: Export) {
    let detail =
      export.error.map { "The export failed: \($0.message)" }
      ?? "The export is \(export.status), so there is no file. It can be retried."
    self.init(.exportEnded, code: export.error?.code ?? "export_\(export.status)", detail: detail, export: export)
  }
}

/// The time between two questions: short at first, as most exports are.
struct PollingPause {
  private var pause = Duration.milliseconds(50)
  private let end: ContinuousClock.Instant?

  init(limit: Duration?) {
    end = limit.map { ContinuousClock.now + $0 }
  }

  /// Waits; false when the time is over.
  mutating func next(atLeast least: Duration = .zero) async throws -> Bool {
    var wait = max(pause, least)
    if let end {
      let rest = end - ContinuousClock.now
      guard rest > .zero else { return false }
      wait = min(wait, rest)
    }
    try await Task.sleep(for: wait)
    pause = min(pause * 1.5, .seconds(1))
    return true
  }
}
