internal import Threads

/// The logs of a process: hands out loggers, and writes what they get to a file descriptor.
///
/// Logging never waits: lines go through a bounded queue to one thread. When the output is too slow, lines are
/// dropped, counted, and reported in the log itself.
public final class Logs: Sendable {
  private struct State {
    var levels: LogLevels
    var channels: [String: LogChannel] = [:]
  }

  private let pipeline: LogPipeline
  private let state: Lock<State>

  /// - Parameters:
  ///   - descriptor: stays open; standard error by default.
  ///   - capacity: lines that may wait.
  public init(
    descriptor: Int32 = 2, format: LogFormat, levels: LogLevels = LogLevels(), capacity: Int = 8_192
  ) {
    pipeline = LogPipeline(descriptor: descriptor, format: format, capacity: capacity)
    state = Lock(State(levels: levels))
    pipeline.start()
  }

  deinit { pipeline.close() }

  /// The logger of a subsystem: "http", "http.client".
  public func logger(_ subsystem: String) -> Logger {
    let channel = state.withLock { state in
      if let known = state.channels[subsystem] { return known }
      let channel = LogChannel(subsystem, threshold: state.levels.level(of: subsystem))
      state.channels[subsystem] = channel
      return channel
    }
    return Logger(channel, pipeline)
  }

  /// From which levels on is logged; loggers that were handed out follow.
  public var levels: LogLevels {
    get { state.withLock { $0.levels } }
    set {
      state.withLock { state in
        state.levels = newValue
        for channel in state.channels.values { channel.set(newValue.level(of: channel.name)) }
      }
    }
  }

  /// Waits until everything logged so far is written; false where that took longer than `limit`. Blocks the thread.
  @discardableResult
  public func flush(within limit: Duration = .seconds(2)) -> Bool {
    pipeline.flush(within: limit)
  }

  /// Lines that were dropped as the output was too slow.
  public var droppedCount: UInt64 { pipeline.dropped.value }

  /// Shows the figures of the log itself.
  public func register(in registry: MetricRegistry) {
    let pipeline = pipeline
    registry.counter("log_lines_written", help: "Log lines that were written") { Double(pipeline.written.value) }
    registry.counter("log_lines_dropped", help: "Log lines dropped as their output was too slow") {
      Double(pipeline.dropped.value)
    }
  }
}
