/// What a person asks of a job.
public enum JobCommand: String, Sendable, Hashable, CaseIterable {
  case cancel
  case pause
  case resume
  case retry
  /// Gives the files up.
  case remove
}

/// A command that the job's state does not allow.
public struct CommandRefused: Error, Sendable, Hashable, CustomStringConvertible {
  public let command: JobCommand
  public let state: JobState

  public var description: String {
    let remedy =
      switch command {
      case .cancel: "Only queued, running and paused jobs can be cancelled."
      case .pause: "Only queued and running jobs can be paused."
      case .resume: "Only paused jobs can be resumed."
      case .retry: "Only failed, cancelled and expired jobs can be tried again."
      case .remove: "Cancel the job first."
      }
    return "The job is \(state.rawValue), so it cannot be asked to \(command.rawValue). \(remedy)"
  }
}
