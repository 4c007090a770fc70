/// The completion script for zsh.
struct ZshCompletion {
  let program: String
  let places: [CompletionPlace]

  private var function: String { "_\(program)" }

  var script: String {
    """
    #compdef \(program)
    # Completion of \(program) for zsh.
    \(places.map(body).joined(separator: "\n"))
    if [ "${funcstack[1]}" = "\(function)" ]; then
      \(function) "$@"
    else
      compdef \(function) \(program)
    fi

    """
  }

  private func name(of path: String) -> String {
    path.isEmpty ? function : "\(function)_\(path.identifier)"
  }

  private func body(_ place: CompletionPlace) -> String {
    var specifications = place.options.flatMap(specification)
    if place.subcommands.isEmpty {
      specifications += place.arguments.map(specification)
      return """
        \(name(of: place.path))() {
          _arguments -s -S \\
        \(specifications.map { "    \($0)" }.joined(separator: " \\\n"))
        }
        """
    }
    let names = place.subcommands.map { "\($0.name):\($0.summary)".replacing(":", with: "\\:", keepingFirst: true) }
    let branches = place.subcommands.map { command in
      let path = place.path.isEmpty ? command.name : "\(place.path) \(command.name)"
      return "      \(command.name)) \(name(of: path)) ;;"
    }
    specifications += ["'1: :->command'", "'*:: :->rest'"]
    return """
      \(name(of: place.path))() {
        local context state state_descr line
        typeset -A opt_args
        _arguments -C -s -S \\
      \(specifications.map { "    \($0)" }.joined(separator: " \\\n"))
        case $state in
        command)
          local -a names=(
      \(names.map { "        \($0.shellQuoted)" }.joined(separator: "\n"))
          )
          _describe -t commands command names ;;
        rest)
          case $words[1] in
      \(branches.joined(separator: "\n"))
          esac ;;
        esac
      }
      """
  }

  private func specification(_ option: OptionDefinition) -> [String] {
    let help = option.help.filter { $0 != "\\" }.map { "[]".contains($0) ? "\\\($0)" : String($0) }.joined()
    return option.spellings.map { spelling in
      let others = option.spellings.joined(separator: " ")
      let exclusive = option.isRepeatable ? "*" : "(\(others))"
      guard let placeholder = option.placeholder else { return "\(exclusive)\(spelling)[\(help)]".shellQuoted }
      let form = spelling.hasPrefix("--") ? "\(spelling)=" : "\(spelling)+"
      return "\(exclusive)\(form)[\(help)]:\(message(placeholder)):\(action(option.completion))".shellQuoted
    }
  }

  private func specification(_ argument: ArgumentDefinition) -> String {
    let place = argument.counts.upperBound > 1 ? "*" : argument.counts.lowerBound == 0 ? ":" : ""
    return "\(place):\(message(argument.name)):\(action(argument.completion))".shellQuoted
  }

  private func message(_ text: String) -> String {
    text.filter { !":\\".contains($0) }
  }

  private func action(_ completion: ValueCompletion) -> String {
    switch completion {
    case .none: " "
    case .files: "_files"
    case .folders: "_files -/"
    case .words(let words): "(\(words.joined(separator: " ")))"
    }
  }
}

extension String {
  fileprivate func replacing(_ separator: Character, with replacement: String, keepingFirst: Bool) -> String {
    let parts = split(separator: separator, maxSplits: .max, omittingEmptySubsequences: false)
    guard let first = parts.first, keepingFirst, parts.count > 1 else { return self }
    return "\(first)\(separator)" + parts.dropFirst().joined(separator: replacement)
  }
}
