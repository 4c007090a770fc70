/// What a command line asks for.
struct ParsedCommand: Sendable {
  enum Request: Sendable {
    case run
    case help
    case version
  }

  let request: Request
  let command: Command
  /// From the program's name on.
  let path: [String]
  /// Options in force, those of the groups above included.
  let options: [OptionDefinition]
  let occurrences: [OptionOccurrence]
  let values: [String: any Sendable]
  let arguments: [String: any Sendable]

  func value<Value: Sendable>(of option: Option<Value>) -> Value? {
    values[option.definition.name] as? Value ?? option.absent
  }
}
