/// How a run of the command line ended.
public enum Outcome: Sendable, Equatable {
  case ended(ExitCode)
  /// By an interrupt (Ctrl-C): the process should end the way the signal would have ended it.
  case interrupted
}
