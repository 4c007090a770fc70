internal import CommandLineTool
internal import HTTPClient
internal import HTTPMessage
internal import JSON

/// `export-ia watch`: follows an export of a server live until it ends.
enum WatchCommand {
  static func command() -> Command {
    Command(
      "watch", "Follow an export of a server until it ends",
      discussion: "Exits with 0 when it is completed, with 1 when it ended without a file.",
      options: RemoteServer.options, arguments: [StatusCommand.export],
      examples: [
        .init("export-ia watch 01a1ff7a-c074-7000-8fde-fba9ceb481f7", "With a line of progress"),
        .init("export-ia watch \"$id\" && export-ia download \"$id\"", "Fetch it as soon as it is there"),
      ]
    ) { context in
      let export = try await RemoteServer.with(context) { server in try await follow(server, context) }
      if context.isJSON {
        context.printJSON(export.export)
      } else {
        for line in export.all { context.print(line) }
      }
      return export.status == "completed" ? .success : .failure
    }
  }

  /// How long a server may be away, as for a restart; the export goes on meanwhile.
  private static let patience = Duration.seconds(60)

  private static func follow(_ server: RemoteServer, _ context: CommandContext) async throws -> ExportLines {
    let path = "/api/v3/exports/\(RemoteServer.part(context[StatusCommand.export]))"
    let line = LiveLine(context.terminal.errors)
    defer { line.clear() }
    var export = ExportLines(export: try await server.document(.get, path))
    line.show(export)
    var last = 0
    var awaySince: ContinuousClock.Instant?
    while !export.isFinal {
      do {
        let events = try await server.open(
          .get, path + "/events", fields: ["Accept": "text/event-stream", "Last-Event-ID": String(last)])
        awaySince = nil
        var lines = EventLines()
        for try await piece in events.body {
          guard let newest = lines.ids(in: piece).last else { continue }
          last = newest
          // The event says that something changed, the export how it is now.
          export = ExportLines(export: try await server.document(.get, path))
          line.show(export)
          if export.isFinal { return export }
        }
        // A stream that a proxy has ended says nothing; the export does.
        try await Task.sleep(for: .milliseconds(100))
        export = ExportLines(export: try await server.document(.get, path))
        line.show(export)
      } catch {
        guard !Task.isCancelled else { throw CancellationError() }
        let began = awaySince ?? ContinuousClock.now
        awaySince = began
        guard Self.isPassing(error), ContinuousClock.now - began < patience else { throw Self.explained(error, server) }
        try await Task.sleep(for: .milliseconds(500))
      }
    }
    return export
  }

  private static func isPassing(_ error: any Error) -> Bool {
    let code =
      switch error {
      case let error as HTTPClientError: error.code
      case let failure as CommandFailure: HTTPClientError.Code(rawValue: failure.code)
      default: nil as HTTPClientError.Code?
      }
    return code.map { [.connect, .connectionLost, .timeout, .dns].contains($0) } ?? false
  }

  private static func explained(_ error: any Error, _ server: RemoteServer) -> any Error {
    guard let error = error as? HTTPClientError else { return error }
    return CommandFailure(
      code: error.code.rawValue, "\(server.address) went away: \(error.message)",
      hint: "The export goes on. Run the command again.")
  }
}
