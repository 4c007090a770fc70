internal import CommandLineTool
internal import Documents
internal import JSON
internal import TableFormats
internal import Tables

/// `export-ia export` of documents.
enum DocumentExport {
  static let theme = Option<String?>("theme", .word(Theme.named.map(\.name)), "How the document looks")
  static let quality = Option<String?>(
    "quality", .word(Quality.allCases.map(\.rawValue)), "How much is done for the document")
  private static let type = Option<String?>(
    "type", .word(DocumentType.allCases.map(\.rawValue)), "The kind of document, to check its sections")
  static let title = Option<String?>("title", .nonEmptyString, "The document's title")
  static let language = Option<String?>("language", .nonEmptyString, "The document's language, as en or pt-BR")
  private static let profile = Option<String?>(
    "profile", .nonEmptyString, "A profile of the format, as 'fragment' of HTML")
  private static let data = Option<String?>(
    "data", .file, "JSON that fills the input as a template; with --template a table, a row for each file")
  static let template = Option<String?>("template", .file, "A template to fill for each row of the table of --data")
  private static let names = Option<String?>(
    "names", .nonEmptyString, "Names of the files of --template, as 'invoice-{{number}}'")
  private static let by = Option<String?>(
    "by", .nonEmptyString, "A column: rows that share its value make one file of --template, with {{#rows}}")
  private static let raw = Option<Bool>(flag: "raw", "Keep raw HTML and LaTeX: for documents one trusts only")
  private static let watch = Option<Bool>(flag: "watch", short: "w", "Export again whenever the input changes")

  private static let passwordFile = Option<String?>(
    "password-file", .file, "A file with the password that shall open the PDF (AES with 256 bits)")
  private static let signer = Option<String?>(
    "sign", .file, "PEM with a certificate, those above it and the private key: signs the PDF")

  static let options: [any CommandOption] =
    wishOptions + [template, names, by, raw, passwordFile, signer, watch]
  /// Of what a document is to be.
  static let wishOptions: [any CommandOption] = [theme, quality, type, title, language, profile, data]

  /// The outputs where the inputs and they are documents; nil leaves them to tables.
  static func conversion(
    _ inputs: [String], _ context: CommandContext
  ) throws(CommandFailure) -> (any FileConversion, ConversionInput, [ConversionOutput])? {
    guard inputs.count == 1, let path = inputs.first else { return nil }
    let input = ConversionInput(path: path, format: context[ExportCommand.from])
    let paths = context[ExportCommand.outputs]
    let format = context[ExportCommand.to]
    let outputs: [ConversionOutput]
    if paths.isEmpty {
      guard let format else { return nil }
      outputs = [ConversionOutput(path: "-", format: format)]
    } else {
      outputs = paths.map { ConversionOutput(path: $0, format: paths.count == 1 || $0 == "-" ? format : nil) }
    }
    let conversion = DocumentConversion(repeats: context[watch])
    // What is a table on both sides stays one: JSON, XML and text are both.
    let isTable =
      TableFormat.named("x." + (input.formatName ?? "")) != nil
      && outputs.allSatisfy { TableFormat.named("x." + ($0.formatName ?? "")) != nil }
    guard !isTable, conversion.reads(input) else { return nil }
    // Tables are taken out of a document for a format that is of tables alone.
    if !outputs.contains(where: conversion.writes),
      outputs.allSatisfy({ TableFormat.named("x." + ($0.formatName ?? "")) != nil })
    {
      return nil
    }
    if let wrong = outputs.first(where: { !conversion.writes($0) }) {
      throw CommandFailure(
        code: "unknown-output", "\(wrong.name) has no format that \(input.name) can be written in",
        hint: "Name it with --to. There are \(conversion.summary).")
    }
    return (conversion, input, outputs)
  }

  static func run(
    _ conversion: any FileConversion, _ input: ConversionInput, _ outputs: [ConversionOutput], _ context: CommandContext
  ) async throws {
    let wishes = exportWishes(context)
    guard context[watch] else { return try await run(conversion, input, outputs, wishes, context) }
    guard !input.isStandard else {
      throw CommandFailure(code: "watch", "standard input cannot be watched", hint: "Name a file.")
    }
    try await watch(conversion, input, outputs, wishes, context)
  }

  static func wishes(_ context: CommandContext) -> ConversionWishes {
    var wishes = ConversionWishes()
    wishes.theme = context[theme]
    wishes.quality = context[quality]
    wishes.type = context[type]
    wishes.title = context[title]
    wishes.language = context[language]
    wishes.profile = context[profile]
    wishes.data = context[data]
    return wishes
  }

