internal import Glibc

/// One log line before it is written.
struct LogRecord: Sendable {
  let seconds: Int
  let nanoseconds: Int
  let level: LogLevel
  let subsystem: String
  let message: String
  let fields: LogFields
  let context: TelemetryContext?

  init(
    _ level: LogLevel, _ subsystem: String, _ message: String, _ fields: LogFields, context: TelemetryContext?
  ) {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    self.init(
      level, subsystem, message, fields, context: context, seconds: now.tv_sec, nanoseconds: now.tv_nsec)
  }

  init(
    _ level: LogLevel, _ subsystem: String, _ message: String, _ fields: LogFields, context: TelemetryContext?,
    seconds: Int, nanoseconds: Int
  ) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
    self.level = level
    self.subsystem = subsystem
    self.message = message
    self.fields = fields
    self.context = context
  }
}
