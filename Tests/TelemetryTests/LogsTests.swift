import Glibc
import JSON
import Synchronization
import Testing

@testable import Telemetry

@Suite struct LogsTests {
  @Test func linesArriveInOrder() throws {
    let pipe = LogPipe()
    let logs = Logs(descriptor: pipe.writing, format: .json)
    let logger = logs.logger("jobs")
    for number in 0..<500 { logger.info("Done", ["number": .integer(number)]) }
    #expect(logs.flush(within: .seconds(60)))
    let numbers = try pipe.finish().map { try JSONValue(parsing: String($0))["number"]?.integer }
    #expect(numbers == Array(0..<500))
    #expect(logs.droppedCount == 0)
  }

  @Test func levelsHoldBySubsystem() {
    let pipe = LogPipe()
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
    #expect(logs.flush(within: .seconds(60)))
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
    let pipe = LogPipe()
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
    #expect(logs.flush(within: .seconds(60)))
    let lines = try pipe.finish().map { try JSONValue(parsing: String($0)) }
    #expect(lines[0]["request_id"] == "r-7")
    #expect(lines[0]["tenant"] == "acme")
    #expect(lines[0]["trace_id"] == .string(span.traceID.description))
    #expect(lines[0]["span_id"] == .string(span.spanID.description))
    #expect(lines[1]["request_id"] == nil)
  }

  /// Nobody reads: the program goes on at once, the losses are counted, and told once somebody reads again.
  @Test func aSlowOutputLosesLinesInsteadOfTime() throws {
    let pipe = LogPipe()
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

    pipe.startReading()
    #expect(logs.flush(within: .seconds(60)))
    let lines = pipe.finish()
    let reports = try lines.map { try JSONValue(parsing: String($0)) }.filter {
      $0["message"] == "Lost log lines because their output is too slow"
    }
    #expect(reports.last?["total"]?.integer == Int(logs.droppedCount))
    #expect(reports.compactMap { $0["lines"]?.integer }.reduce(0, +) == Int(logs.droppedCount))
    #expect(lines.count == 1_000 - Int(logs.droppedCount) + reports.count)
  }

  @Test func anOutputThatIsGoneDoesNotEndTheProgram() {
    let file = open("/dev/full", O_WRONLY | O_CLOEXEC)
    defer { close(file) }
    let logs = Logs(descriptor: file, format: .json)
    logs.logger("jobs").error("Nobody hears this")
    #expect(logs.flush(within: .seconds(60)))
  }

  @Test func manyThreadsLogAtOnce() async throws {
    let pipe = LogPipe()
    let logs = Logs(descriptor: pipe.writing, format: .json, capacity: 100_000)
    pipe.startReading()
    await withTaskGroup { group in
      for worker in 0..<4 {
        group.addTask {
          let logger = logs.logger("worker\(worker)")
          for number in 0..<1_000 { logger.info("Done", ["number": .integer(number)]) }
        }
      }
    }
    #expect(logs.flush(within: .seconds(60)))
    #expect(pipe.finish().count == 4_000)
  }
}
