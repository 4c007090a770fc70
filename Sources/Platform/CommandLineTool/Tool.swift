internal import Glibc
internal import JSON

/// The program's command line: the root command with all others below it.
///
/// Adds `--help`, `--color` and `--version` everywhere, the command `completion`, and turns what commands throw into
/// messages and exit codes.
public struct Tool: Sendable {
  public let root: Command
  public let version: String

  public init(_ root: Command, version: String) {
    var root = root
    if !root.subcommands.isEmpty {
      let bare = root
      root.subcommands.append(CompletionCommand.command(for: bare))
    }
    self.root = root
    self.version = version
  }

  static let standard: [OptionDefinition] = [
    StandardOptions.help.definition, StandardOptions.version.definition, StandardOptions.color.definition,
  ]

  /// Runs what the process was asked for and ends the process.
  public func main() async -> Never {
    let outcome = await run(
      Array(CommandLine.arguments.dropFirst()), environment: ProcessEnvironment.all, watchingInterrupts: true)
    switch outcome {
    case .ended(let code): exit(code.rawValue)
    case .interrupted: InterruptSignal.endProcess()
    }
  }

  /// Runs what `words` ask for; `words` does not begin with the program's name.
  ///
  /// - Parameters:
  ///   - terminal: where to write; by default the standard outputs of this process.
  ///   - watchingInterrupts: whether SIGINT cancels the command; for one run at a time, as signals belong to the process.
  public func run(
    _ words: [String], environment: [String: String] = [:], terminal: (@Sendable (ColorChoice) -> Terminal)? = nil,
    watchingInterrupts: Bool = false
  ) async -> Outcome {
    let makeTerminal = terminal ?? { Terminal.standard(color: $0, environment: environment) }
    var parser = CommandLineParser(root: root, standard: Self.standard, words: words)
    do {
      let parsed = try parser.parse()
      let terminal = makeTerminal(parsed.value(of: StandardOptions.color) ?? .auto)
      switch parsed.request {
      case .help:
        terminal.output.write(
          HelpPage(command: parsed.command, path: parsed.path, options: parsed.options, output: terminal.output).text)
        return .ended(.success)
      case .version:
        terminal.output.line("\(root.name) \(version)")
        return .ended(.success)
      case .run:
        return await run(
          CommandContext(environment: environment, terminal: terminal, parsed: parsed), watchingInterrupts)
      }
    } catch {
      return .ended(report(error, given: parser.given, makeTerminal))
    }
  }

  private func run(_ context: CommandContext, _ watchingInterrupts: Bool) async -> Outcome {
    guard let body = context.parsed.command.body else { return .ended(.usage) }
    // The command begins once interrupts are watched: before that one would end the program without a word.
    let (watched, begin) = AsyncStream.makeStream(of: Void.self)
    let work = Task {
      for await _ in watched {}
      return try await body(context)
    }
    let watches = watchingInterrupts && context.parsed.command.interruption == .cancels
    let interrupt = watches ? InterruptSignal { work.cancel() } : nil
    begin.finish()
    let result = await withTaskCancellationHandler {
      await work.result
    } onCancel: {
      work.cancel()
    }
    let wasInterrupted = interrupt?.stop() ?? false
    switch result {
    case .success(let code): return .ended(code)
    case .failure(let error):
      if wasInterrupted, error is CancellationError {
        context.remark("interrupted")
        return .interrupted
      }
      return .ended(report(error, context))
    }
  }

  private func report(
    _ error: UsageError, given: [OptionOccurrence], _ makeTerminal: (ColorChoice) -> Terminal
  ) -> ExitCode {
    let color = given.last { $0.name == StandardOptions.color.definition.name }.flatMap {
      ColorChoice(rawValue: $0.value)
    }
    let errors = makeTerminal(color ?? .auto).errors
    let advice = "Try '\(error.path.joined(separator: " ")) --help'."
    if given.contains(where: { $0.name == StandardOptions.json.definition.name }) {
      errors.line(Self.json(code: error.code.rawValue, message: error.message, hint: advice))
    } else {
      errors.line("\(errors.styled("\(root.name):", .red)) \(error.message)")
      errors.line(advice)
    }
    return .usage
  }

  private func report(_ error: any Error, _ context: CommandContext) -> ExitCode {
    let errors = context.terminal.errors
    let failure =
      switch error {
      case let failure as CommandFailure: failure
      case let usage as UsageError: CommandFailure(code: usage.code.rawValue, usage.message)
      case is CancellationError: CommandFailure(code: "cancelled", "the command was cancelled")
      default: CommandFailure(code: "failure", String(describing: error))
      }
    if context.isJSON {
      errors.line(Self.json(code: failure.code, message: failure.message, hint: failure.hint))
    } else {
      errors.line("\(errors.styled("\(root.name):", .red)) \(failure.message)")
      if let hint = failure.hint { errors.line(hint) }
    }
    return error is UsageError ? .usage : .failure
  }

  private static func json(code: String, message: String, hint: String?) -> String {
    var members: [JSONValue.Member] = [.init("code", .string(code)), .init("message", .string(message))]
    if let hint { members.append(.init("hint", .string(hint))) }
    return JSONValue.object([.init("error", .object(members))]).description
  }
}
