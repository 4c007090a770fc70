/// Why a render was told to stop; engines let it pass.
public enum RenderStopped: Error, Sendable, Hashable {
  case cancelled
  case timedOut
  /// Somebody else runs the job now.
  case leaseLost
  /// The program ends; the job is run again at its next start.
  case stopping
}
