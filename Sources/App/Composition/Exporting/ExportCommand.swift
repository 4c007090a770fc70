internal import CommandLineTool
internal import JSON

/// `export-ia export`: turns files into others; what is done depends on what the inputs are.
enum ExportCommand {
  static let outputs = Option<[String]>(
    repeated: "output", short: "o", .file,
    "The file to write; without it standard output. Documents are written to several at once")
  static let from = Option<String?>("from", .nonEmptyString, "The format of the inputs, where their names do not tell")
  static let to = Option<String?>("to", .nonEmptyString, "The format to write, where the output's name does not tell")
  static let inputs = Argument<[String]>(
    rest: "INPUT", atLeast: 0, .file, "Files, patterns such as 'data/*.csv', or - for standard input")

  static func command() -> Command {
    Command(
      "export", "Turn files into others: tables (CSV, XLSX, Parquet, …) and documents (Markdown, HTML, EPUB, DOCX, …)",
      discussion: """
        The formats are told by the names: .csv, .tsv, .json, .ndjson, .xml, .parquet, .xlsx, text formats also with \
        .gz or .zst. Several inputs become the sheets of one workbook, or one table one below the other. A table that is \
        written as PDF, DOCX, HTML and so on becomes a report. Formulas are explained in docs/expressions.md. \
        Documents take their pictures from the input's folder; nothing is fetched.
        """,
      options: [outputs, from, to, StandardOptions.json] + TableExport.options + ReportWishes.options
        + DocumentExport.options,
      arguments: [inputs],
      examples: [
        .init("export-ia export data.csv -o data.xlsx", "Make a workbook of a table"),
        .init("export-ia export data.csv -o data.parquet --compression zstd", "Make a Parquet file"),
        .init("export-ia export '2026-*.csv' -o year.xlsx", "Make a sheet of each file"),
        .init(
          "export-ia export sales.csv -o top.csv --where 'amount > 0' --group city "
            + "--select 'city, sum(amount) as total' --sort 'total desc' --limit 10",
          "Add up and keep the ten best"),
        .init(
          "export-ia export sales.csv --join cities.csv --on 'city = name' -o sales.parquet",
          "Put the columns of another table beside"),
        .init(
          "export-ia export sales.csv --group city --pivot 'year(day)' --select 'sum(amount)' -o years.xlsx",
          "Make a column of each year"),
        .init(
          "export-ia export sales.csv -o sales.pdf --sections city --totals 'sum(amount)' "
            + "--chart 'column: sum(amount) by city'", "Make a report of a table"),
        .init("export-ia export report.md -o report.html -o report.docx --theme corporate", "Make files of a document"),
        .init(
          "export-ia export --template invoice.md --data invoices.csv -o out/ --names 'invoice-{{number}}'",
          "Make a PDF of each row"),
        .init("zcat log.ndjson.gz | export-ia export - --from ndjson --to csv", "Convert between pipes"),
      ]
    ) { context in
      let inputs = try InputFiles.found(context[inputs])
      if let template = context[DocumentExport.template] {
        return try await DocumentExport.merge(template, inputs, context)
      }
      guard !inputs.isEmpty else {
        throw CommandFailure(
          code: "usage", "INPUT is missing: name files, or - for standard input", hint: "Try 'export-ia export --help'."
        )
      }
      if let (conversion, input, outputs) = try DocumentExport.conversion(inputs, context) {
        try await DocumentExport.run(conversion, input, outputs, context)
        return .success
      }
      if let report = try ReportExport(inputs: inputs, context) {
        try await report.run()
        return .success
      }
      let export = try TableExport(inputs: inputs, context)
      let result = try await export.run()
      if !context[outputs].isEmpty {
        if context.isJSON { context.printJSON(result.json) } else { for line in result.lines { context.remark(line) } }
      } else {
        for note in result.notes { context.remark(note) }
      }
      return .success
    }
  }
}

/// What an export says of itself when it is done.
struct ExportResult {
  var files: [String]
  var tables: Int
  var rows: Int
  var bytes: Int
  var notes: [String]
  var warnings: [String]
  var warningCount: Int

  var json: JSONValue {
    [
      "files": .array(files.map { .string($0) }), "tables": .integer(Int64(tables)), "rows": .integer(Int64(rows)),
      "bytes": .integer(Int64(bytes)), "notes": .array(notes.map { .string($0) }),
      "warnings": .array(warnings.map { .string($0) }), "warningCount": .integer(Int64(warningCount)),
    ]
  }

  var lines: [String] {
    let name = files.count == 1 ? files[0] : "\(files.count) files, \(files.first ?? "") to \(files.last ?? "")"
    var lines = ["\(name): \(rows) rows, \(bytes) bytes"]
    lines += notes.map { "note: \($0)" } + warnings.map { "warning: \($0)" }
    if warningCount > warnings.count { lines.append("warning: and \(warningCount - warnings.count) more") }
    return lines
  }
}
