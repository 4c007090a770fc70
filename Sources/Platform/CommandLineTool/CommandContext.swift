public import JSON

/// What a running command gets: its options and arguments, and where to write.
public struct CommandContext: Sendable {
  /// The environment of the process.
  public let environment: [String: String]
  public let terminal: Terminal
  let parsed: ParsedCommand

  /// The command's words, from the program's name on.
  public var path: [String] { parsed.path }

  /// The option's value, its default where it was not given.
  public subscript<Value: Sendable>(_ option: Option<Value>) -> Value {
    guard let value = parsed.value(of: option) else {
      preconditionFailure("'\(path.joined(separator: " "))' does not declare --\(option.definition.name)")
    }
    return value
  }

  public subscript<Value: Sendable>(_ argument: Argument<Value>) -> Value {
    guard let value = parsed.arguments[argument.definition.name] as? Value ?? argument.absent else {
      preconditionFailure("'\(path.joined(separator: " "))' does not declare \(argument.definition.name)")
    }
    return value
  }

  /// The options as they were typed, in order; for declarations made at run time.
  public var occurrences: [OptionOccurrence] { parsed.occurrences }

  /// `--json` was given: the result is one JSON document on standard output, and nothing else goes there.
  public var isJSON: Bool { parsed.value(of: StandardOptions.json) ?? false }

  /// Writes a line of the result to standard output.
  public func print(_ text: String) { terminal.output.line(text) }

  /// Writes a remark to standard error.
  public func remark(_ text: String) { terminal.errors.line(text) }

  /// Writes the result as JSON: indented for people, in one line for programs.
  public func printJSON(_ value: JSONValue) {
    let format: JSONFormat = terminal.output.isTerminal ? .pretty : .compact
    terminal.output.line(String(decoding: value.bytes(format), as: UTF8.self))
  }

  /// Shows how far long work has come, on standard error. Counts bytes where `unit` is `.bytes`.
  public func progress(_ title: String, total: Int?, unit: ProgressBar.Unit = .items) -> ProgressBar {
    ProgressBar(title, total: total, unit: unit, output: terminal.errors)
  }
}
