/// What is going on: carried by the task, written into every log line and inherited by spans.
public struct TelemetryContext: Sendable {
  public var requestID: String?
  public var tenant: String?
  /// The innermost span, or the caller's where none of ours is open.
  public var trace: TraceContext?

  public init(requestID: String? = nil, tenant: String? = nil, trace: TraceContext? = nil) {
    self.requestID = requestID
    self.tenant = tenant
    self.trace = trace
  }

  /// Of the running task. Bind it with `TelemetryContext.$current.withValue(…)`.
  @TaskLocal public static var current: TelemetryContext?
}
