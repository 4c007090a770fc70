/// Where an export is in its life; `docs/exports.md` draws the ways between the states.
public enum JobState: String, Sendable, Hashable, CaseIterable {
  case queued
  case running
  case paused
  case completed
  case failed
  case cancelled
  /// Its files were removed by policy or by its owner.
  case expired

  /// Nothing happens by itself any more.
  public var isTerminal: Bool {
    switch self {
    case .completed, .failed, .cancelled, .expired: true
    case .queued, .running, .paused: false
    }
  }
}
