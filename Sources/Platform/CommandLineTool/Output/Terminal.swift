/// Both outputs of the program.
public struct Terminal: Sendable {
  /// Results.
  public let output: TextOutput
  /// Everything else: errors, progress, remarks.
  public let errors: TextOutput

  public init(output: TextOutput, errors: TextOutput) {
    self.output = output
    self.errors = errors
  }

  /// Standard output and standard error of this process.
  public static func standard(color: ColorChoice, environment: [String: String]) -> Terminal {
    Terminal(
      output: TextOutput(descriptor: 1, color: color, environment: environment),
      errors: TextOutput(descriptor: 2, color: color, environment: environment))
  }
}
