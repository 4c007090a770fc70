/// Everything that is wrong with the configuration, so that it can be mended in one go.
public struct ConfigurationError: Error, Sendable, CustomStringConvertible {
  public let problems: [ConfigurationProblem]

  public var description: String {
    if problems.count == 1, let only = problems.first { return "the configuration is wrong: \(only)" }
    return "the configuration is wrong in \(problems.count) places:\n"
      + problems.map { "  \($0)" }.joined(separator: "\n")
  }
}
