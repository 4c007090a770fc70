import JSON
import Judging
import TestSupport
import Testing
import Threads

@testable import Telemetry

/// A collector that answers what the test says and keeps what it got.
final class SampleCollector: TraceTransport {
  enum Reaction: Sendable {
    case answer(Int, retryAfter: Duration? = nil, body: String = "{}")
    case unreachable
    /// Never answers, and does not care about being cancelled.
    case silence
  }

  struct Unreachable: Error {}

  private let state: Lock<(reactions: [Reaction], bodies: [[UInt8]])>

  init(_ reactions: [Reaction] = []) {
    state = Lock((reactions, []))
  }

  var bodies: [[UInt8]] { state.withLock { $0.bodies } }

  func send(_ body: [UInt8], contentType: String) async throws -> TraceTransportAnswer {
    #expect(contentType == "application/json")
    let reaction = state.withLock { state in
      state.bodies.append(body)
      return state.reactions.isEmpty ? Reaction.answer(200) : state.reactions.removeFirst()
    }
    switch reaction {
    case .answer(let status, let retryAfter, let body):
      return TraceTransportAnswer(status: status, retryAfter: retryAfter, body: Array(body.utf8))
    case .unreachable: throw Unreachable()
    case .silence:
      await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
      throw Unreachable()
    }
  }

  /// The spans of all requests.
  func spans() throws -> [JSONValue] {
    try bodies.flatMap { body in
      try JSONValue(parsing: body)["resourceSpans"]?[0]?["scopeSpans"]?[0]?["spans"]?.array ?? []
    }
  }
}

@Suite struct TracerTests {
  private static func exporter(
    _ collector: SampleCollector, _ settings: TraceExporter.Settings = .init(),
    sleep: @escaping @Sendable (Duration) async throws -> Void = { _ in try await Task.sleep(for: .seconds(3600)) }
  ) -> TraceExporter {
    TraceExporter(
      resource: ["service.name": "export-ia", "service.instance.id": "1"], scope: "export-ia", version: "3.0.0",
      settings: settings, transport: collector, sleep: sleep)
  }

  private static let all = TraceSampler(ratio: 1)

