import CommandLineTool
import Testing

@Suite struct HelpPageTests {
  @Test func commandHelpIsAligned() async {
    let help = await SampleRun(["serve", "--help"]).output
    #expect(
      help == """
        Serve exports over HTTP.

        Answers requests until it is told to stop. Everything that was accepted is
        finished first.

        USAGE
          export-ia serve [options]

        OPTIONS
          -h, --help                      Show this help
              --version                   Show the version
              --color auto|always|never   When to use colours (default: auto)
          -v, --verbose                   Say more
          -p, --port, --http-port NUMBER  The port to listen on (default: 8000)
              --data FOLDER               The folder for the data
              --limit SIZE                The largest body (default: 1MiB)
              --wait TIME                 How long to wait (default: 20s)
          -m, --mode fast|small           What to care for (default: fast)
              --allow TEXT                A network to let in; may be repeated
          -q, --quiet                     Say less
              --json                      Print the result as JSON

        EXAMPLES
          export-ia serve --port 9000
              Serves on port 9000 with everything else as it is.

        """)
  }

  @Test func rootHelpListsCommands() async {
    let help = await SampleRun(["--help"]).output
    #expect(help.contains("\nCOMMANDS\n  serve       Serve exports over HTTP\n  copy        Copy files\n"))
    #expect(help.contains("'export-ia COMMAND --help' tells more about a command."))
    #expect(!help.contains("ghost"))
    #expect(await SampleRun(["help"]).output == help)
  }

  @Test func helpOfACommandByName() async {
    let help = await SampleRun(["serve", "--help"]).output
    #expect(await SampleRun(["help", "serve"]).output == help)
  }

  @Test func usageShowsArguments() async {
    #expect(await SampleRun(["copy", "-h"]).output.contains("export-ia copy [options] SOURCE [TARGET ...]\n"))
    #expect(await SampleRun(["sign", "-h"]).output.contains("export-ia sign [options] --key TEXT\n"))
    #expect(await SampleRun(["config", "-h"]).output.contains("export-ia config COMMAND [options]\n"))
  }

  @Test(arguments: [40, 52, 80, 120])
  func helpKeepsWithinTheTerminal(_ width: Int) async {
    let help = await SampleRun(["serve", "--help"], width: width).output
    for line in help.split(separator: "\n") { #expect(line.count <= width, "\(line)") }
    #expect(help.split(separator: "\n").count >= (width == 40 ? 30 : 20))
  }

  @Test func wideLettersTakeTwoColumns() {
    #expect(TextLayout.columns("日本 é") == 6)
    #expect(TextLayout.table([["日本", "x"], ["a", "y"]]) == ["日本  x", "a     y"])
  }
}
