/// The completion script for bash 4 and later.
struct BashCompletion {
  let program: String
  let places: [CompletionPlace]

  var script: String {
    let function = "_\(program.identifier)"
    return """
      # Completion of \(program) for bash.
      \(function)() {
        local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
        local path='' word index
        # bash splits words at '=': --name=value comes as three.
        if [[ $current == '=' ]]; then current=''
        elif [[ $previous == '=' && COMP_CWORD -ge 2 ]]; then previous=${COMP_WORDS[COMP_CWORD-2]}; fi
        for ((index = 1; index < COMP_CWORD; index++)); do
          word=${COMP_WORDS[index]}
          case "$path $word" in
      \(skips)
            ' -'* | *' -'*) ;;
      \(descents)
          esac
        done
        case "$path $previous" in
      \(values)
        esac
        case "$path" in
      \(words)
        esac
      }
      complete -F \(function) \(program)

      """
  }

  /// Options that take the next word: that word is no command.
  private var skips: String {
    places.filter { !$0.valueSpellings.isEmpty }.map { place in
      let patterns = place.valueSpellings.map { "\(place.path) \($0)".shellQuoted }.joined(separator: " | ")
      return "      \(patterns)) ((index++)); [[ ${COMP_WORDS[index]} == '=' ]] && ((index++)) ;;"
    }.joined(separator: "\n")
  }

  private var descents: String {
    places.filter { !$0.path.isEmpty }.map { place in
      let words = place.path.split(separator: " ")
      let parent = words.dropLast().joined(separator: " ")
      return "      \("\(parent) \(words.last ?? "")".shellQuoted)) path=\(place.path.shellQuoted) ;;"
    }.joined(separator: "\n")
  }

  private var values: String {
    places.flatMap { place in
      place.options.filter { !$0.isFlag }.map { option in
        let patterns = option.spellings.map { "\(place.path) \($0)".shellQuoted }.joined(separator: " | ")
        return "    \(patterns)) \(reply(option.completion)); return ;;"
      }
    }.joined(separator: "\n")
  }

  private var words: String {
    places.map { place in
      let names = place.subcommands.map(\.name)
      let options = place.spellings.filter { $0.hasPrefix("--") }.joined(separator: " ")
      let plain =
        names.isEmpty
        ? reply(place.argumentCompletion)
        : "COMPREPLY=($(compgen -W \(names.joined(separator: " ").shellQuoted) -- \"$current\"))"
      return """
            \(place.path.shellQuoted))
              if [[ $current == -* ]]; then COMPREPLY=($(compgen -W \(options.shellQuoted) -- "$current"))
              else \(plain); fi ;;
        """
    }.joined(separator: "\n")
  }

  private func reply(_ completion: ValueCompletion) -> String {
    switch completion {
    case .none: "COMPREPLY=()"
    case .files: "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$current\")"
    case .folders: "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$current\")"
    case .words(let words): "COMPREPLY=($(compgen -W \(words.joined(separator: " ").shellQuoted) -- \"$current\"))"
    }
  }
}
