internal import Glibc
internal import Synchronization
internal import Telemetry

// bench-telemetry WORK THREADS OPERATIONS: CPU nanoseconds and wall nanoseconds per operation, for scripts.

/// All CPU time of the process, in nanoseconds.
func cpuTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
}

func refuse(_ reason: String) -> Never {
  let line = reason + "\n"
  _ = write(2, line, line.utf8.count)
  exit(2)
}

final class Work: Sendable {
  let body: @Sendable (Int) -> Void
  let operations: Int
  init(_ operations: Int, _ body: @escaping @Sendable (Int) -> Void) {
    self.operations = operations
    self.body = body
  }
}

func run(threads: Int, operations: Int, _ body: @escaping @Sendable (Int) -> Void, finish: () -> Void = {}) {
  let work = Work(operations, body)
  let clock = ContinuousClock()
  let cpu = cpuTime()
  let start = clock.now
  var handles: [pthread_t] = []
  for _ in 0..<threads {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(work).toOpaque()
    pthread_create(
      &thread, nil,
      { context in
        if let context {
          let work = Unmanaged<Work>.fromOpaque(context).takeRetainedValue()
          work.body(work.operations)
        }
        return nil
      }, context)
    handles.append(thread)
  }
  for thread in handles { pthread_join(thread, nil) }
  finish()
  let all = Double(operations * threads)
  let wall = start.duration(to: clock.now) / .nanoseconds(1)
  print((cpuTime() - cpu) / all, wall / all)
}

let words = CommandLine.arguments
guard words.count == 4, let threads = Int(words[2]), let operations = Int(words[3]) else {
  refuse("usage: bench-telemetry counter|histogram|request|log-json|log-off|exposition THREADS OPERATIONS")
}

let registry = MetricRegistry()
switch words[1] {
case "counter":
  let counter = registry.counters("jobs", help: "Jobs", labels: ["kind"]).series("pdf")
  run(threads: threads, operations: operations) { count in
    for _ in 0..<count { counter.increment() }
  }
case "histogram":
  let histogram = registry.histograms("duration_seconds", help: "Time", scale: .seconds, labels: ["kind"]).series("pdf")
  run(threads: threads, operations: operations) { count in
    for step in 0..<count { histogram.record(step & 0xF_FFFF) }
  }
case "request":
  let route = HTTPServerMetrics(registry).route(method: "GET", route: "/")
  run(threads: threads, operations: operations) { count in
    for step in 0..<count {
      route.started()
      route.ended(status: 200, duration: .nanoseconds(step & 0xF_FFFF), bytesIn: 0, bytesOut: 100)
    }
  }
case "log-json", "log-off":
  let file = open("/dev/null", O_WRONLY | O_CLOEXEC)
  // Room for all, so that none is dropped and each costs what it costs.
  let logs = Logs(
    descriptor: file, format: .json, levels: LogLevels(words[1] == "log-off" ? .error : .info),
    capacity: threads * operations)
  let logger = logs.logger("http")
  run(threads: threads, operations: operations) { count in
    for step in 0..<count {
      logger.info(
        "Request answered", ["method": "GET", "route": "/exports/{id}", "status": 200, "bytes": .integer(step)])
    }
  } finish: {
    logs.flush(within: .seconds(60))
  }
  precondition(logs.droppedCount == 0)
case "exposition":
  let server = HTTPServerMetrics(registry)
  ProcessMetrics.register(in: registry)
  for number in 0..<50 {
    server.route(method: "GET", route: "/route/\(number)").finished(
      status: 200, duration: .milliseconds(number), bytesIn: 0, bytesOut: 1)
  }
  run(threads: threads, operations: operations) { count in
    for _ in 0..<count { _ = registry.exposition(.openMetrics) }
  }
default:
  refuse("there is no such work: \(words[1])")
}
