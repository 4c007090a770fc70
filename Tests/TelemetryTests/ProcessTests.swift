import Glibc
import JSON
import Judging
import TestSupport
import Testing

/// What only a whole process shows. The program is `Tests/TelemetryProbe`.
@Suite struct ProcessTests {
  /// Sanitizers bring their own allocator, which the counting library would not see.
  private static let isSanitized = getenv("ASAN_OPTIONS") != nil || getenv("TSAN_OPTIONS") != nil

  private static func probe() throws -> String {
    var path = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &path, path.count - 1)
    try #require(count > 0)
    let own = String(decoding: path[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return own.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
      + "/telemetry-probe"
  }

  private static func source(_ name: String) -> String {
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/")
      + "/TelemetryProbe/" + name
  }

  @Test(.enabled(if: !isSanitized)) func recordingMetricsAllocatesNothing() throws {
    let verdict = try Judge.run(
      "bash",
      [
        "-ec",
        "folder=$(mktemp -d); trap 'rm -rf $folder' EXIT; cc -shared -fPIC -O1 -o $folder/count.so $1; LD_PRELOAD=$folder/count.so $2 allocations",
        "bash", Self.source("count-allocations.c"), try Self.probe(),
      ])
    #expect(verdict.output == "recorded 0, control works\n", "\(verdict.errors)")
  }

  /// Sends the signal after each line that the program prints.
  private static let interrupter = """
    import signal, subprocess, sys
    process = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    for line in process.stdout:
        process.send_signal(signal.SIGINT)
    print(process.wait(), process.stderr.read().strip())
    """

  @Test func anInterruptEndsTheProgramByTheSignal() throws {
    let verdict = try Judge.python(Self.interrupter, [try Self.probe(), "wait"])
    #expect(verdict.output == "-2 interrupted\n", "\(verdict.errors)")
  }

  @Test func aSecondInterruptEndsAtOnce() throws {
    let verdict = try Judge.python(Self.interrupter, [try Self.probe(), "stubborn"])
    #expect(verdict.output == "130 \n", "\(verdict.errors)")
  }

  @Test func progressIsABarOnATerminalAndLinesElsewhere() throws {
    let onTerminal = try Judge.run("script", ["-qec", "\(try Self.probe()) bar", "/dev/null"])
    #expect(onTerminal.output.contains("\r\u{1B}[2KExporting  [#"))
    #expect(onTerminal.output.contains("100 %  40/40"))
    #expect(onTerminal.output.hasSuffix("\u{1B}[?25hdone\r\n"))
    let elsewhere = try Judge.run(try Self.probe(), ["bar"])
    #expect(elsewhere.output == "done\n")
    #expect(elsewhere.errors.split(separator: "\n").count == 10)
    #expect(!elsewhere.errors.contains("\u{1B}"))
  }

  @Test func everythingLoggedIsThereAtTheEnd() throws {
    let verdict = try Judge.run(try Self.probe(), ["logs"])
    #expect(verdict.status == 0)
    let numbers = try verdict.output.split(separator: "\n").map {
      try JSONValue(parsing: String($0))["number"]?.integer
    }
    #expect(numbers == Array(0..<1_000))
  }

  @Test func usageErrorsEndWithTwo() throws {
    let verdict = try Judge.run(try Self.probe(), ["wiat"])
    #expect(verdict.status == 2)
    #expect(verdict.errors.hasPrefix("telemetry-probe: unknown command 'wiat'; did you mean 'wait'?\n"))
  }
}
