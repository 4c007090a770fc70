import CommandLineTool
import Configuration
import Testing

/// The examples of docs/command-line.md and docs/configuration.md, word for word.
@Suite struct CommandExamples {
  @Test func aTool() async {
    let size = 100
    let port = Option("port", short: "p", .integer(1...65_535), default: 8000, "The port to listen on")
    let file = Argument<String>("FILE", .file, "What to import")
    let command = Command(
      "import", "Import a history", options: [port, StandardOptions.json], arguments: [file],
      examples: [.init("export-ia import old.jsonl", "Reads all events of old.jsonl.")]
    ) { context in
      let bar = context.progress("Importing", total: size, unit: .bytes)
      bar.advance(by: size)
      bar.finish()
      context.print("imported \(context[file]) through port \(context[port])")
      throw CommandFailure(code: "port-taken", "port 8000 is taken", hint: "Choose another with --port.")
    }
    let tool = Tool(Command("export-ia", "Exports", subcommands: [command]), version: "3.0.0")
    #expect(await tool.run(["import", "old.jsonl", "-p", "9000"]) == .ended(.failure))
    #expect(await tool.run(["import", "--help"]) == .ended(.success))
    #expect(await tool.run(["import"]) == .ended(.usage))
  }

  @Test func aSchema() async {
    enum Keys {
      static let port = Key(
        "http.port", .integer(1...65_535), default: 8000, flag: "port", short: "p", "The port to listen on")
      static let database = Key<String?>("database.url", .nonEmptyString, secrecy: .hiddenPassword, "The database")
      static let schema = ConfigurationSchema(
        program: "export-ia", ignoredVariables: ["EXPORT_IA_TEST_"], keys: [port, database])
    }
    let serve = Command("serve", "Serves", options: Keys.schema.options) { context in
      let configuration = try Keys.schema.load(occurrences: context.occurrences, environment: context.environment)
      context.print("port \(configuration[Keys.port])")
      if configuration[Keys.port] != 8123 { throw CommandFailure(code: "port", "another port was read") }
      return .success
    }
    let tool = Tool(Command("export-ia", "Exports", subcommands: [serve]), version: "3.0.0")
    #expect(await tool.run(["serve", "--port", "8123"]) == .ended(.success))
    #expect(await tool.run(["serve"], environment: ["EXPORT_IA_HTTP_PORT": "8123"]) == .ended(.success))
    #expect(await tool.run(["serve", "--port", "99999"]) != .ended(.success))
  }
}
