import Judging
import TestSupport
import Testing

@testable import CommandLineTool

/// The scripts are judged by the shells themselves.
@Suite struct CompletionTests {
  private static let cases: [(line: String, expected: [String])] = [
    ("export-ia se", ["serve"]),
    ("export-ia ", ["serve", "copy", "repeat", "sign", "config", "completion"]),
    ("export-ia serve --po", ["--port"]),
    ("export-ia serve --mode ", ["fast", "small"]),
    ("export-ia serve --mode s", ["small"]),
    ("export-ia -v serve --mo", ["--mode"]),
    ("export-ia config c", ["check"]),
    ("export-ia config check --m", ["--mode"]),
    ("export-ia completion z", ["zsh"]),
    ("export-ia serve --data copy --por", ["--port"]),
    ("export-ia serve --secret", []),
    ("export-ia gho", []),
  ]

  private func script(_ shell: Shell) async -> String {
    await SampleRun(["completion", shell.rawValue]).output
  }

  @Test(arguments: cases)
  func bash(_ line: String, _ expected: [String]) async throws {
    // Sets up what readline would: the words, the place of the cursor.
    let program =
      await script(.bash) + """
        COMP_LINE=\(line.shellQuoted) COMP_POINT=${#COMP_LINE}
        read -ra COMP_WORDS <<< "$COMP_LINE"
        [[ $COMP_LINE == *' ' ]] && COMP_WORDS+=('')
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        complete -p export-ia > /dev/null || exit 1
        _export_ia export-ia "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
        printf '%s\\n' "${COMPREPLY[@]}"
        """
    let verdict = try Judge.run("bash", ["--norc", "-c", program])
    #expect(verdict.errors.isEmpty)
    #expect(words(verdict.output) == expected.sorted())
  }

  /// Bash splits words at the equals sign.
  @Test(arguments: [
    (["serve", "--mode", "=", "s"], ["small"]), (["serve", "--mode", "="], ["fast", "small"]),
    (["serve", "--mode", "=", "fast", "--po"], ["--port"]), (["--color", "=", "auto", "se"], ["serve"]),
  ])
  func bashWithEqualsSigns(_ words: [String], _ expected: [String]) async throws {
    let program =
      await script(.bash) + """
        COMP_WORDS=(export-ia \(words.map(\.shellQuoted).joined(separator: " ")))
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _export_ia
        printf '%s\\n' "${COMPREPLY[@]}"
        """
    let verdict = try Judge.run("bash", ["--norc", "-c", program])
    #expect(verdict.errors.isEmpty)
    #expect(self.words(verdict.output) == expected.sorted())
  }

  @Test(arguments: cases)
  func fish(_ line: String, _ expected: [String]) async throws {
    let program = await script(.fish) + "\ncomplete -C \(line.shellQuoted)\n"
    let verdict = try Judge.run("fish", ["--no-config", "-c", program])
    #expect(verdict.errors.isEmpty)
    let offered = verdict.output.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
    // Fish also offers the other long options that contain what was typed.
    #expect(words(offered.joined(separator: "\n")) == expected.sorted())
  }

  @Test func fishExplains() async throws {
    let verdict = try Judge.run(
      "fish", ["--no-config", "-c", await script(.fish) + "\ncomplete -C 'export-ia config s'\n"])
    #expect(verdict.output == "show\tShow it: all of it\n")
  }

  @Test(arguments: cases)
  func zsh(_ line: String, _ expected: [String]) async throws {
    // Completion in zsh lives in its line editor only, so a real one is driven through a pseudo terminal: all matches
    // are inserted into the line, and the line is printed instead of run.
    let program = """
      zmodload zsh/zpty
      zpty shell zsh -f -i
      zpty -w shell 'PS1= PROMPT_EOL_MARK= ; unsetopt zle_bracketed_paste; stty -echo; autoload -Uz compinit; compinit -u -D'
      zpty -w shell "source $1"
      zpty -w shell 'zstyle ":completion:*" completer _complete; zstyle ":completion:*" list-prompt ""; LISTMAX=0'
      zpty -w shell 'all() { compstate[insert]=all; compstate[list]= }; take() { unset "compstate[vared]"; _main_complete; compstate[insert]=all; compstate[list]= }; zle -C take complete-word take; bindkey "^T" take'
      zpty -w shell 'show() { print -r -- "<<$BUFFER>>"; BUFFER=""; zle accept-line }; zle -N show; bindkey "^G" show; print READY'
      zpty -r shell output '*READY*READY*' 2> /dev/null
      zpty -n -w shell "$2"$'\\C-t\\C-g'
      zpty -r shell output '*<<*>>*'
      print -r -- "$output"
      zpty -d shell
      """
    let verdict = try Judge.run(
      "bash",
      [
        "-c",
        "script=$(mktemp); trap 'rm -f $script' EXIT; cat > $script; timeout 20 zsh -f -c \(program.shellQuoted) zsh $script \(line.shellQuoted)",
      ],
      input: Array(await script(.zsh).utf8))
    let shown = verdict.output.split(separator: "<<").last.map { $0.prefix { $0 != ">" } } ?? ""
    let kept = line.split(separator: " ").count - (line.hasSuffix(" ") ? 0 : 1)
    // An option that takes a value is inserted with its "=".
    var offered = shown.split(separator: " ").dropFirst(kept).map { String($0.hasSuffix("=") ? $0.dropLast() : $0) }
    if expected.isEmpty { offered.removeAll { line.hasSuffix($0) } }
    #expect(offered.sorted() == expected.sorted(), "\(verdict)")
  }

  private func words(_ text: String) -> [String] {
    text.split(separator: "\n").map(String.init).sorted()
  }
}
