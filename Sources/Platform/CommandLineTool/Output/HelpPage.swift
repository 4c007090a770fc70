/// The help of one command.
struct HelpPage {
  let command: Command
  let path: [String]
  /// Options in force, those of the groups above included.
  let options: [OptionDefinition]
  let output: TextOutput

  /// Where the explanations start, unless the names are all shorter.
  private static let widestNames = 30
  /// Columns that explanations need beside the names.
  private static let narrowestText = 24

  var text: String {
    var page = "\(command.summary).\n"
    if !command.discussion.isEmpty {
      page +=
        "\n"
        + command.discussion.split(separator: "\n", omittingEmptySubsequences: false)
        .flatMap { TextLayout.wrapped(String($0), width: output.width) }.joined(separator: "\n") + "\n"
    }
    page += heading("USAGE") + "  \(usage)\n"
    page += table("COMMANDS", command.visibleSubcommands.map { ($0.name, $0.summary) })
    page += table("ARGUMENTS", command.arguments.map { ($0.name, $0.help) })
    for group in groups {
      let members = options.filter { !$0.isHidden && $0.group == group }
      page += table(group?.uppercased() ?? "OPTIONS", members.map { (label(of: $0), explanation(of: $0)) })
    }
    if !command.examples.isEmpty {
      page += heading("EXAMPLES")
      for example in command.examples {
        page += "  \(example.line)\n"
        for line in TextLayout.wrapped(example.meaning, width: output.width - 6) { page += "      \(line)\n" }
      }
    }
    if !command.visibleSubcommands.isEmpty {
      page += "\n'\(path.joined(separator: " ")) COMMAND --help' tells more about a command.\n"
    }
    return page
  }

  private var usage: String {
    var words = path
    if !command.visibleSubcommands.isEmpty { words.append("COMMAND") }
    words.append("[options]")
    words += command.options.filter { $0.isRequired && !$0.isHidden }.map { "--\($0.name) \($0.placeholder ?? "")" }
    words += command.arguments.map(\.usage)
    return words.joined(separator: " ")
  }

  /// Headings in the order of their first option; those without one come first.
  private var groups: [String?] {
    var groups: [String?] = [nil]
    for option in options where !option.isHidden && !groups.contains(option.group) { groups.append(option.group) }
    return groups
  }

  private func heading(_ text: String) -> String { "\n\(output.styled(text, .bold))\n" }

  private func label(of option: OptionDefinition) -> String {
    let short = option.short.map { "-\($0), " } ?? "    "
    let value = option.placeholder.map { " \($0)" } ?? ""
    return short + option.longNames.map { "--\($0)" }.joined(separator: ", ") + value
  }

  private func explanation(of option: OptionDefinition) -> String {
    var text = option.help
    if option.isRepeatable { text += "; may be repeated" }
    if let fallback = option.fallback, !fallback.isEmpty { text += " (default: \(fallback))" }
    return text
  }

  private func table(_ title: String, _ rows: [(name: String, text: String)]) -> String {
    guard !rows.isEmpty else { return "" }
    let names = rows.map { TextLayout.columns($0.name) }.filter { $0 <= Self.widestNames }.max() ?? Self.widestNames
    // On a narrow terminal the explanations stand below the names.
    let isNarrow = output.width - names - 4 < Self.narrowestText
    let indent = isNarrow ? 8 : names + 4
    var block = heading(title)
    for row in rows {
      let width = TextLayout.columns(row.name)
      block += "  " + output.styled(row.name, .cyan)
      let isBelow = isNarrow || width > names
      for (place, line) in TextLayout.wrapped(row.text, width: output.width - indent).enumerated() {
        if place == 0, !isBelow {
          block += String(repeating: " ", count: names - width + 2)
        } else {
          block += "\n" + String(repeating: " ", count: indent)
        }
        block += line
      }
      block += "\n"
    }
    return block
  }
}
