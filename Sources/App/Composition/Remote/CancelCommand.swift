internal import CommandLineTool
internal import HTTPMessage
internal import JSON

/// `export-ia cancel`: ends exports of a server that are not done.
enum CancelCommand {
  static let exports = Argument<[String]>(rest: "EXPORT", atLeast: 1, .nonEmptyString, "The ids of the exports")

  static func command() -> Command {
    Command(
      "cancel", "Cancel exports of a server that are not done",
      discussion: "Goes on with the others where one cannot be cancelled, and exits with 1 then.",
      options: RemoteServer.options, arguments: [exports],
      examples: [.init("export-ia cancel 01a1ff7a-c074-7000-8fde-fba9ceb481f7", "Cancel one")]
    ) { context in
      var cancelled: [JSONValue] = []
      var isGood = true
      try await RemoteServer.with(context) { server in
        for id in context[exports] {
          do {
            let now = try await server.document(.post, "/api/v3/exports/\(RemoteServer.part(id))/cancel")
            cancelled.append(now)
            if !context.isJSON { context.print("\(id): \(ExportLines(export: now).status)") }
          } catch let failure as CommandFailure {
            // With one export the failure is the whole answer.
            guard context[exports].count > 1 else { throw failure }
            context.remark("\(visible(id)): \(failure.message)")
            isGood = false
          }
        }
      }
      if context.isJSON { context.printJSON(["exports": .array(cancelled)]) }
      return isGood ? .success : .failure
    }
  }
}
