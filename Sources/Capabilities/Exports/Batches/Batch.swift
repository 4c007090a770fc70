/// Jobs that were handed in together.
public struct Batch: Sendable, Hashable {
  public var tenant: String
  public var id: String
  public var name: String?
  public var owner: String?
  public var count: Int
  /// Microseconds since 1970 in UTC.
  public var createdAt: Int64
  /// How many of its jobs are in each state.
  public var states: [JobState: Int]

  /// The share of jobs that came to an end.
  public var progress: Double {
    count == 0 ? 1 : Double(states.filter { $0.key.isTerminal }.values.reduce(0, +)) / Double(count)
  }

  public var state: BatchState {
    let open = states.filter { !$0.key.isTerminal }
    if open.values.reduce(0, +) > 0 {
      if open[.running] != nil { return .running }
      return open[.queued] != nil ? .queued : .paused
    }
    let done = (states[.completed] ?? 0) + (states[.expired] ?? 0)
    if done == count { return .completed }
    if done > 0 { return .partial }
    return states[.failed] != nil ? .failed : .cancelled
  }
}

/// How far a batch is, taken together.
public enum BatchState: String, Sendable, Hashable, CaseIterable {
  case queued
  case running
  case paused
  case completed
  /// Some of its jobs have files, others not.
  case partial
  case failed
  case cancelled
}

/// There is no such batch, or it belongs to somebody else.
public struct NoSuchBatch: Error, Sendable, Hashable, CustomStringConvertible {
  public let id: String

  public init(id: String) {
    self.id = id
  }

  public var description: String { "There is no batch '\(id)'. It may have another owner." }
}
