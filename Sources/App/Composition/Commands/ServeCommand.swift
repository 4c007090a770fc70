internal import CommandLineTool
internal import Configuration
internal import Telemetry

/// `export-ia serve`: runs the service until it is told to stop.
enum ServeCommand {
  private static let sample = Option<Bool>(
    flag: "sample", "With --local: export a sample report through the API at the first start, and say where it lies")

  static func command() -> Command {
    Command(
      "serve", "Serve the API and the console",
      discussion: "Stops on SIGTERM and SIGINT after what was accepted is done; SIGHUP reads certificates again.",
      options: Settings.options + [sample],
      examples: [
        .init("export-ia serve --local", "Serve this machine only, without keys"),
        .init("export-ia serve --local --sample", "The same, with a first file to look at"),
        .init("export-ia serve", "Serve on http://127.0.0.1:8000 with the data in ./data"),
        .init("export-ia serve --port 9000 --data /var/lib/export-ia", "Another port and folder"),
        .init("export-ia serve --http-certificate fullchain.pem --http-certificate-key key.pem", "Serve HTTPS"),
      ],
      interruption: .leftToCommand
    ) { context in
      let signals = try StopSignals()
      let settings = try Settings.load(context)
      let isLocal = settings.configuration[Keys.local]
      guard isLocal || !context[sample] else {
        throw CommandFailure(
          code: "sample_needs_local", "--sample exports without a key, which only --local allows",
          hint: "Add --local, or leave --sample out.")
      }
      let service = try await Service.start(settings)
      let isWatched = context.terminal.errors.isTerminal
      // A person gets a sentence, whoever collects the log gets a line of it.
      func tell(_ sentence: String, _ message: String, _ fields: LogFields = [:]) {
        if isWatched { context.remark(sentence) } else { service.logger.info(message, fields) }
      }
      let places = service.places.joined(separator: " and ")
      tell(
        "Export IA serves on \(places); data: \(service.dataPlace)", "serving",
        ["addresses": .string(places), "data": .string(service.dataPlace)])
      if isLocal {
        tell("It runs without login and is reachable from this machine only.", "no keys are asked for: local mode")
      }
      let showing = Task {
        guard context[sample], let place = service.places.first else { return }
        await show(SampleReport(address: place, dataFolder: settings.dataFolder), context)
      }
      if let code = service.setupCode, let place = service.places.first {
        // Printed, never logged: whoever has it becomes the administrator.
        context.remark(
          "First start: open this link within 24 hours to make the administrator; it works once:\n"
            + "  \(place)/#setup=\(code)\n"
            + "or without a browser: curl \(place)/setup -H 'Content-Type: application/json' "
            + "-d '{\"code\": \"\(code)\", \"name\": \"admin\", \"password\": \"…\"}'")
      }
      for await signal in signals.arrivals {
        guard signal == .reload else { break }
        do {
          try service.reload()
          tell("The certificate was read again.", "certificate read again")
        } catch {
          service.logger.error("the certificate stays as it was", ["error": .string("\(error)")])
        }
      }
      signals.endAtOnceFromNowOn()
      showing.cancel()
      await showing.value
      tell("Stopping: what was accepted is finished first.", "stopping")
      await service.stop()
      return .success
    }
  }

  /// The first start ends with a file to look at, every start with the address.
  private static func show(_ sample: SampleReport, _ context: CommandContext) async {
    do {
      if let path = try await sample.exportOnce() { context.print("Sample report: \(path)") }
    } catch {
      guard !Task.isCancelled else { return }
      context.remark("warning: \(error)")
    }
    context.print("Start page: \(sample.address)")
  }
}
