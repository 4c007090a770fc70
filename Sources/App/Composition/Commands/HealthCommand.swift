internal import CommandLineTool
internal import HTTPClient
internal import HTTPMessage

/// `export-ia health`: asks a running server whether it can take work; for containers and scripts.
enum HealthCommand {
  private static let url = Option(
    "url", .nonEmptyString, default: "http://127.0.0.1:8000", "The address of the server")
  private static let timeout = Option(
    "timeout", .duration(.milliseconds(1) ... .seconds(600)), default: .seconds(5), "How long to wait for its answer")

  static func command() -> Command {
    Command(
      "health", "Ask a running server whether it can take work",
      discussion: "Exits with 0 when it can, with 1 when it cannot or does not answer.",
      options: [url, timeout, StandardOptions.json],
      examples: [
        .init("export-ia health", "Ask the server on this machine"),
        .init("export-ia health --url https://export.example.org", "Ask another one"),
      ]
    ) { context in
      var settings = HTTPClientSettings()
      // The person named the address, so it may be one of this machine or network.
      settings.egress = .everywhere
      settings.deadlines.total = context[timeout]
      settings.retry = .never
      let client = try HTTPClient(settings)
      let response: ClientResponse
      let body: [UInt8]
      do {
        response = try await client.get(context[url] + "/health/ready")
        body = try await response.body.collect()
      } catch {
        await client.close()
        throw CommandFailure(
          code: "no_answer", "\(context[url]) does not answer: \(error)",
          hint: "Is it running? 'export-ia serve' starts it.")
      }
      await client.close()
      let isReady = response.status == .ok
      if context.isJSON {
        context.print(String(decoding: body, as: UTF8.self))
      } else {
        context.print(isReady ? "ready" : "not ready: \(String(decoding: body, as: UTF8.self))")
      }
      return isReady ? .success : .failure
    }
  }
}
