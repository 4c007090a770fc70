internal import CommandLineTool
internal import DocumentFormats
internal import Documents
internal import JSON
internal import TableFormats

/// `export-ia formats`: what this program reads and writes.
enum FormatsCommand {
  private struct Line {
    let name: String
    let title: String
    let endings: String
    let kind: String
    let isRead: Bool
    let isWritten: Bool
  }

  static func command() -> Command {
    Command(
      "formats", "List what can be read and written",
      options: [StandardOptions.json],
      examples: [.init("export-ia formats", "A table"), .init("export-ia formats --json", "The same for programs")]
    ) { context in
      let lines = documents + tables
      if context.isJSON {
        context.printJSON([
          "formats": .array(
            lines.map { line in
              [
                "name": .string(line.name), "title": .string(line.title), "extension": .string(line.endings),
                "kind": .string(line.kind), "read": .bool(line.isRead), "written": .bool(line.isWritten),
              ]
            })
        ])
        return .success
      }
      let rows = lines.map { line in
        [
          line.name, line.kind, line.isRead ? "yes" : "", line.isWritten ? "yes" : "", "." + line.endings, line.title,
        ]
      }
      let table = TextLayout.table([["NAME", "KIND", "READ", "WRITTEN", "ENDING", ""]] + rows)
      context.print(context.terminal.output.styled(table[0], .bold))
      for line in table.dropFirst() { context.print(line) }
      return .success
    }
  }

  private static var documents: [Line] {
    let registry = FormatRegistry.standard
    return DocumentFormat.allCases.map { format in
      Line(
        name: format.rawValue, title: format.title, endings: format.fileExtension, kind: "document",
        isRead: registry.readable.contains(format), isWritten: registry.writable.contains(format))
    }.filter { $0.isRead || $0.isWritten }
  }

  private static var tables: [Line] {
    TableFormat.allCases.map { format in
      Line(
        name: format.rawValue, title: format.rawValue.uppercased(), endings: format.rawValue, kind: "table",
        isRead: true, isWritten: true)
    }
  }
}
