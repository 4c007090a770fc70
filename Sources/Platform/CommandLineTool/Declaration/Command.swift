/// A command as a value: its name, what it takes, and what it does. With subcommands it is a group.
public struct Command: Sendable {
  public typealias Body = @Sendable (CommandContext) async throws -> ExitCode

  /// What an interrupt (Ctrl-C) does while the command runs.
  public enum Interruption: Sendable {
    /// Cancels the command's task; a second one ends the program at once.
    case cancels
    /// Nothing: the command watches the signals itself.
    case leftToCommand
  }

  public struct Example: Sendable {
    public let line: String
    public let meaning: String

    public init(_ line: String, _ meaning: String) {
      self.line = line
      self.meaning = meaning
    }
  }

  public let name: String
  /// One line, without a full stop.
  public let summary: String
  public let discussion: String
  public let options: [OptionDefinition]
  public let arguments: [ArgumentDefinition]
  public let examples: [Example]
  public let isHidden: Bool
  public let interruption: Interruption
  public var subcommands: [Command]
  let body: Body?

  /// A command that does something.
  public init(
    _ name: String, _ summary: String, discussion: String = "", options: [any CommandOption] = [],
    arguments: [any CommandArgument] = [], examples: [Example] = [], isHidden: Bool = false,
    interruption: Interruption = .cancels, run body: @escaping Body
  ) {
    self.name = name
    self.summary = summary
    self.discussion = discussion
    self.options = options.map(\.definition)
    self.arguments = arguments.map(\.definition)
    self.examples = examples
    self.isHidden = isHidden
    self.interruption = interruption
    subcommands = []
    self.body = body
  }

  /// A group of commands; its options hold for all of them.
  public init(
    _ name: String, _ summary: String, discussion: String = "", options: [any CommandOption] = [],
    examples: [Example] = [], isHidden: Bool = false, subcommands: [Command]
  ) {
    self.name = name
    self.summary = summary
    self.discussion = discussion
    self.options = options.map(\.definition)
    arguments = []
    self.examples = examples
    self.isHidden = isHidden
    interruption = .cancels
    self.subcommands = subcommands
    body = nil
  }

  var visibleSubcommands: [Command] { subcommands.filter { !$0.isHidden } }
}
