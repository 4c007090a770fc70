/// What the program says to its caller when it ends.
public enum ExitCode: Int32, Sendable {
  case success = 0
  case failure = 1
  case usage = 2
}
