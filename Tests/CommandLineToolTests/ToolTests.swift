import CommandLineTool
import JSON
import Synchronization
import Testing

@Suite struct ToolTests {
  @Test func failuresExitWithOneAndSayWhatToDo() async {
    let run = await SampleRun(["serve"]) { _ in
      throw CommandFailure(code: "port-taken", "port 8000 is taken", hint: "Choose another with --port.")
    }
    #expect(run.outcome == .ended(.failure))
    #expect(run.errors == "export-ia: port 8000 is taken\nChoose another with --port.\n")
    #expect(run.output.isEmpty)
  }

  @Test func failuresAreJSONWhereJSONIsAskedFor() async throws {
    let run = await SampleRun(["serve", "--json"]) { _ in throw CommandFailure(code: "port-taken", "no \"port\"") }
    let error = try JSONValue(parsing: run.errors)["error"]
    #expect(error?["code"] == "port-taken")
    #expect(error?["message"] == "no \"port\"")
  }

  @Test func resultsAreJSONWhereJSONIsAskedFor() async {
    let run = await SampleRun(["serve", "--json"]) { context in
      if context.isJSON { context.printJSON(["port": 8000]) } else { context.print("port 8000") }
      return .success
    }
    #expect(run.output == "{\"port\":8000}\n")
  }

  @Test func exitCodesPassThrough() async {
    let run = await SampleRun(["serve"]) { _ in .failure }
    #expect(run.outcome == .ended(.failure))
    #expect(run.errors.isEmpty)
  }

  @Test func versionAndHelpWinOverMistakesInValues() async {
    #expect(await SampleRun(["--version"]).output == "export-ia 3.0.0\n")
    #expect(await SampleRun(["serve", "--port", "x", "--help"]).output.hasPrefix("Serve exports over HTTP.\n"))
    #expect(await SampleRun(["sign", "-h"]).outcome == .ended(.success))
  }

  @Test(
    arguments: [
      (ColorChoice.auto, true, [:], true),
      (.auto, false, [:], false),
      (.auto, true, ["NO_COLOR": "1"], false),
      (.auto, true, ["NO_COLOR": ""], true),
      (.auto, true, ["TERM": "dumb"], false),
      (.never, true, [:], false),
      (.always, false, ["NO_COLOR": "1"], true),
    ] as [(ColorChoice, Bool, [String: String], Bool)])
  func colors(_ choice: ColorChoice, _ isTerminal: Bool, _ environment: [String: String], _ expected: Bool) {
    let pseudoTerminal = isTerminal ? PseudoTerminal(columns: 70) : nil
    let output = TextOutput(
      descriptor: pseudoTerminal?.programEnd ?? -1, color: choice, environment: environment)
    #expect(output.isTerminal == isTerminal)
    #expect(output.usesColor == expected)
    #expect(output.width == (isTerminal ? 70 : 80))
  }

  @Test func colorsMarkErrors() async {
    let run = await SampleRun(["serve", "--color", "always"]) { _ in throw CommandFailure(code: "x", "broken") }
    #expect(run.errors == "\u{1B}[31mexport-ia:\u{1B}[0m broken\n")
  }
}
