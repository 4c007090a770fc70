/// One thing that is wrong with the configuration.
public struct ConfigurationProblem: Sendable, Hashable, CustomStringConvertible {
  public enum Code: String, Sendable {
    case wrongValue = "wrong-value"
    case unknownKey = "unknown-key"
    case malformedFile = "malformed-file"
    case unreadableFile = "unreadable-file"
    case conflict = "conflict"
  }

  public let code: Code
  public let key: String?
  public let source: ConfigurationSource
  /// Without key and source; secrets are hidden.
  public let message: String

  public var description: String { "\(source): \(message)" }
}
