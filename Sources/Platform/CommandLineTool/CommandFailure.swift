/// Why a command could not do its work: what is wrong and what to do about it. Exit code 1.
public struct CommandFailure: Error, Sendable, CustomStringConvertible {
  /// Stable, for programs: "database-unreachable".
  public let code: String
  public let message: String
  /// What the person can do.
  public let hint: String?

  public init(code: String, _ message: String, hint: String? = nil) {
    self.code = code
    self.message = message
    self.hint = hint
  }

  public var description: String { message }
}
