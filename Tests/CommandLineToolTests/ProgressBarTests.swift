import Testing
import Threads

@testable import CommandLineTool

@Suite struct ProgressBarTests {
  /// A clock that the test moves.
  private final class Clock: Sendable {
    private let offset = Lock(Duration.zero)
    private let start = ContinuousClock.now
    var now: ContinuousClock.Instant { start + offset.withLock { $0 } }
    func move(_ duration: Duration) { offset.withLock { $0 += duration } }
  }

  @Test func drawsOneLineOnATerminal() throws {
    let terminal = try #require(PseudoTerminal(columns: 80))
    let clock = Clock()
    let output = TextOutput(descriptor: terminal.programEnd, color: .auto, environment: ["TERM": "xterm"])
    let bar = ProgressBar("Exporting", total: 200, unit: .items, output: output, now: { clock.now })
    clock.move(.seconds(1))
    bar.advance(by: 50)
    // Less than a tenth of a second later: not drawn.
    clock.move(.milliseconds(50))
    bar.advance(by: 1)
    clock.move(.milliseconds(950))
    bar.advance(by: 49, note: "a\u{1B}b")
    bar.set(200)
    bar.finish()
    let seen = terminal.read(until: "\u{1B}[?25h")
    let frames = seen.split(separator: "\r\u{1B}[2K").map(String.init)
    #expect(
      frames == [
        "\u{1B}[?25l", "Exporting  [#####...............]  25 %  50/200  50/s  ETA 0:03",
        "Exporting  [##########..........]  50 %  100/200  50/s  ETA 0:02  a\\u{1B}b",
        "Exporting  [####################]  100 %  200/200  100/s  in 0:02  a\\u{1B}b\r\n\u{1B}[?25h",
      ])
  }

  @Test func neverWrapsOnANarrowTerminal() throws {
    let terminal = try #require(PseudoTerminal(columns: 40))
    let output = TextOutput(descriptor: terminal.programEnd, color: .auto, environment: [:])
    let bar = ProgressBar("A title that is longer than the whole screen", total: 10, unit: .items, output: output)
    bar.set(5)
    bar.finish()
    let seen = terminal.read(until: "\u{1B}[?25h")
    for frame in seen.split(separator: "\r\u{1B}[2K").dropFirst() {
      #expect(TextLayout.columns(frame.prefix { !$0.isNewline && $0 != "\u{1B}" }) < 40)
    }
  }

  @Test func writesFewPlainLinesElsewhere() {
    let written = Written()
    let clock = Clock()
    let output = TextOutput(isTerminal: false, usesColor: false) { written.addErrors($0) }
    let bar = ProgressBar("Copying", total: 1 << 30, unit: .bytes, output: output, now: { clock.now })
    for _ in 0..<1024 {
      clock.move(.milliseconds(10))
      bar.advance(by: 1 << 20)
    }
    bar.finish()
    bar.advance()
    let lines = written.errors.split(separator: "\n")
    #expect(lines.count == 10)
    #expect(lines.first == "Copying  10 %  103.0 MiB/1.0 GiB  100.0 MiB/s  ETA 0:09")
    #expect(lines.last == "Copying  100 %  1.0 GiB/1.0 GiB  100.0 MiB/s  in 0:10")
  }

  @Test func saysSomethingEveryHalfMinuteWithoutATotal() {
    let written = Written()
    let clock = Clock()
    let output = TextOutput(isTerminal: false, usesColor: false) { written.addErrors($0) }
    let bar = ProgressBar("Reading", total: nil, unit: .items, output: output, now: { clock.now })
    for _ in 0..<65 {
      clock.move(.seconds(1))
      bar.advance()
    }
    #expect(written.errors == "Reading  30  1/s\nReading  60  1/s\n")
  }
}
