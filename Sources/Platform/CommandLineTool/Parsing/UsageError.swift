/// A command line that does not fit its declaration. Exit code 2.
public struct UsageError: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Code: String, Sendable {
    case unknownOption = "unknown-option"
    case unknownCommand = "unknown-command"
    case missingCommand = "missing-command"
    case missingValue = "missing-value"
    case wrongValue = "wrong-value"
    case repeatedOption = "repeated-option"
    case missingOption = "missing-option"
    case missingArgument = "missing-argument"
    case unexpectedArgument = "unexpected-argument"
  }

  public let code: Code
  public let message: String
  /// The command it was about, from the program's name on.
  public let path: [String]

  public init(_ code: Code, _ message: String, path: [String]) {
    self.code = code
    self.message = message
    self.path = path
  }

  public var description: String { message }
}