  private static func exportWishes(_ context: CommandContext) -> ConversionWishes {
    var wishes = wishes(context)
    wishes.keepsRaw = context[raw]
    wishes.passwordFile = context[passwordFile]
    wishes.signer = context[signer]
    return wishes
  }

  /// A file for each row of a table.
  static func merge(_ template: String, _ inputs: [String], _ context: CommandContext) async throws -> ExitCode {
    guard inputs.isEmpty, let data = context[data], let folder = context[ExportCommand.outputs].last, folder != "-"
    else {
      throw CommandFailure(
        code: "usage", "--template wants a table and a folder, and no other input",
        hint: "As in: export-ia export --template letter.md --data people.csv -o letters/ --to pdf")
    }
    let name = context[ExportCommand.to] ?? "pdf"
    guard let format = DocumentFormat(named: name) else {
      throw CommandFailure(code: "unknown-output", "--to \(name) is no format of documents")
    }
    let progress = LateProgress("Merging \(template)", context)
    let wishes = exportWishes(context)
    let report: MergeReport
    do {
      let merge = try MailMerge(
        template: template, from: context[ExportCommand.from], to: format, into: folder, names: context[names],
        wishes)
      let table = TableWishes(context)
      let sources = try TableInput.open(data, from: nil, TableReading.options(table), table, isBook: false)
      guard let source = sources.first else { throw TableError(.input, "'\(data)' holds no table") }
      let rows = try MergeRows(source, by: context[by])
      report = try await merge.run(rows) { progress.set(count: $0) }
      progress.finish()
    } catch let error as DocumentError {
      throw CommandFailure(code: error.code.rawValue, "\(template): \(error)")
    } catch {
      throw TableFailure.of(error)
    }
    if context.isJSON {
      context.printJSON(report.json)
    } else {
      let pages = report.pages > 0 ? ", \(report.pages) pages" : ""
      context.print("\(folder): \(report.files) files\(pages), \(report.bytes) bytes")
      for failure in report.failures { context.remark("error: row \(failure.line): \(failure.message)") }
      for warning in report.warnings { context.remark("warning: \(warning)") }
      for loss in report.losses.sorted() { context.remark("\(format.rawValue) cannot hold \(loss)") }
    }
    guard report.failureCount > 0 else { return .success }
    throw CommandFailure(
      code: "rows-failed", "\(report.failureCount) of \(report.failureCount + report.files) rows gave no file")
  }

  private static func run(
    _ conversion: any FileConversion, _ input: ConversionInput, _ outputs: [ConversionOutput],
    _ wishes: ConversionWishes, _ context: CommandContext
  ) async throws {
    let progress = LateProgress("Exporting \(input.name)", context)
    let results: [ConversionResult]
    do {
      results = try conversion.convert(input, to: outputs, wishes) { share, note in
        if Task.isCancelled { throw CancellationError() }
        progress.set(share, note)
      }
      progress.finish()
    } catch let error as DocumentError where error.code == .cancelled {
      throw CancellationError()
    } catch let error as DocumentError {
      throw CommandFailure(code: error.code.rawValue, "\(input.name): \(error)")
    }
    let isOutputTaken = outputs.contains(where: \.isStandard)
    if context.isJSON, !isOutputTaken {
      return context.printJSON(["files": .array(results.map(\.json))])
    }
    for result in results {
      if !isOutputTaken { context.print("\(result.path): \(result.summary), \(result.bytes) bytes") }
      for warning in result.warnings { context.remark("warning: \(warning)") }
      for loss in result.losses { context.remark("\(result.format) cannot hold \(loss)") }
    }
  }

  /// Looks at the input and the pictures beside it a few times a second.
  private static func watch(
    _ conversion: any FileConversion, _ input: ConversionInput, _ outputs: [ConversionOutput],
    _ wishes: ConversionWishes, _ context: CommandContext
  ) async throws {
    context.remark("Watching \(input.path); Ctrl-C ends.")
    var seen: [FileMark?] = []
    let paths = [input.path] + (wishes.data.map { [$0] } ?? [])
    while !Task.isCancelled {
      let marks = paths.map(FileContents.mark)
      if marks != seen, marks[0] != nil {
        seen = marks
        do {
          try await run(conversion, input, outputs, wishes, context)
        } catch let error as CancellationError {
          throw error
        } catch {
          context.remark("error: \(error)")
        }
      }
      try await Task.sleep(for: .milliseconds(200))
    }
  }
}
