import JSON
import Judging
import TestSupport
import Testing

@testable import Telemetry

@Suite struct ExpositionTests {
  /// A registry with everything that is hard to write.
  static func sample() -> MetricRegistry {
    let registry = MetricRegistry()
    registry.counter("jobs_done", help: "Jobs that are done").add(7)
    let requests = registry.counters(
      "web_requests", help: "Requests by route \\ method,\nwith \"quotes\"", labels: ["method", "route"])
    requests.series("GET", "/exports/{id}").add(3)
    requests.series("GET", "a\"b\\c\nd é").add(1)
    registry.gauge("temperature_celsius", help: "Outside").set(-12.5)
    registry.gauge("ratio_unknown", help: "Not a number").set(Double.nan)
    registry.gauge("huge", help: "Infinite").set(-Double.infinity)
    registry.level("web_in_flight", help: "Requests being answered").add(2)
    registry.gauge("asked", help: "Asked for") { 4.25 }
    registry.gauge("absent", help: "Never there") { nil }
    registry.counter("cpu_seconds", help: "CPU time") { 1e-7 }
    registry.gauges("pool_connections", help: "By state", labels: ["state"]) { [(["idle"], 3), (["busy"], 1)] }
    let durations = registry.histograms(
      "web_request_duration_seconds", help: "Durations", scale: .seconds, labels: ["route"])
    durations.series("/").record(.milliseconds(3))
    durations.series("/").record(.microseconds(1))
    durations.series("/").record(.seconds(500))
    registry.histogram("body_bytes", help: "Sizes", scale: .bytes).record(1 << 20)
    HTTPServerMetrics(registry).route(method: "GET", route: "/health").finished(
      status: 200, duration: .milliseconds(1), bytesIn: 0, bytesOut: 100)
    ProcessMetrics.register(in: registry)
    return registry
  }

  @Test func promtoolFindsNothingToSay() throws {
    let registry = MetricRegistry()
    // Names that promtool's linter accepts; what it dislikes about others is style.
    registry.counter("jobs_done", help: "Jobs that are done").add(7)
    registry.histogram("web_request_duration_seconds", help: "Durations", scale: .seconds).record(5)
    HTTPServerMetrics(registry).route(method: "GET", route: "/health").finished(
      status: 404, duration: .milliseconds(1), bytesIn: 0, bytesOut: 100)
    ProcessMetrics.register(in: registry)
    let verdict = try Judge.run("promtool", ["check", "metrics"], input: registry.exposition(.prometheus))
    #expect(verdict.status == 0)
    #expect(verdict.errors.isEmpty && verdict.output.isEmpty, "\(verdict.errors)\(verdict.output)")
  }

  private static let judge = """
    import sys, json
    from prometheus_client.parser import text_string_to_metric_families as prometheus
    from prometheus_client.openmetrics.parser import text_string_to_metric_families as openmetrics
    parse = openmetrics if sys.argv[1] == 'openmetrics' else prometheus
    out = []
    for family in parse(sys.stdin.read()):
        for s in family.samples:
            out.append([family.name, family.type, family.documentation, family.unit, s.name, dict(s.labels), repr(float(s.value))])
    print(json.dumps(out))
    """

