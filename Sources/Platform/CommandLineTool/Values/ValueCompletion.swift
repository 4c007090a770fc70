/// What a shell offers where a value is expected.
public enum ValueCompletion: Sendable, Hashable {
  case none
  case files
  case folders
  case words([String])
}
