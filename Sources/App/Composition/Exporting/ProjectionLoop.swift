internal import EventStore
internal import Exports
internal import Telemetry
internal import Threads

/// Keeps an asynchronous projection up to date while the program runs.
final class ProjectionLoop: Sendable {
  private let runner: ProjectionRunner
  private let name: String
  private let logger: Logger
  private let task = Lock<Task<Void, Never>?>(nil)

  init(_ projection: any Projection, in events: EventStore, logger: Logger) {
    runner = ProjectionRunner(projection, in: events)
    name = projection.name
    self.logger = logger
  }

  /// Returns when its tables are there, so that whoever asks finds at least nothing.
  func start() async throws {
    try await runner.prepare()
    task.withLock { task in
      task = Task { [runner, name, logger] in
        await runner.run(clock: ExportClock.system.now) { result in
          if case .failure(let error) = result {
            logger.warning("projection", ["name": .string(name), "problem": .string("\(error)")])
          }
        }
      }
    }
  }

  func stop() async {
    let running = task.withLock { task in task.take() }
    running?.cancel()
    await running?.value
  }
}
