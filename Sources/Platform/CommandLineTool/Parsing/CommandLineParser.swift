/// Reads a command line against the declared commands.
struct CommandLineParser {
  private let words: [String]
  private var position = 0
  private var command: Command
  private var path: [String]
  private var options: [OptionDefinition]
  private var occurrences: [OptionOccurrence] = []
  private var positionals: [String] = []
  private var request = ParsedCommand.Request.run
  /// What came before a failure, for errors that have to know about --json and --color.
  private(set) var given: [OptionOccurrence] = []

  init(root: Command, standard: [OptionDefinition], words: [String]) {
    self.words = words
    command = root
    path = [root.name]
    options = standard + root.options
  }

  mutating func parse() throws(UsageError) -> ParsedCommand {
    var optionsEnded = false
    while position < words.count {
      let word = words[position]
      position += 1
      if optionsEnded {
        try positional(word)
      } else if word == "--" {
        optionsEnded = true
      } else if word.hasPrefix("--") {
        try longOption(word)
      } else if word.hasPrefix("-"), word != "-", !isNegativeNumber(word) {
        try shortOptions(word)
      } else {
        try positional(word)
      }
    }
    return try finish()
  }

  // MARK: Options

  private mutating func longOption(_ word: String) throws(UsageError) {
    let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let option = options.first(where: { $0.longNames.contains(name) }) else { throw unknown("--\(name)") }
    if parts.count == 2 {
      try record(option, "--\(name)", String(parts[1]))
    } else if option.isFlag {
      try record(option, "--\(name)", "true")
    } else {
      try record(option, "--\(name)", nextValue(option, "--\(name)"))
    }
  }

  private mutating func shortOptions(_ word: String) throws(UsageError) {
    var rest = word.dropFirst()
    while let letter = rest.popFirst() {
      let spelling = "-\(letter)"
      guard let option = options.first(where: { $0.short == letter }) else { throw unknown(spelling) }
      if option.isFlag {
        try record(option, spelling, "true")
      } else {
        if rest.isEmpty {
          try record(option, spelling, nextValue(option, spelling))
        } else {
          try record(option, spelling, String(rest))
        }
        return
      }
    }
  }

  private mutating func nextValue(_ option: OptionDefinition, _ spelling: String) throws(UsageError) -> String {
    guard position < words.count else {
      throw usage(.missingValue, "\(spelling) needs a value: \(spelling) \(option.placeholder ?? "")")
    }
    let word = words[position]
    if word.hasPrefix("-"), word != "-", !isNegativeNumber(word) {
      throw usage(
        .missingValue,
        "\(spelling) needs a value, but '\(visible(word))' looks like an option; write --\(option.name)=\(visible(word)) if it is meant as the value"
      )
    }
    position += 1
    return word
  }

  private mutating func record(_ option: OptionDefinition, _ spelling: String, _ value: String) throws(UsageError) {
    let occurrence = OptionOccurrence(name: option.name, spelling: spelling, value: value)
    if !option.isFlag, !option.isRepeatable, let earlier = occurrences.first(where: { $0.name == option.name }) {
      let same = earlier.spelling == spelling ? "" : " (as \(earlier.spelling) before)"
      throw usage(.repeatedOption, "\(spelling) is given twice\(same)")
    }
    occurrences.append(occurrence)
    given.append(occurrence)
    if option.name == StandardOptions.help.definition.name { request = .help }
    if option.name == StandardOptions.version.definition.name, case .run = request { request = .version }
  }

  private func unknown(_ spelling: String) -> UsageError {
    if let owner = Self.owner(of: spelling, below: command) {
      return usage(
        .unknownOption,
        "\(spelling) belongs to '\(owner)': write it after the command, \((path + [owner, spelling]).joined(separator: " "))"
      )
    }
    let known = options.filter { !$0.isHidden }.flatMap(\.spellings)
    // One letter is near to every other.
    let nearest = spelling.hasPrefix("--") ? NearestName.of(spelling, among: known.filter { $0.hasPrefix("--") }) : nil
    let hint = nearest.map { "; did you mean \($0)?" } ?? ""
    return usage(.unknownOption, "unknown option \(visible(spelling))\(hint)")
  }

