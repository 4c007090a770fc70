public import CommandLineTool

/// All keys of a program.
public struct ConfigurationSchema: Sendable {
  /// The program's name: `export-ia` reads `export-ia.toml` and variables that begin with `EXPORT_IA_`.
  public let program: String
  public let keys: [KeyDefinition]
  /// What variables begin with, without the last underscore.
  public let variablePrefix: String
  /// Beginnings of variables that are not for the configuration: `EXPORT_IA_TEST_`.
  public let ignoredVariables: [String]
  /// Names the configuration file.
  public static let fileOption = Option<String?>(
    "config", .file, "The configuration file; without it, the first of the usual places"
  ).grouped("Configuration")

  /// Two keys that share a name, a variable or a flag stop the program: that is a mistake in its code.
  public init(program: String, ignoredVariables: [String] = [], keys: [any ConfigurationKey]) {
    self.program = program
    self.keys = keys.map(\.definition)
    self.ignoredVariables = ignoredVariables
    variablePrefix = program.uppercased().map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
    var taken: Set<String> = ["--config", "\(variablePrefix)_CONFIG"]
    for key in self.keys {
      let variable = key.variable(prefix: variablePrefix)
      let flags = key.option.aliases + [key.option.name]
      let names = [key.name, variable] + (key.secrecy == .open ? [] : [variable + "_FILE"]) + flags.map { "--\($0)" }
      for name in Set(names) {
        precondition(taken.insert(name).inserted, "the configuration uses '\(name)' twice")
      }
    }
  }

  /// The file and every key as options of a command.
  public var options: [any CommandOption] {
    [Self.fileOption] + keys.map(\.option)
  }

  /// The keys as a table for the documentation, in Markdown.
  public var markdownTable: String {
    var text = "| key | default | allowed | flag | variable | meaning |\n|---|---|---|---|---|---|\n"
    for key in keys {
      let flags =
        ([key.flag] + (key.alias.map { [$0] } ?? [])).map { "`--\($0)`" } + (key.short.map { ["`-\($0)`"] } ?? [])
      let cells = [
        "`\(key.name)`", key.shownFallback.isEmpty ? "" : "`\(key.shownFallback)`", key.expectation,
        flags.joined(separator: " "), "`\(key.variable(prefix: variablePrefix))`", key.documentation,
      ]
      text +=
        "| "
        + cells.map { $0.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") }
        .joined(separator: " | ") + " |\n"
    }
    return text
  }
}
