internal import ByteIO
internal import CommandLineTool
internal import DocumentFormats
internal import Documents
internal import JSON

/// `export-ia template`: documents to begin with, one for each type.
enum TemplateCommand {
  private static let type = Argument<String?>(
    optional: "TYPE", .word(Starter.all.map(\.name)), "The document type; without it they are listed")
  private static let folder = Option<String?>(
    "output", short: "o", .folder, "A folder for the template and its data; without it the template is printed")
  private static let force = Option<Bool>(flag: "force", "Replace files that are there already")

  static func command() -> Command {
    Command(
      "template", "Begin a document: a template of its type, with data that show what it makes",
      discussion: "The template is Markdown with {{fields}}, the data are JSON. Change both and export them.",
      options: [folder, force, StandardOptions.json], arguments: [type],
      examples: [
        .init("export-ia template", "List the types"),
        .init("export-ia template invoice -o .", "Write invoice.md and invoice.json into this folder"),
        .init("export-ia export invoice.md --data invoice.json -o invoice.pdf", "Make the invoice"),
      ]
    ) { context in
      guard let name = context[type], let starter = Starter(named: name) else {
        guard context[folder] == nil else {
          throw CommandFailure(
            code: "usage", "TYPE is missing: which template shall be written?",
            hint: "Name one of \(Starter.all.map(\.name).joined(separator: ", ")).")
        }
        list(context)
        return .success
      }
      if let folder = context[folder] {
        try write(starter, into: folder, context)
      } else if context.isJSON {
        context.printJSON([
          "document_type": .string(starter.name), "title": .string(starter.title),
          "template": .string(starter.template), "data": starter.data,
        ])
      } else {
        context.print(String(starter.template.dropLast()))
      }
      return .success
    }
  }

  private static func list(_ context: CommandContext) {
    if context.isJSON {
      return context.printJSON([
        "templates": .array(
          Starter.all.map { starter in
            [
              "document_type": .string(starter.name), "title": .string(starter.title),
              "sections": .array(starter.sections.map { .string($0) }),
            ]
          })
      ])
    }
    let rows = Starter.all.map { [$0.name, $0.title, $0.sections.joined(separator: ", ")] }
    let table = TextLayout.table([["TYPE", "TITLE", "NEEDS THE SECTIONS"]] + rows)
    context.print(context.terminal.output.styled(table[0], .bold))
    for line in table.dropFirst() { context.print(line) }
  }

  private static func write(_ starter: Starter, into folder: String, _ context: CommandContext) throws {
    let path = (folder.hasSuffix("/") ? folder : folder + "/") + starter.name
    let files = [
      (path + ".md", Array(starter.template.utf8)), (path + ".json", starter.data.bytes(.pretty) + [0x0A]),
    ]
    if !context[force], let taken = files.first(where: { FileContents.mark($0.0) != nil })?.0 {
      throw CommandFailure(
        code: "file_exists", "'\(taken)' is there already; nothing was written.",
        hint: "Name another folder, or replace it with --force.")
    }
    try FileContents.makeFolder(folder)
    for (path, bytes) in files {
      let sink = try FileSink(path: path)
      try sink.write(bytes)
      try sink.finish()
    }
    if context.isJSON {
      context.printJSON(["files": .array(files.map { .string($0.0) })])
    } else {
      for (path, bytes) in files { context.print("\(path): \(bytes.count) bytes") }
    }
  }
}

extension Starter {
  /// Those that a document of the type must have.
  fileprivate var sections: [String] { (type?.sections ?? []).filter(\.isRequired).map(\.name) }
}
