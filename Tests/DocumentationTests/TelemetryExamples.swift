import Telemetry
import Testing
import Threads

/// The examples of docs/telemetry.md, word for word.
@Suite struct TelemetryExamples {
  @Test func logs() {
    let (id, size, time) = ("17", 1_000, Duration.milliseconds(12))
    let logs = Logs(format: .json, levels: LogLevels(parsing: "info,http=debug") ?? LogLevels())
    let log = logs.logger("jobs")
    log.info("Export finished", ["export": .string(id), "bytes": .integer(size), "took": .duration(time)])
    logs.flush()  // at the end: waits until everything is written, two seconds at most
    #expect(logs.droppedCount == 0)
  }

  @Test func metrics() {
    let queue = Lock([1, 2, 3])
    let accept = "application/openmetrics-text"
    let registry = MetricRegistry()
    let exports = registry.counters("exports", help: "Exports by format", labels: ["format"])
    let pdf = exports.series("pdf")  // at set-up: takes a lock
    pdf.increment()  // anywhere, any thread: no lock, no allocation
    let duration = registry.histogram("export_duration_seconds", help: "Time an export took", scale: .seconds)
    duration.record(.milliseconds(12))
    registry.gauge("queue_depth", help: "Jobs that wait") { Double(queue.withLock { $0.count }) }  // at each scrape
    let format = ExpositionFormat.negotiated(accept: accept)
    let body = registry.exposition(format)  // with format.contentType
    #expect(String(decoding: body, as: UTF8.self).contains(#"exports_total{format="pdf"} 1"#))
    #expect(String(decoding: body, as: UTF8.self).contains("queue_depth 3"))
  }

  @Test func traces() async throws {
    final class Collector: TraceTransport {
      let bodies = Lock([[UInt8]]())
      func send(_ body: [UInt8], contentType: String) async throws -> TraceTransportAnswer {
        bodies.withLock { $0.append(body) }
        return TraceTransportAnswer(status: 200)
      }
    }
    let transport = Collector()
    let version = "3.0.0"
    let header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    let state: String? = nil
    var outgoing: [String: String] = [:]
    let exporter = TraceExporter(
      resource: ["service.name": "export-ia"], scope: "export-ia", version: version, transport: transport)
    let tracer = Tracer(sampler: TraceSampler(ratio: 0.1), exporter: exporter)
    let remote = TraceContext(traceparent: header, tracestate: state)  // nil where it is malformed
    tracer.withSpan("GET /exports/{id}", kind: .server, remote: remote) { span in
      span.set("export.format", "pdf")  // inner spans and log lines belong to it
      outgoing["traceparent"] = span.context.traceparent
    }
    await exporter.shutdown(within: .seconds(3))
    #expect(outgoing["traceparent"]?.hasPrefix("00-4bf92f3577b34da6a3ce929d0e0e4736-") == true)
    #expect(transport.bodies.withLock { $0.count } == 1)
  }
}
