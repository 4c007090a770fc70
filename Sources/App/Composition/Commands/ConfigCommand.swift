internal import CommandLineTool
internal import Configuration

/// `export-ia config`: the values in force and where each came from.
enum ConfigCommand {
  private static let showsKeys = Option<Bool>(flag: "keys", "Print every key that there is, as a table in Markdown")
  private static let onlyChecks = Option<Bool>(flag: "check", "Print nothing when everything is right")

  static func command() -> Command {
    Command(
      "config", "Show the configuration in force and where each value came from",
      discussion: "Flags win over variables (EXPORT_IA_…), these over the file, and that over the defaults.",
      options: [StandardOptions.json, showsKeys, onlyChecks] + Settings.options,
      examples: [
        .init("export-ia config", "Every key with its value and source"),
        .init("EXPORT_IA_HTTP_PORT=9000 export-ia config", "See what a variable changes"),
        .init("export-ia config --config /etc/export-ia/export-ia.toml", "Check a file before it is used"),
      ]
    ) { context in
      if context[showsKeys] {
        context.terminal.output.write(Keys.schema.markdownTable)
        return .success
      }
      let configuration = try Settings.load(context).configuration
      if context[onlyChecks] { return .success }
      if context.isJSON {
        context.printJSON(configuration.json)
      } else {
        for line in configuration.lines { context.print(line) }
      }
      return .success
    }
  }
}
