import CommandLineTool
import Testing
import Threads

@Suite struct CommandLineParsingTests {
  @Test(arguments: [
    (["serve"], "8000 - 1048576 20.0 fast [] false false"),
    (["serve", "--port", "9000"], "9000 - 1048576 20.0 fast [] false false"),
    (["serve", "--port=9000"], "9000 - 1048576 20.0 fast [] false false"),
    (["serve", "--http-port", "9000"], "9000 - 1048576 20.0 fast [] false false"),
    (["serve", "-p", "9000"], "9000 - 1048576 20.0 fast [] false false"),
    (["serve", "-p9000", "-vq"], "9000 - 1048576 20.0 fast [] true true"),
    (["serve", "-qp", "9000"], "9000 - 1048576 20.0 fast [] false true"),
    (["-v", "serve"], "8000 - 1048576 20.0 fast [] true false"),
    (["serve", "-v=true"], ""),
    (["serve", "--verbose=false"], "8000 - 1048576 20.0 fast [] false false"),
    (["serve", "-v", "--verbose=no"], "8000 - 1048576 20.0 fast [] false false"),
    (["serve", "--data="], ""),
    (["serve", "--data", "a b"], "8000 a b 1048576 20.0 fast [] false false"),
    (["serve", "--data=-x"], "8000 -x 1048576 20.0 fast [] false false"),
    (["serve", "--limit", "10MiB", "--wait", "1m30s"], "8000 - 10485760 90.0 fast [] false false"),
    (["serve", "--mode", "small"], "8000 - 1048576 20.0 small [] false false"),
    (["serve", "--allow", "a", "--allow=b"], "8000 - 1048576 20.0 fast [\"a\", \"b\"] false false"),
    (["serve", "--secret-door"], "8000 - 1048576 20.0 fast [] false false"),
  ])
  func options(_ words: [String], _ expected: String) async {
    let seen = Lock("")
    let run = await SampleRun(words) { context in
      let text = [
        "\(context[SampleTool.port])", context[SampleTool.data] ?? "-", "\(context[SampleTool.limit])",
        "\(context[SampleTool.wait] / .seconds(1))", context[SampleTool.mode].rawValue,
        "\(context[SampleTool.allow])", "\(context[SampleTool.verbose])", "\(context[SampleTool.quiet])",
      ].joined(separator: " ")
      seen.withLock { $0 = text }
      return .success
    }
    #expect(seen.withLock { $0 } == expected, "\(run.errors)")
    #expect(run.outcome == .ended(expected.isEmpty ? .usage : .success))
  }

  @Test(arguments: [
    (["copy", "a"], "a []"),
    (["copy", "a", "b", "c"], "a [\"b\", \"c\"]"),
    (["copy", "--", "-a", "--verbose"], "-a [\"--verbose\"]"),
    (["copy", "-", "b"], "- [\"b\"]"),
    (["copy", "-v", "a", "--", "--"], "a [\"--\"]"),
  ])
  func arguments(_ words: [String], _ expected: String) async {
    let run = await SampleRun(words) { context in
      context.print("\(context[SampleTool.source]) \(context[SampleTool.targets])")
      return .success
    }
    #expect(run.output == expected + "\n")
  }

  @Test func negativeNumbersAreArguments() async {
    let run = await SampleRun(["repeat", "-5"]) { context in
      context.print("\(context[SampleTool.count] ?? 0)")
      return .success
    }
    #expect(run.output == "-5\n")
  }

  @Test(arguments: [
    (["--prot"], "unknown option --prot"),
    (["serve", "--prot", "1"], "unknown option --prot; did you mean --port?"),
    (["serve", "--prot=1"], "unknown option --prot; did you mean --port?"),
    (["serve", "--verbsoe"], "unknown option --verbsoe; did you mean --verbose?"),
    (["serve", "-x"], "unknown option -x"),
    (["serve", "-vx"], "unknown option -x"),
    (["serve", "--secret-dor"], "unknown option --secret-dor"),
    (["--port", "80", "serve"], "--port belongs to 'serve': write it after the command, export-ia serve --port"),
    (["srve"], "unknown command 'srve'; did you mean 'serve'?"),
    (["gost"], "unknown command 'gost'"),
    (["config", "chekc"], "unknown command 'chekc'; did you mean 'check'?"),
    (["config"], "a command is missing: check or show"),
    ([], "a command is missing: serve, copy, repeat, sign, config or completion"),
    (["serve", "--port"], "--port needs a value: --port NUMBER"),
    (
      ["serve", "--port", "--verbose"],
      "--port needs a value, but '--verbose' looks like an option; write --port=--verbose if it is meant as the value"
    ),
    (["serve", "-p"], "-p needs a value: -p NUMBER"),
    (["serve", "--port", "0"], "--port: '0' is not an integer from 1 to 65535"),
    (["serve", "-p70000"], "-p: '70000' is not an integer from 1 to 65535"),
    (["serve", "--port", "80a"], "--port: '80a' is not an integer from 1 to 65535"),
    (["serve", "--port", "+80"], "--port: '+80' is not an integer from 1 to 65535"),
    (["serve", "--http-port", "x"], "--http-port: 'x' is not an integer from 1 to 65535"),
    (["serve", "--port=1", "-p2"], "-p is given twice (as --port before)"),
    (["serve", "--mode", "slow"], "--mode: 'slow' is not fast or small"),
    (["serve", "--limit", "10Mb"], "--limit: '10Mb' is not a size such as 512KiB, 10MiB or 2GB"),
    (["serve", "--wait", "20"], "--wait: '20' is not a time such as 500ms, 20s or 1h30m"),
    (["serve", "--verbose=maybe"], "--verbose: 'maybe' is not true or false"),
    (["serve", "extra"], "unexpected argument 'extra'"),
    (["copy"], "SOURCE is missing: The file to read"),
    (["repeat", "many"], "COUNT: 'many' is not an integer"),
    (["sign"], "--key TEXT is missing"),
    (["sign", "--key="], "--key: '' is not a text that is not empty"),
    (["serve", "--port=\u{1B}[2J"], "--port: '\\u{1B}[2J' is not an integer from 1 to 65535"),
    (["\u{1B}]0;x"], "unknown command '\\u{1B}]0;x'"),
  ])
  func mistakes(_ words: [String], _ message: String) async {
    let run = await SampleRun(words)
    #expect(run.outcome == .ended(.usage))
    #expect(run.errors.split(separator: "\n").first.map(String.init) == "export-ia: \(message)")
    #expect(run.errors.contains("--help'."))
    #expect(run.output.isEmpty)
  }

  @Test func mistakesAreJSONWhereJSONIsAskedFor() async {
    let run = await SampleRun(["serve", "--json", "--prot"])
    #expect(
      run.errors
        == #"{"error":{"code":"unknown-option","message":"unknown option --prot; did you mean --port?","hint":"Try 'export-ia serve --help'."}}"#
        + "\n")
  }
}
