/// The completion script for fish.
struct FishCompletion {
  let program: String
  let places: [CompletionPlace]

  private var function: String { "__\(program.identifier)_at" }

  var script: String {
    """
    # Completion of \(program) for fish.
    function \(function) --description 'True where the words so far lead to that command'
      set -l path ''
      set -l skip 0
      for word in (commandline -opc)[2..]
        if test $skip = 1
          set skip 0
          continue
        end
        switch "$path $word"
    \(steps)
        end
      end
      test "$path" = "$argv[1]"
    end
    complete -c \(program) -f
    \(places.map(completions).joined(separator: "\n"))

    """
  }

  private var steps: String {
    var lines: [String] = []
    for place in places where !place.valueSpellings.isEmpty {
      lines.append("      case " + place.valueSpellings.map { quoted("\(place.path) \($0)") }.joined(separator: " "))
      lines.append("        set skip 1")
    }
    for place in places where !place.path.isEmpty {
      let words = place.path.split(separator: " ")
      let parent = words.dropLast().joined(separator: " ")
      lines.append("      case " + quoted("\(parent) \(words.last ?? "")"))
      lines.append("        set path " + quoted(place.path))
    }
    return lines.joined(separator: "\n")
  }

  private func completions(_ place: CompletionPlace) -> String {
    let start = "complete -c \(program) -n \(quoted("\(function) \(quoted(place.path))"))"
    var lines = place.subcommands.map { "\(start) -a \(quoted($0.name)) -d \(quoted($0.summary))" }
    for option in place.options {
      var line = start
      if let short = option.short { line += " -s \(quoted(String(short)))" }
      for name in option.longNames { line += " -l \(quoted(name))" }
      if !option.isFlag { line += " -x" + values(option.completion) }
      lines.append("\(line) -d \(quoted(option.help))")
    }
    if place.subcommands.isEmpty, place.argumentCompletion != .none {
      lines.append(start + (place.argumentCompletion == .files ? " -F" : values(place.argumentCompletion)))
    }
    return lines.joined(separator: "\n")
  }

  private func values(_ completion: ValueCompletion) -> String {
    switch completion {
    case .none: ""
    case .files: " -a '(__fish_complete_path)'"
    case .folders: " -a '(__fish_complete_directories)'"
    case .words(let words): " -a \(quoted(words.joined(separator: " ")))"
    }
  }

  private func quoted(_ text: String) -> String {
    "'" + text.flatMap { "'\\".contains($0) ? ["\\", $0] : [$0] } + "'"
  }
}
