import CommandLineTool
import Threads

/// A command line of the size of the real one, and what it wrote.
enum SampleTool {
  enum Mode: String, CaseIterable {
    case fast, small
  }

  static let port = Option(
    "port", short: "p", aliases: ["http-port"], .integer(1...65_535), default: 8000, "The port to listen on")
  static let data = Option<String?>("data", .folder, "The folder for the data")
  static let limit = Option("limit", .size(), default: 1 << 20, "The largest body")
  static let wait = Option("wait", .duration(), default: .seconds(20), "How long to wait")
  static let mode = Option("mode", short: "m", .choice, default: Mode.fast, "What to care for")
  static let allow = Option<[String]>(repeated: "allow", .string, "A network to let in")
  static let verbose = Option<Bool>(flag: "verbose", short: "v", "Say more")
  static let quiet = Option<Bool>(flag: "quiet", short: "q", "Say less")
  static let secretDoor = Option<Bool>(flag: "secret-door", "Not for everybody").hidden
  static let key = Option<String>(required: "key", .nonEmptyString, "The key")
  static let source = Argument<String>("SOURCE", .file, "The file to read")
  static let targets = Argument<[String]>(rest: "TARGET", .string, "Where to write")
  static let count = Argument<Int?>(optional: "COUNT", .integer(), "How many")

  static func root(serve: @escaping Command.Body = { _ in .success }) -> Command {
    Command(
      "export-ia", "The export platform", options: [verbose],
      subcommands: [
        Command(
          "serve", "Serve exports over HTTP",
          discussion: "Answers requests until it is told to stop. Everything that was accepted is finished first.",
          options: [port, data, limit, wait, mode, allow, quiet, secretDoor, StandardOptions.json],
          examples: [.init("export-ia serve --port 9000", "Serves on port 9000 with everything else as it is.")],
          run: serve),
        Command("copy", "Copy files", arguments: [source, targets], run: serve),
        Command("repeat", "Repeat things", options: [mode], arguments: [count], run: serve),
        Command("sign", "Sign it", options: [key], run: serve),
        Command(
          "config", "Look at the configuration",
          subcommands: [
            Command("check", "Check the configuration", options: [mode], run: serve),
            Command("show", "Show it: all of it", run: serve),
          ]),
        Command("ghost", "Not for everybody", isHidden: true, run: serve),
      ])
  }
}

/// Runs command lines of the sample and keeps what was written.
struct SampleRun {
  let outcome: Outcome
  let output: String
  let errors: String

  init(
    _ words: [String], width: Int = 80, usesColor: Bool = false,
    serve: @escaping Command.Body = { _ in .success }
  ) async {
    let written = Written()
    let tool = Tool(SampleTool.root(serve: serve), version: "3.0.0")
    let terminal = { @Sendable (color: ColorChoice) in
      let colored = color == .always || usesColor && color == .auto
      return Terminal(
        output: TextOutput(isTerminal: usesColor, usesColor: colored, width: width) { written.addOutput($0) },
        errors: TextOutput(isTerminal: usesColor, usesColor: colored, width: width) { written.addErrors($0) })
    }
    outcome = await tool.run(words, terminal: terminal)
    output = written.output
    errors = written.errors
  }
}

final class Written: Sendable {
  private let texts = Lock((output: "", errors: ""))

  func addOutput(_ text: String) { texts.withLock { $0.output += text } }
  func addErrors(_ text: String) { texts.withLock { $0.errors += text } }
  var output: String { texts.withLock { $0.output } }
  var errors: String { texts.withLock { $0.errors } }
}
