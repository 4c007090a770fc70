/// Logs for one subsystem. Costs one atomic load where the level is off; the message is not even built then.
public struct Logger: Sendable {
  private let channel: LogChannel
  private let pipeline: LogPipeline?

  init(_ channel: LogChannel, _ pipeline: LogPipeline?) {
    self.channel = channel
    self.pipeline = pipeline
  }

  /// Logs nothing.
  public static let silent = Logger(LogChannel("", threshold: .error), nil)

  public func isEnabled(_ level: LogLevel) -> Bool {
    pipeline != nil && channel.isEnabled(level)
  }

  /// - Parameter message: the same for every such event; what differs belongs into `fields`.
  public func log(
    _ level: LogLevel, _ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]
  ) {
    guard let pipeline, channel.isEnabled(level) else { return }
    pipeline.enqueue(
      LogRecord(level, channel.name, message(), fields(), context: TelemetryContext.current))
  }

  /// For code that runs outside of the task that it speaks of.
  public func log(
    _ level: LogLevel, _ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:],
    context: TelemetryContext?
  ) {
    guard let pipeline, channel.isEnabled(level) else { return }
    pipeline.enqueue(LogRecord(level, channel.name, message(), fields(), context: context))
  }

  public func trace(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
    log(.trace, message(), fields())
  }

  public func debug(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
    log(.debug, message(), fields())
  }

  public func info(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
    log(.info, message(), fields())
  }

  public func warning(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
    log(.warning, message(), fields())
  }

  public func error(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
    log(.error, message(), fields())
  }
}
