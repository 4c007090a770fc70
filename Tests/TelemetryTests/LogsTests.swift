import Glibc
import JSON
import Synchronization
import Testing

@testable import Telemetry

@Suite struct LogsTests {
  /// A pipe that the test reads.
  private final class Pipe: Sendable {
    let reading: Int32
    let writing: Int32

    init() {
      var ends: [Int32] = [-1, -1]
      _ = pipe(&ends)
      // Programs that other tests start must not keep the pipe open.
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      (reading, writing) = (ends[0], ends[1])
    }

    deinit { close(reading) }

    /// Everything up to the end; the writing side is closed first.
    func finish() -> [Substring] {
      close(writing)
      var bytes: [UInt8] = []
      var part = [UInt8](repeating: 0, count: 65_536)
      while true {
        let count = read(reading, &part, part.count)
        guard count > 0 else { return String(decoding: bytes, as: UTF8.self).split(separator: "\n") }
        bytes += part[..<count]
      }
    }
  }

  @Test func linesArriveInOrder() throws {
    let pipe = Pipe()
    let logs = Logs(descriptor: pipe.writing, format: .json)
    let logger = logs.logger("jobs")
    for number in 0..<500 { logger.info("Done", ["number": .integer(number)]) }
    #expect(logs.flush(within: .seconds(20)))
    let numbers = try pipe.finish().map { try JSONValue(parsing: String($0))["number"]?.integer }
    #expect(numbers == Array(0..<500))
    #expect(logs.droppedCount == 0)
  }

  @Test func levelsHoldBySubsystem() {
    let pipe = Pipe()
    let logs = Logs(
      descriptor: pipe.writing, format: .pretty(colors: false),
      levels: LogLevels(.warning, subsystems: ["http": .debug]))
    let built = Atomic(0)
    func message(_ text: String) -> String {
      built.add(1, ordering: .relaxed)
      return text
    }
    logs.logger("database").info(message("no"))
    logs.logger("database").error(message("yes1"))
    logs.logger("http").debug(message("yes2"))
    logs.logger("http.client").debug(message("yes3"))
    logs.logger("http").trace(message("no"))
    logs.logger("https").debug(message("no"))
    let kept = logs.logger("late")
    kept.debug(message("no"))
    logs.levels = LogLevels(.trace)
    kept.trace(message("yes4"))
    Logger.silent.error(message("no"))
    #expect(logs.flush(within: .seconds(20)))
    #expect(built.load(ordering: .relaxed) == 4)
    let texts = pipe.finish().map { $0.split(separator: " ").last.map(String.init) }
    #expect(texts == ["yes1", "yes2", "yes3", "yes4"])
  }

  @Test(
    arguments: [
      ("info", "info"), ("debug,http=trace", "debug,http=trace"), ("http=debug", "info,http=debug"),
      (" warning , b = error,a=info", "warning,a=info,b=error"), ("loud", nil), ("", nil), ("info,debug", nil),
      ("http=", nil), ("=info", nil), ("a=info,a=debug", nil), ("a=b=info", nil), ("info,", nil),
    ] as [(String, String?)])
  func levelsAreParsed(_ text: String, _ expected: String?) {
    #expect(LogLevels(parsing: text)?.description == expected)
  }

  @Test func contextIsWritten() async throws {
    let pipe = Pipe()
    let logs = Logs(descriptor: pipe.writing, format: .json)
    let logger = logs.logger("jobs")
    let tracer = Tracer()
    let context = TelemetryContext(requestID: "r-7", tenant: "acme")
    let span = await TelemetryContext.$current.withValue(context) {
      await tracer.withSpan("work") { span in
        await Task { logger.info("inside") }.value
        return span.context
      }
    }
    logger.info("outside")
    #expect(logs.flush(within: .seconds(20)))
    let lines = try pipe.finish().map { try JSONValue(parsing: String($0)) }
    #expect(lines[0]["request_id"] == "r-7")
    #expect(lines[0]["tenant"] == "acme")
    #expect(lines[0]["trace_id"] == .string(span.traceID.description))
    #expect(lines[0]["span_id"] == .string(span.spanID.description))
    #expect(lines[1]["request_id"] == nil)
  }

  /// Nobody reads: the program goes on at once, the losses are counted, and told once somebody reads again.
  @Test func aSlowOutputLosesLinesInsteadOfTime() throws {
    let pipe = Pipe()
    let logs = Logs(descriptor: pipe.writing, format: .json, capacity: 64)
    let logger = logs.logger("jobs")
    let text = String(repeating: "x", count: 4_000)
    for _ in 0..<1_000 { logger.info("Done", ["text": .string(text)]) }
    #expect(logs.droppedCount > 500)
    #expect(!logs.flush(within: .milliseconds(50)))
    let registry = MetricRegistry()
    logs.register(in: registry)
    #expect(
      String(decoding: registry.exposition(.prometheus), as: UTF8.self).contains(
        "log_lines_dropped_total \(logs.droppedCount)\n"))

    let reader = pipe.reading
    var seen: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 65_536)
    // Reads until the report of the losses is there.
    while !String(decoding: seen.suffix(100_000), as: UTF8.self).contains("Lost log lines") {
      let count = read(reader, &part, part.count)
      guard count > 0 else { break }
      seen += part[..<count]
    }
    let lines = String(decoding: seen, as: UTF8.self).split(separator: "\n")
    let report = try #require(lines.first { $0.contains("Lost log lines") })
    #expect(try JSONValue(parsing: String(report))["lines"]?.integer == Int(logs.droppedCount))
    _ = pipe.finish()
  }

  @Test func anOutputThatIsGoneDoesNotEndTheProgram() {
    let file = open("/dev/full", O_WRONLY | O_CLOEXEC)
    defer { close(file) }
    let logs = Logs(descriptor: file, format: .json)
    logs.logger("jobs").error("Nobody hears this")
    #expect(logs.flush(within: .seconds(20)))
  }

  @Test func manyThreadsLogAtOnce() async throws {
    let pipe = Pipe()
    let logs = Logs(descriptor: pipe.writing, format: .json, capacity: 100_000)
    let reader = Task.detached { () -> Int in
      var count = 0
      var part = [UInt8](repeating: 0, count: 65_536)
      while true {
        let bytes = read(pipe.reading, &part, part.count)
        guard bytes > 0 else { return count }
        count += part[..<bytes].count { $0 == UInt8(ascii: "\n") }
      }
    }
    await withTaskGroup { group in
      for worker in 0..<4 {
        group.addTask {
          let logger = logs.logger("worker\(worker)")
          for number in 0..<1_000 { logger.info("Done", ["number": .integer(number)]) }
        }
      }
    }
    #expect(logs.flush(within: .seconds(20)))
    close(pipe.writing)
    #expect(await reader.value == 4_000)
  }
}
