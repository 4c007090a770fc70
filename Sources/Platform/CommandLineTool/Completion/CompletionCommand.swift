/// The command `completion`, which prints the script for a shell.
enum CompletionCommand {
  private static let shell = Argument<Shell>("SHELL", .choice, "The shell: bash, zsh or fish")

  static func command(for root: Command) -> Command {
    let program = root.name
    return Command(
      "completion", "Print a script that completes commands and options in a shell",
      arguments: [shell],
      examples: [
        .init("source <(\(program) completion bash)", "For this bash; put the line into ~/.bashrc to keep it."),
        .init("\(program) completion zsh > \"${fpath[1]}/_\(program)\"", "For zsh, from its next start on."),
        .init(
          "\(program) completion fish > ~/.config/fish/completions/\(program).fish", "For fish, from its next start on."
        ),
      ]
    ) { context in
      // The command itself is part of what is completed.
      var whole = root
      whole.subcommands.append(command(for: root))
      context.terminal.output.write(script(for: context[shell], root: whole))
      return .success
    }
  }

  static func script(for shell: Shell, root: Command) -> String {
    let places = CompletionPlace.all(in: root)
    return switch shell {
    case .bash: BashCompletion(program: root.name, places: places).script
    case .zsh: ZshCompletion(program: root.name, places: places).script
    case .fish: FishCompletion(program: root.name, places: places).script
    }
  }
}

extension String {
  /// In single quotes, for bash and zsh.
  var shellQuoted: String {
    "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }

  /// Letters and digits only, for names of functions.
  var identifier: String {
    String(map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
  }
}
