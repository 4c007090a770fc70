/// An option as it was given on the command line.
public struct OptionOccurrence: Sendable, Equatable {
  /// The declared name, whatever alias was typed.
  public let name: String
  /// As typed: `--port`, `-p`.
  public let spelling: String
  /// What was typed as value; "true" for a flag without one.
  public let value: String
}
