internal import ByteIO
internal import CommandLineTool
internal import Glibc
internal import HTTPClient
internal import HTTPMessage
internal import JSON

/// `export-ia download`: fetches a file of an export.
enum DownloadCommand {
  static let output = Option<String?>(
    "output", short: "o", .file,
    "The file to write, or - for standard output; without it the name that the server gives it, in this folder")
  static let format = Option<String?>("format", .nonEmptyString, "Which of several files")

  static func command() -> Command {
    Command(
      "download", "Fetch the file of an export from a server",
      discussion: """
        The file appears when it is whole. Without -o a file that is there already is not replaced.
        """,
      options: [output, format] + RemoteServer.options, arguments: [StatusCommand.export],
      examples: [
        .init("export-ia download 01a1ff7a-c074-7000-8fde-fba9ceb481f7", "Under its own name"),
        .init("export-ia download 01a1ff7a-c074-7000-8fde-fba9ceb481f7 -o report.pdf", "Under another"),
      ]
    ) { context in
      if context.isJSON, context[output] == "-" {
        throw CommandFailure(
          code: "output_taken", "The file and --json cannot both go to standard output.", hint: "Give -o a file's name."
        )
      }
      let (name, size) = try await RemoteServer.with(context) { server in try await fetch(server, context) }
      if context.isJSON {
        context.printJSON(["file": .string(name), "size": .integer(Int64(size))])
      } else if name != "-" {
        context.print("\(name): \(ExportLines.size(size))")
      }
      return .success
    }
  }

  private static func fetch(_ server: RemoteServer, _ context: CommandContext) async throws -> (String, Int) {
    let id = context[StatusCommand.export]
    var path = "/api/v3/exports/\(RemoteServer.part(id))/download"
    if let format = context[format] { path += "?format=\(RemoteServer.part(format))" }
    let response = try await server.open(.get, path, fields: ["Accept": "*/*"])
    let name = try name(of: response, context)
    let total = response.fields["Content-Length"].flatMap { Int($0) }
    let sink: any ByteSink = name == "-" ? DescriptorSink(1) : try FileSink(path: name)
    let progress = LateProgress("download", context)
    var size = 0
    do {
      for try await piece in response.body {
        try piece.withUnsafeBytes { try sink.write($0) }
        size += piece.count
        if let total, total > 0 { progress.set(Double(size) / Double(total), ExportLines.size(size)) }
      }
      try sink.finish()
    } catch let error as HTTPClientError {
      if error.code == .cancelled { throw CancellationError() }
      throw CommandFailure(
        code: error.code.rawValue, "The download broke off after \(ExportLines.size(size)): \(error.message)",
        hint: "Nothing was written. Run the command again.")
    }
    progress.finish()
    return (name, size)
  }

  private static func name(of response: ClientResponse, _ context: CommandContext) throws -> String {
    if let name = context[output] { return name }
    let name = AttachmentName.of(response.fields["Content-Disposition"] ?? "") ?? "export"
    if access(name, F_OK) == 0 {
      throw CommandFailure(
        code: "file_exists", "'\(visible(name))' is there already.", hint: "Give -o to name the file, or to replace it."
      )
    }
    return name
  }
}
