internal import CommandLineTool
internal import JSON
internal import Tables

/// `export-ia profile`: what a table is like, column by column.
enum ProfileCommand {
  static let input = Argument<String>("INPUT", .file, "A file, or - for standard input")

  static func command() -> Command {
    Command(
      "profile", "Describe a table column by column: missing, distinct, least, greatest, frequent values",
      options: [ExportCommand.from, StandardOptions.json] + TableReading.options + TableTransforms.options,
      arguments: [input],
      examples: [
        .init("export-ia profile data.csv", "Describe every column"),
        .init("export-ia profile data.parquet --where 'amount < 0' --json", "The same of some rows, for programs"),
      ]
    ) { context in
      let control = TableControl()
      return try await withTaskCancellationHandler {
        do {
          let wishes = TableWishes(context)
          let readers = try TableInput.open(
            context[input], from: context[ExportCommand.from], TableExport.reading(context), wishes, isBook: false,
            control: control)
          let tables = try TableTransforms.apply(readers, wishes, isBook: false) { try TableInput.one($0, wishes) }
          guard let table = tables.first else { throw CommandFailure(code: "usage", "INPUT is missing") }
          let profile = try TableProfile(of: table, control: control)
          if context.isJSON {
            context.printJSON(ProfilePage.json(profile))
          } else {
            for line in ProfilePage.lines(profile) { context.print(line) }
          }
          return .success
        } catch {
          throw TableFailure.of(error)
        }
      } onCancel: {
        control.cancel()
      }
    }
  }
}
