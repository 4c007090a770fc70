internal import CommandLineTool
internal import Telemetry

/// `export-ia work`: makes exports beside other processes that share a PostgreSQL database.
enum WorkCommand {
  static func command() -> Command {
    Command(
      "work", "Make exports, without serving the API",
      discussion: """
        Needs a PostgreSQL database that it shares with the processes that serve, and the same folder of files. Stops \
        on SIGTERM and SIGINT; what is not done by then goes back to the others.
        """,
      options: Settings.options,
      examples: [
        .init(
          "export-ia work --database-url postgres://export@db/export --data /srv/export-ia",
          "Make exports of that database")
      ],
      interruption: .leftToCommand
    ) { context in
      let signals = try StopSignals()
      let worker = try await Worker.start(try Settings.load(context))
      worker.logger.info("working", ["data": .string(worker.dataPlace)])
      for await signal in signals.arrivals where signal == .stop { break }
      signals.endAtOnceFromNowOn()
      worker.logger.info("stopping")
      await worker.stop()
      return .success
    }
  }
}
