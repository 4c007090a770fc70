import CommandLineTool
import Glibc
import Telemetry

/// A program of its own for what a test cannot see in its own process: allocations, signals, terminals, ends.
@main
enum TelemetryProbe {
  static func main() async {
    let tool = Tool(
      Command(
        "telemetry-probe", "Shows what tests want to see",
        subcommands: [
          Command("allocations", "Count allocations while metrics are recorded", run: allocations),
          Command("wait", "Wait for an interrupt and heed it", run: wait),
          Command("stubborn", "Wait for an interrupt and ignore it", run: ignore),
          Command("bar", "Draw a progress bar", run: bar),
          Command("logs", "Log a thousand lines and end", run: logs),
        ]), version: "1")
    await tool.main()
  }

  // MARK: Allocations

  private final class Kept {}

  private static func allocations(_ context: CommandContext) async throws -> ExitCode {
    typealias Count = @convention(c) () -> UInt
    guard let symbol = dlsym(nil, "counted_allocations") else {
      throw CommandFailure(code: "no-hook", "the counting library is not loaded")
    }
    let count = unsafeBitCast(symbol, to: Count.self)
    let registry = MetricRegistry()
    let counter = registry.counter("jobs", help: "Jobs")
    let level = registry.level("running", help: "Running")
    let gauge = registry.gauge("depth", help: "Depth")
    let histogram = registry.histogram("duration_seconds", help: "Duration", scale: .seconds)
    let server = HTTPServerMetrics(registry)
    let route = server.route(method: "GET", route: "/")
    let record = { (step: Int) in
      counter.increment()
      counter.add(step)
      level.increment()
      level.decrement()
      gauge.set(step)
      histogram.record(step)
      histogram.record(.microseconds(step))
      server.connectionOpened()
      route.started()
      route.ended(status: 200, duration: .nanoseconds(step), bytesIn: step, bytesOut: step)
      server.connectionClosed()
    }
    record(1)
    let before = count()
    for step in 0..<100_000 { record(step) }
    let recorded = count() - before
    let kept = (0..<100).map { _ in Kept() }
    let control = count() - before - recorded
    context.print("recorded \(recorded), control \(control >= kept.count ? "works" : "fails")")
    return .success
  }

  // MARK: Interrupts

  private static func wait(_ context: CommandContext) async throws -> ExitCode {
    context.print("READY")
    while true { try await Task.sleep(for: .seconds(3600)) }
  }

  private static func ignore(_ context: CommandContext) async throws -> ExitCode {
    context.print("READY")
    return await withTaskCancellationHandler {
      await withUnsafeContinuation { (_: UnsafeContinuation<ExitCode, Never>) in }
    } onCancel: {
      context.print("CANCELLED")
    }
  }

  // MARK: Output

  private static func bar(_ context: CommandContext) async throws -> ExitCode {
    let bar = context.progress("Exporting", total: 40)
    for _ in 0..<40 { bar.advance() }
    bar.finish()
    context.print("done")
    return .success
  }

  private static func logs(_ context: CommandContext) async throws -> ExitCode {
    let logs = Logs(descriptor: 1, format: .json)
    let logger = logs.logger("probe")
    for number in 0..<1_000 { logger.info("Done", ["number": .integer(number)]) }
    return logs.flush() ? .success : .failure
  }
}
