/// What can be typed at one command: a node of the command tree, laid flat for the scripts.
struct CompletionPlace {
  /// The words after the program's name, "" for the root, "config check" for a command in a group.
  let path: String
  let options: [OptionDefinition]
  let subcommands: [Command]
  let arguments: [ArgumentDefinition]

  /// All visible places of the tree, the root first.
  static func all(in root: Command) -> [CompletionPlace] {
    var places: [CompletionPlace] = []
    collect(root, [], Tool.standard, into: &places)
    return places
  }

  private static func collect(
    _ command: Command, _ path: [String], _ inherited: [OptionDefinition], into places: inout [CompletionPlace]
  ) {
    let options = inherited + command.options
    places.append(
      CompletionPlace(
        path: path.joined(separator: " "), options: options.filter { !$0.isHidden },
        subcommands: command.visibleSubcommands, arguments: command.arguments))
    for next in command.visibleSubcommands { collect(next, path + [next.name], options, into: &places) }
  }

  /// Options whose value is the next word.
  var valueSpellings: [String] { options.filter { !$0.isFlag }.flatMap(\.spellings) }
  var spellings: [String] { options.flatMap(\.spellings) }

  /// What the positional arguments may be, the first that says something.
  var argumentCompletion: ValueCompletion {
    arguments.map(\.completion).first { $0 != .none } ?? .none
  }
}
