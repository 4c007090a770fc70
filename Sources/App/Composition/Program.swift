internal import API
internal import CommandLineTool

/// The whole program; the executable only calls it.
public enum Program {
  static let tool = Tool(
    Command(
      "export-ia", "Turn content into professional files",
      examples: [
        .init("export-ia export data.csv -o data.xlsx", "Turn a table into a workbook"),
        .init("export-ia serve", "Serve on http://127.0.0.1:8000 with the data in ./data"),
        .init("export-ia export report.md -o report.html", "Turn a file into another format"),
        .init("export-ia doctor", "Check this machine"),
      ],
      subcommands: [
        ServeCommand.command(), WorkCommand.command(), ExportCommand.command(), ValidateCommand.command(),
        ProfileCommand.command(), FormatsCommand.command(), TemplateCommand.command(),
        StatusCommand.command(), WatchCommand.command(), DownloadCommand.command(), ListCommand.command(),
        CancelCommand.command(), HealthCommand.command(),
        ConfigCommand.command(), DoctorCommand.command(),
      ]),
    version: ProductVersion.number)

  public static func main() async -> Never {
    await tool.main()
  }
}
