internal import CommandLineTool
internal import HTTPMessage
internal import JSON

/// `export-ia list`: the exports of a server, newest first.
enum ListCommand {
  static let status = Option<[String]>(
    repeated: "status", short: "s",
    .word(["queued", "running", "paused", "completed", "failed", "cancelled", "expired"]),
    "Only in this state")
  static let format = Option<String?>("format", .nonEmptyString, "Only of this format")
  static let batch = Option<String?>("batch", .nonEmptyString, "Only of this batch")
  static let owner = Option<String?>("owner", .nonEmptyString, "Only of this owner")
  static let search = Option<String?>("search", .nonEmptyString, "Only with this in the title")
  static let limit = Option("limit", short: "n", .integer(1...100_000), default: 20, "The most to show")

  private static let pageSize = 500

  static func command() -> Command {
    Command(
      "list", "List the exports of a server, newest first",
      options: [status, format, batch, owner, search, limit] + RemoteServer.options,
      examples: [
        .init("export-ia list", "The newest 20"),
        .init("export-ia list --status failed --status cancelled -n 100", "What went wrong"),
        .init("export-ia list --json | jq -r '.exports[].id'", "For programs"),
      ]
    ) { context in
      let (found, hasMore) = try await RemoteServer.with(context) { server in try await exports(server, context) }
      if context.isJSON {
        context.printJSON(["exports": .array(found), "has_more": .bool(hasMore)])
        return .success
      }
      guard !found.isEmpty else {
        context.remark("no exports")
        return .success
      }
      let lines = TextLayout.table([ExportLines.heading] + found.map { ExportLines(export: $0).row })
      context.print(context.terminal.output.styled(lines[0], .bold))
      for line in lines.dropFirst() { context.print(line) }
      if hasMore { context.remark("There are more; -n shows them.") }
      return .success
    }
  }

  private static func exports(_ server: RemoteServer, _ context: CommandContext) async throws -> ([JSONValue], Bool) {
    var filter = ""
    if !context[status].isEmpty { filter += "&status=\(context[status].joined(separator: ","))" }
    for (name, value) in [
      ("format", context[format]), ("batch", context[batch]), ("owner", context[owner]), ("q", context[search]),
    ] {
      if let value { filter += "&\(name)=\(RemoteServer.part(value))" }
    }
    var found: [JSONValue] = []
    var cursor: String?
    repeat {
      let count = min(context[limit] - found.count, pageSize)
      let page = try await server.document(
        .get, "/api/v3/exports?limit=\(count)\(filter)" + (cursor.map { "&cursor=\(RemoteServer.part($0))" } ?? ""))
      if case .array(let exports)? = page["exports"] { found += exports }
      cursor = page["next_cursor"]?.string
    } while cursor != nil && found.count < context[limit]
    return (found, cursor != nil)
  }
}
