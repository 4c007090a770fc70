/// How a process runs jobs.
public struct DispatchOptions: Sendable {
  /// Renders that run at the same time.
  public var slots: Int
  /// The most jobs of one tenant that run at the same time, over all processes.
  public var tenantLimit: Int
  /// The same by format; those not named have no limit of their own.
  public var formatLimits: [String: Int]
  public var retry: RetryPolicy
  /// Names this process; unlike that of any other and of any earlier start.
  public var worker: String
  /// How long a process that shares its database may be silent before its jobs go to others.
  public var lease: Duration
  /// How long a render may go on after it was told to stop, before its thread is given up.
  public var patience: Duration
  /// Between two looks for expired files and forgotten jobs.
  public var sweep: Duration
  /// How long a job is remembered after it ended; nil for ever.
  public var history: Duration?

  public init(
    slots: Int, worker: String, tenantLimit: Int = .max, formatLimits: [String: Int] = [:],
    retry: RetryPolicy = RetryPolicy(), lease: Duration = .seconds(30), patience: Duration = .seconds(30),
    sweep: Duration = .seconds(15), history: Duration? = nil
  ) {
    self.slots = slots
    self.worker = worker
    self.tenantLimit = tenantLimit
    self.formatLimits = formatLimits
    self.retry = retry
    self.lease = lease
    self.patience = patience
    self.sweep = sweep
    self.history = history
  }
}
