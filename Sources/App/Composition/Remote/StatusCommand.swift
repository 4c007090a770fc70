internal import CommandLineTool
internal import HTTPMessage

/// `export-ia status`: how far an export of a server is.
enum StatusCommand {
  static let export = Argument<String>("EXPORT", .nonEmptyString, "The id of the export")

  static func command() -> Command {
    Command(
      "status", "Show how far an export of a server is", options: RemoteServer.options, arguments: [export],
      examples: [.init("export-ia status 01a1ff7a-c074-7000-8fde-fba9ceb481f7", "Show one")]
    ) { context in
      let found = try await RemoteServer.with(context) { server in
        try await server.document(.get, "/api/v3/exports/\(RemoteServer.part(context[export]))")
      }
      if context.isJSON {
        context.printJSON(found)
      } else {
        for line in ExportLines(export: found).all { context.print(line) }
      }
      return .success
    }
  }
}