  /// The subcommand that knows an option which the group itself does not.
  private static func owner(of spelling: String, below command: Command) -> String? {
    command.visibleSubcommands.first { $0.options.contains { $0.spellings.contains(spelling) } }?.name
  }

  private func isNegativeNumber(_ word: String) -> Bool {
    word.utf8.first == UInt8(ascii: "-") && Double(word) != nil && !options.contains { $0.short?.isNumber ?? false }
  }

  // MARK: Commands and arguments

  private mutating func positional(_ word: String) throws(UsageError) {
    guard !command.subcommands.isEmpty else { return positionals.append(word) }
    if let next = command.subcommands.first(where: { $0.name == word }) {
      command = next
      path.append(next.name)
      options += next.options
      return
    }
    if word == "help", request == .run {
      request = .help
      return
    }
    let nearest = NearestName.of(word, among: command.visibleSubcommands.map(\.name))
    let hint = nearest.map { "; did you mean '\($0)'?" } ?? ""
    throw usage(.unknownCommand, "unknown command '\(visible(word))'\(hint)")
  }

  private func finish() throws(UsageError) -> ParsedCommand {
    var values: [String: any Sendable] = [:]
    var arguments: [String: any Sendable] = [:]
    if request == .run {
      guard command.body != nil else {
        let names = command.visibleSubcommands.map(\.name)
        throw usage(.missingCommand, "a command is missing: \(alternatives(names))")
      }
      values = try decodedOptions()
      arguments = try decodedArguments()
    } else if let color = options.first(where: { $0.name == StandardOptions.color.definition.name }) {
      values[color.name] = try decoded(color)
    }
    return ParsedCommand(
      request: request, command: command, path: path, options: options, occurrences: occurrences, values: values,
      arguments: arguments)
  }

  private func decodedOptions() throws(UsageError) -> [String: any Sendable] {
    var values: [String: any Sendable] = [:]
    for option in options {
      if option.isRequired, !occurrences.contains(where: { $0.name == option.name }) {
        throw usage(.missingOption, "--\(option.name) \(option.placeholder ?? "") is missing")
      }
      values[option.name] = try decoded(option)
    }
    return values
  }

  private func decoded(_ option: OptionDefinition) throws(UsageError) -> any Sendable {
    let own = occurrences.filter { $0.name == option.name }
    do {
      return try option.decode(own.map(\.value))
    } catch {
      let spelling = own.first { $0.value == error.text }?.spelling ?? "--\(option.name)"
      throw usage(.wrongValue, "\(spelling): '\(visible(error.text))' is not \(error.expectation)")
    }
  }

  private func decodedArguments() throws(UsageError) -> [String: any Sendable] {
    var values: [String: any Sendable] = [:]
    var rest = positionals[...]
    for (place, argument) in command.arguments.enumerated() {
      let later = command.arguments[(place + 1)...].reduce(0) { $0 + $1.counts.lowerBound }
      let count = min(argument.counts.upperBound, max(rest.count - later, 0))
      guard count >= argument.counts.lowerBound else {
        throw usage(.missingArgument, "\(argument.name) is missing: \(argument.help)")
      }
      let texts = Array(rest.prefix(count))
      rest = rest.dropFirst(count)
      do {
        values[argument.name] = try argument.decode(texts)
      } catch {
        throw usage(.wrongValue, "\(argument.name): '\(visible(error.text))' is not \(error.expectation)")
      }
    }
    if let extra = rest.first {
      throw usage(.unexpectedArgument, "unexpected argument '\(visible(extra))'")
    }
    return values
  }

  private func usage(_ code: UsageError.Code, _ message: String) -> UsageError {
    UsageError(code, message, path: path)
  }
}