  @Test(arguments: [(ExpositionFormat.prometheus, "prometheus"), (.openMetrics, "openmetrics")])
  func pythonReadsWhatWasRecorded(_ format: ExpositionFormat, _ name: String) throws {
    let verdict = try Judge.python(Self.judge, [name], input: Self.sample().exposition(format))
    #expect(verdict.status == 0, "\(verdict.errors)")
    let samples = try #require(try JSONValue(parsing: verdict.output).array)
    func value(_ sample: String, _ labels: JSONValue = .object([])) -> String? {
      samples.first { $0[4] == .string(sample) && $0[5] == labels }?[6]?.string
    }
    #expect(value("jobs_done_total") == "7.0")
    #expect(value("web_requests_total", ["method": "GET", "route": "/exports/{id}"]) == "3.0")
    #expect(value("web_requests_total", ["method": "GET", "route": "a\"b\\c\nd é"]) == "1.0")
    #expect(value("temperature_celsius") == "-12.5")
    #expect(value("ratio_unknown") == "nan")
    #expect(value("huge") == "-inf")
    #expect(value("web_in_flight") == "2.0")
    #expect(value("asked") == "4.25")
    #expect(value("absent") == nil)
    #expect(value("cpu_seconds_total") == "1e-07")
    #expect(value("pool_connections", ["state": "busy"]) == "1.0")
    #expect(value("web_request_duration_seconds_count", ["route": "/"]) == "3.0")
    #expect(value("web_request_duration_seconds_sum", ["route": "/"]) == "500.003001")
    #expect(value("web_request_duration_seconds_bucket", ["route": "/", "le": "0.002097152"]) == "1.0")
    #expect(value("web_request_duration_seconds_bucket", ["route": "/", "le": "0.004194304"]) == "2.0")
    #expect(value("web_request_duration_seconds_bucket", ["route": "/", "le": "+Inf"]) == "3.0")
    let one = format == .openMetrics ? "1048576.0" : "1048576"
    #expect(value("body_bytes_bucket", ["le": .string(one)]) == "1.0")
    let help = samples.first { $0[4] == "web_requests_total" }?[2]
    #expect(help == "Requests by route \\ method,\nwith \"quotes\"")
    if format == .openMetrics {
      #expect(samples.first { $0[4] == "body_bytes_sum" }?[3] == "bytes")
      #expect(samples.first { $0[4] == "cpu_seconds_total" }?[1] == "counter")
    }
  }

  @Test func openMetricsEnds() {
    #expect(String(decoding: Self.sample().exposition(.openMetrics), as: UTF8.self).hasSuffix("\n# EOF\n"))
    #expect(!String(decoding: Self.sample().exposition(.prometheus), as: UTF8.self).contains("EOF"))
  }

  @Test(
    arguments: [
      (nil, .prometheus), ("", .prometheus), ("*/*", .prometheus), ("text/html", .prometheus),
      ("application/openmetrics-text", .openMetrics), ("application/openmetrics-text; version=1.0.0", .openMetrics),
      ("application/openmetrics-text;version=2.0.0", .prometheus), ("Application/OpenMetrics-Text;q=0.1", .openMetrics),
      ("text/plain;q=0.5,application/openmetrics-text;q=0.4", .prometheus),
      (
        "application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
        .openMetrics
      ),
      ("application/openmetrics-text;q=0, text/plain", .prometheus),
      ("text/plain, application/openmetrics-text", .prometheus), ("application/openmetrics-text;q=x, */*", .prometheus),
      (";;,,=", .prometheus),
    ] as [(String?, ExpositionFormat)])
  func formatIsNegotiated(_ accept: String?, _ expected: ExpositionFormat) {
    #expect(ExpositionFormat.negotiated(accept: accept) == expected)
  }

  @Test func processFiguresAreThere() throws {
    let registry = MetricRegistry()
    ProcessMetrics.register(in: registry)
    let text = String(decoding: registry.exposition(.prometheus), as: UTF8.self)
    func value(_ name: String) throws -> Double {
      let line = try #require(text.split(separator: "\n").first { $0.hasPrefix(name + " ") }, "\(name)")
      return try #require(Double(line.split(separator: " ").last ?? ""))
    }
    #expect(try value("process_resident_memory_bytes") > 1_000_000)
    #expect(try value("process_cpu_seconds_total") > 0)
    #expect(try value("process_open_fds") >= 3)
    #expect(try value("process_max_fds") > 16)
    #expect(try value("process_threads") >= 1)
    let started = try value("process_start_time_seconds")
    let now = try #require(Double(try Judge.run("date", ["+%s"]).output.split(separator: "\n").first ?? ""))
    #expect(started > now - 86_400 * 30 && started <= now + 1)
    #expect(abs(try value("process_uptime_seconds") - (now - started)) < 60)
  }
}
