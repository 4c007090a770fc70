internal import CommandLineTool

/// `export-ia serve`: runs the service until it is told to stop.
enum ServeCommand {
  static func command() -> Command {
    Command(
      "serve", "Serve the API and the console",
      discussion: "Stops on SIGTERM and SIGINT after what was accepted is done; SIGHUP reads certificates again.",
      options: Settings.options,
      examples: [
        .init("export-ia serve", "Serve on http://127.0.0.1:8000 with the data in ./data"),
        .init("export-ia serve --port 9000 --data /var/lib/export-ia", "Another port and folder"),
        .init("export-ia serve --http-certificate fullchain.pem --http-certificate-key key.pem", "Serve HTTPS"),
      ],
      interruption: .leftToCommand
    ) { context in
      let signals = try StopSignals()
      let service = try await Service.start(try Settings.load(context))
      context.remark("Export IA serves on \(service.places.joined(separator: " and ")); data: \(service.dataPlace)")
      for await signal in signals.arrivals {
        if signal == .reload {
          do {
            try service.reload()
            context.remark("The certificate was read again.")
          } catch {
            context.remark("The certificate stays as it was: \(error)")
          }
          continue
        }
        break
      }
      signals.endAtOnceFromNowOn()
      context.remark("Stopping: what was accepted is finished first.")
      await service.stop()
      return .success
    }
  }
}
