internal import CommandLineTool
internal import Documents
internal import JSON
internal import Tables

/// `export-ia validate`: reads files as an export would, and says what is wrong with them.
enum ValidateCommand {
  private static let inputs = Argument<[String]>(
    rest: "INPUT", atLeast: 1, .file, "Files, patterns such as 'data/*.csv', or - for standard input")

  static func command() -> Command {
    Command(
      "validate", "Read files as an export would, and say what is wrong with them",
      discussion: "It ends with 1 where a file cannot be exported; warnings alone are no failure.",
      options: [ExportCommand.from, StandardOptions.json] + DocumentExport.wishOptions + TableReading.options,
      arguments: [inputs],
      examples: [
        .init("export-ia validate report.md --type report", "Check a document and its sections"),
        .init("export-ia validate 'data/*.csv' --json", "Check tables, for programs"),
      ]
    ) { context in
      let control = TableControl()
      return try await withTaskCancellationHandler {
        var verdicts: [Verdict] = []
        for path in try InputFiles.found(context[inputs]) {
          verdicts.append(
            try verdict(ConversionInput(path: path, format: context[ExportCommand.from]), context, control))
        }
        if context.isJSON {
          context.printJSON(["files": .array(verdicts.map(\.json))])
        } else {
          for verdict in verdicts { for line in verdict.lines { context.print(line) } }
        }
        return verdicts.allSatisfy(\.isGood) ? .success : .failure
      } onCancel: {
        control.cancel()
      }
    }
  }

  private static func verdict(
    _ input: ConversionInput, _ context: CommandContext, _ control: TableControl
  ) throws -> Verdict {
    var verdict = Verdict(name: input.name)
    do {
      let conversion = DocumentConversion()
      if conversion.reads(input) {
        let read = try conversion.read(input, DocumentExport.wishes(context)) { _ in
          if Task.isCancelled { throw CancellationError() }
        }
        verdict.summary = "a document of \(read.document.blocks.count) blocks"
        verdict.warnings = read.warnings.map(\.description)
      } else {
        let sources = try TableInput.open(
          input.path, from: nil, TableExport.reading(context), TableWishes(context), isBook: false, control: control)
        guard let source = sources.first else { return verdict }
        var rows = 0
        while let chunk = try source.next() { rows += chunk.count }
        verdict.summary = "a table of \(source.schema.columns.count) columns and \(rows) rows"
        verdict.warnings = TableInput.warnings(source)?.first.map(\.description) ?? []
      }
    } catch let error as TableError where error.code == .cancelled {
      throw CancellationError()
    } catch let error as TableError {
      verdict.error = (error.code.rawValue, error.description)
    } catch let fault as TableFault {
      verdict.error = (fault.code, fault.failure.message)
    } catch let error as DocumentError where error.code != .cancelled {
      verdict.error = (error.code.rawValue, "\(error)")
    }
    return verdict
  }

  private struct Verdict {
    let name: String
    var summary = ""
    var warnings: [String] = []
    var error: (code: String, message: String)?

    init(name: String) { self.name = name }

    var isGood: Bool { error == nil }

    var lines: [String] {
      guard let error else { return ["\(name): good, \(summary)"] + warnings.map { "  warning: \($0)" } }
      return ["\(name): error: \(error.message) [\(error.code)]"]
    }

    var json: JSONValue {
      var members: [JSONValue.Member] = [.init("file", .string(name)), .init("valid", .bool(isGood))]
      members.append(.init("warnings", .array(warnings.map { .string($0) })))
      members.append(
        .init(
          "errors",
          .array(error.map { [["code": .string($0.code), "message": .string($0.message)]] } ?? [])))
      return .object(members)
    }
  }
}