  @Test func spansFormATree() async throws {
    let collector = SampleCollector()
    let exporter = Self.exporter(collector)
    let tracer = Tracer(sampler: Self.all, exporter: exporter)
    let remote = try #require(
      TraceContext(traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", tracestate: "v=1"))
    await tracer.withSpan("GET /", kind: .server, remote: remote) { _ in
      await tracer.withSpan("query", kind: .client) { _ in await Task.yield() }
      tracer.withSpan("render") { span in #expect(TelemetryContext.current?.trace == span.context) }
    }
    await exporter.flush()
    let spans = try collector.spans()
    #expect(spans.map { $0["name"]?.string } == ["query", "render", "GET /"])
    let root = try #require(spans.last)
    #expect(root["parentSpanId"] == "b7ad6b7169203331")
    #expect(root["traceState"] == "v=1")
    #expect(root["flags"] == 0x301)
    #expect(root["kind"] == 2)
    for span in spans {
      #expect(span["traceId"] == "0af7651916cd43dd8448eb211c80319c")
      let start = try #require(span["startTimeUnixNano"]?.string.flatMap { UInt64($0) })
      let end = try #require(span["endTimeUnixNano"]?.string.flatMap { UInt64($0) })
      #expect(start > 1_600_000_000_000_000_000 && end >= start)
    }
    #expect(spans[0]["parentSpanId"] == root["spanId"])
    #expect(spans[1]["parentSpanId"] == root["spanId"])
    #expect(Set(spans.compactMap { $0["spanId"]?.string }).count == 3)
    #expect(exporter.counts == TraceExporter.Counts(exported: 3))
  }

  @Test func theCallersDecisionHolds() throws {
    let exporter = Self.exporter(SampleCollector())
    let parent = { (flags: String) in
      TraceContext(traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-\(flags)")
    }
    let none = Tracer(sampler: TraceSampler(ratio: 0), exporter: exporter)
    #expect(none.span("a", remote: parent("01")).isRecording)
    #expect(!none.span("a", remote: parent("00")).isRecording)
    #expect(!none.span("a").isRecording)
    let every = Tracer(sampler: Self.all, exporter: exporter)
    #expect(!every.span("a", remote: parent("00")).isRecording)
    #expect(every.span("a").isRecording)
    // Without an exporter, headers are passed on as they came.
    let span = Tracer().span("a", remote: parent("01"))
    #expect(span.context == parent("01"))
    #expect(!span.isRecording)
    #expect(!Tracer().span("a").context.isSampled)
  }

  @Test(arguments: [0.0, 0.01, 0.25, 0.5, 1])
  func theShareIsTaken(_ ratio: Double) {
    let sampler = TraceSampler(ratio: ratio)
    let source = IdentifierSource()
    let identifiers = (0..<20_000).map { _ in source.traceID() }
    let taken = identifiers.filter { sampler.samples($0, parent: nil) }
    #expect(abs(Double(taken.count) / 20_000 - ratio) < 0.02)
    // What a smaller share takes, a larger one takes too.
    let larger = TraceSampler(ratio: min(ratio + 0.1, 1))
    #expect(taken.allSatisfy { larger.samples($0, parent: nil) })
    #expect(Set(identifiers).count == 20_000)
  }

  /// The judge is OpenTelemetry's own schema.
  @Test func openTelemetryReadsTheBatch() async throws {
    let collector = SampleCollector()
    let exporter = Self.exporter(collector)
    let tracer = Tracer(sampler: Self.all, exporter: exporter)
    struct Broken: Error, CustomStringConvertible { let description = "no answer from postgres://app:pw@db/x" }
    let span = tracer.span(
      "work \"quoted\" \u{1F600}", kind: .consumer,
      [
        "text": "a\nb", "count": 9_007_199_254_740_993, "share": 0.5, "whole": 1.0, "nan": .number(.nan),
        "infinite": .number(-.infinity), "flag": true, "list": .strings(["a", "b"]), "password": "pw",
      ])
    span.event("started", ["step": 1])
    span.record(Broken())
    span.end()
    span.set("late", 1)
    span.end()
    let crowded = tracer.span("crowded")
    for number in 0..<200 {
      crowded.set("a\(number)", .integer(number))
      crowded.event("e")
    }
    crowded.set(status: .ok)
    crowded.record(Broken())
    crowded.end()
    await exporter.flush()
    #expect(collector.bodies.count == 1)
    let judge = """
      import sys, json, base64
      from google.protobuf import json_format
      from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
      document = json.load(sys.stdin)
      # Protobuf's own JSON has bytes in base64, OTLP has identifiers in hexadecimal.
      for resource in document['resourceSpans']:
          for scope in resource['scopeSpans']:
              for span in scope['spans']:
                  for name, length in [('traceId', 16), ('spanId', 8), ('parentSpanId', 8)]:
                      if name in span:
                          raw = bytes.fromhex(span[name]); assert len(raw) == length
                          span[name] = base64.b64encode(raw).decode()
      request = json_format.ParseDict(document, ExportTraceServiceRequest())
      def plain(v):
          kind = v.WhichOneof('value')
          x = getattr(v, kind)
          return [plain(i) for i in x.values] if kind == 'array_value' else repr(x) if kind == 'double_value' else x
      out = []
      for resource in request.resource_spans:
          names = {a.key: plain(a.value) for a in resource.resource.attributes}
          for scope in resource.scope_spans:
              for s in scope.spans:
                  out.append(dict(resource=names, scope=scope.scope.name, version=scope.scope.version, trace=s.trace_id.hex(),
                      name=s.name, kind=s.kind, attributes={a.key: plain(a.value) for a in s.attributes},
                      dropped=s.dropped_attributes_count, droppedEvents=s.dropped_events_count,
                      events=[[e.name, {a.key: plain(a.value) for a in e.attributes}] for e in s.events][:3],
                      eventCount=len(s.events), status=s.status.code, message=s.status.message, order=s.end_time_unix_nano >= s.start_time_unix_nano))
      print(json.dumps(out))
      """
    let verdict = try Judge.python(judge, input: collector.bodies[0])
    #expect(verdict.status == 0, "\(verdict.errors)")
    let spans = try JSONValue(parsing: verdict.output)
    let first = try #require(spans[0])
    #expect(first["resource"] == ["service.name": "export-ia", "service.instance.id": "1"])
    #expect(first["scope"] == "export-ia" && first["version"] == "3.0.0")
    #expect(first["trace"] == .string(span.context.traceID.description))
    #expect(first["name"] == "work \"quoted\" \u{1F600}")
    #expect(first["kind"] == 5)
    #expect(
      first["attributes"] == [
        "text": "a\nb", "count": 9_007_199_254_740_993, "share": "0.5", "whole": "1.0", "nan": "nan",
        "infinite": "-inf", "flag": true, "list": ["a", "b"], "password": "•••",
      ])
    #expect(
      first["events"] == [
        ["started", ["step": 1]],
        ["exception", ["exception.type": "Broken", "exception.message": "no answer from postgres://app:•••@db/x"]],
      ])
    #expect(first["status"] == 2)
    #expect(first["message"] == "no answer from postgres://app:•••@db/x")
    #expect(first["order"] == true)
    let second = try #require(spans[1])
    #expect(second["attributes"]?.object?.count == 128)
    #expect(second["dropped"] == 72)
    #expect(second["eventCount"] == 128)
    #expect(second["droppedEvents"] == 73)
    #expect(second["status"] == 1)
  }

  @Test func spansLeaveInBatches() async throws {
    let collector = SampleCollector()
    var settings = TraceExporter.Settings()
    settings.batchSize = 10
    let exporter = Self.exporter(collector, settings)
    let tracer = Tracer(sampler: Self.all, exporter: exporter)
    for _ in 0..<25 { tracer.span("a").end() }
    await exporter.flush()
    #expect(try collector.spans().count == 25)
    #expect(collector.bodies.count >= 3)
    #expect(exporter.counts.exported == 25)
  }

  /// A full batch does not wait for the interval, which in this test never comes.
  @Test(.timeLimit(.minutes(1))) func fullBatchesLeaveAtOnce() async throws {
    let collector = SampleCollector()
    var settings = TraceExporter.Settings()
    settings.batchSize = 3
    let exporter = Self.exporter(collector, settings)
    let tracer = Tracer(sampler: Self.all, exporter: exporter)
    for _ in 0..<3 { tracer.span("a").end() }
    while collector.bodies.isEmpty { await Task.yield() }
    #expect(try collector.spans().count == 3)
  }

  @Test(.timeLimit(.minutes(1))) func theIntervalSendsTheRest() async throws {
    let collector = SampleCollector()
    let exporter = Self.exporter(collector) { _ in try await Task.sleep(for: .milliseconds(5)) }
    Tracer(sampler: Self.all, exporter: exporter).span("a").end()
    while collector.bodies.isEmpty { await Task.yield() }
    #expect(try collector.spans().count == 1)
  }

  @Test func failuresAreTriedAgain() async {
    let collector = SampleCollector([
      .unreachable, .answer(503), .answer(429, retryAfter: .seconds(7)), .answer(502), .answer(200),
    ])
    let waits = Lock<[Duration]>([])
    var settings = TraceExporter.Settings()
    settings.interval = .seconds(1_000)
    let exporter = Self.exporter(collector, settings) { duration in
      if duration == .seconds(1_000) { return try await Task.sleep(for: .seconds(3600)) }
      waits.withLock { $0.append(duration) }
    }
    Tracer(sampler: Self.all, exporter: exporter).span("a").end()
    await exporter.flush()
    #expect(collector.bodies.count == 5)
    #expect(Set(collector.bodies).count == 1)
    #expect(exporter.counts == TraceExporter.Counts(exported: 1))
    let waited = waits.withLock { $0 }
    #expect(waited.count == 4)
    for (wait, longest) in zip(waited, [1.0, 2, 7, 8]) {
      #expect(wait <= .seconds(longest) && wait >= .seconds(longest / 2))
    }
    #expect(waited[2] == .seconds(7))
  }

  @Test(arguments: [
    ([SampleCollector.Reaction.answer(400)], 1, 0, 4), ([.answer(401)], 1, 0, 4), ([.answer(500)], 1, 0, 4),
    ([.unreachable, .unreachable, .unreachable, .unreachable, .unreachable], 5, 0, 4),
    ([.answer(200, body: #"{"partialSuccess":{"rejectedSpans":"3","errorMessage":"too old"}}"#)], 1, 1, 3),
    ([.answer(200, body: #"{"partialSuccess":{"rejectedSpans":1}}"#)], 1, 3, 1),
    ([.answer(200, body: #"{"partialSuccess":{}}"#)], 1, 4, 0), ([.answer(202, body: "")], 1, 4, 0),
    ([.answer(200, body: "no json")], 1, 4, 0),
    ([.answer(200, body: #"{"partialSuccess":{"rejectedSpans":99}}"#)], 1, 0, 4),
  ])
  func refusalsAreCounted(_ reactions: [SampleCollector.Reaction], _ requests: Int, _ exported: Int, _ failed: Int)
    async
  {
    let collector = SampleCollector(reactions)
    var settings = TraceExporter.Settings()
    settings.interval = .seconds(1_000)
    let exporter = Self.exporter(collector, settings) { duration in
      if duration == .seconds(1_000) { try await Task.sleep(for: .seconds(3600)) }
    }
    let tracer = Tracer(sampler: Self.all, exporter: exporter)
    for _ in 0..<4 { tracer.span("a").end() }
    await exporter.flush()
    #expect(collector.bodies.count == requests)
    #expect(exporter.counts == TraceExporter.Counts(exported: exported, failed: failed))
  }

  @Test func theQueueIsBounded() async {
    let collector = SampleCollector()
    var settings = TraceExporter.Settings()
    settings.capacity = 100
    let exporter = Self.exporter(collector, settings)
    let tracer = Tracer(sampler: Self.all, exporter: exporter)
    for _ in 0..<150 { tracer.span("a").end() }
    #expect(exporter.counts.dropped == 50)
    await exporter.flush()
    #expect(exporter.counts == TraceExporter.Counts(exported: 100, dropped: 50))
    let registry = MetricRegistry()
    exporter.register(in: registry)
    let text = String(decoding: registry.exposition(.prometheus), as: UTF8.self)
    #expect(text.contains("telemetry_spans_dropped_total 50\n"))
    #expect(text.contains("telemetry_spans_exported_total 100\n"))
  }

  @Test func shutdownSendsWhatWaits() async throws {
    let collector = SampleCollector()
    let exporter = Self.exporter(collector)
    let tracer = Tracer(sampler: Self.all, exporter: exporter)
    tracer.span("a").end()
    await exporter.shutdown(within: .seconds(60))
    tracer.span("late").end()
    #expect(try collector.spans().count == 1)
    #expect(exporter.counts == TraceExporter.Counts(exported: 1, dropped: 1))
  }

  @Test func shutdownDoesNotWaitForASilentCollector() async {
    let collector = SampleCollector([.silence])
    var settings = TraceExporter.Settings()
    settings.batchSize = 1
    let exporter = Self.exporter(collector, settings)
    let tracer = Tracer(sampler: Self.all, exporter: exporter)
    tracer.span("a").end()
    tracer.span("b").end()
    let clock = ContinuousClock()
    let time = await clock.measure { await exporter.shutdown(within: .milliseconds(100)) }
    #expect(time < .seconds(30))
    #expect(collector.bodies.count == 1)
    #expect(exporter.counts.exported == 0)
  }
}
