public import JSON

/// An export job as its events made it.
public struct Job: Sendable, Hashable {
  public var tenant: String
  public var id: String
  /// The number of its events.
  public var version: Int
  /// The version at which it was claimed last: who runs it proves with this that nobody else does.
  public var token: Int
  public var state: JobState
  public var specification: JobSpecification
  public var owner: String?
  public var batch: String?
  public var item: Int?
  /// Times are microseconds since 1970 in UTC.
  public var createdAt: Int64
  /// Not before this; 0 where nobody asked for a time, so that a clock which is set back holds nothing up.
  public var runAt: Int64
  public var startedAt: Int64?
  public var finishedAt: Int64?
  public var updatedAt: Int64
  public var expiresAt: Int64?
  public var attempt: Int
  /// How often a process that ran it went away.
  public var rescues: Int
  public var worker: String?
  public var progress: Double
  public var step: String?
  public var stepsDone: Int?
  public var stepsTotal: Int?
  public var warnings: Int
  public var error: JobError?
  public var files: [JobFile]
  public var report: JSONValue
  /// Whether an earlier job had made the same files already.
  public var isCached: Bool

  public var priority: JobPriority { specification.priority }
  public var size: Int { files.reduce(0) { $0 + $1.size } }

  /// A failed job that nothing but a person moves on.
  public var isDeadLetter: Bool { state == .failed }
}
