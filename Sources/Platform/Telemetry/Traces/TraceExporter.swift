internal import JSON
internal import Threads

/// Sends finished spans in batches. Spans wait in a bounded queue: what does not fit is dropped and counted.
public final class TraceExporter: Sendable {
  public struct Settings: Sendable {
    /// Spans that may wait.
    public var capacity = 4_096
    public var batchSize = 512
    /// How long a span waits for others at most.
    public var interval = Duration.seconds(5)
    /// Tries of one batch.
    public var attempts = 5
    /// The wait after the first failure; doubled with each, with jitter.
    public var firstBackoff = Duration.seconds(1)
    public var longestBackoff = Duration.seconds(30)

    public init() {}
  }

  /// What became of the spans so far.
  public struct Counts: Sendable, Hashable {
    public var exported = 0
    /// The queue was full.
    public var dropped = 0
    /// The collector refused them or could not be reached.
    public var failed = 0
  }

  private struct State {
    var waiting: [FinishedSpan] = []
    var counts = Counts()
    var isClosed = false
  }

  private let settings: Settings
  private let encoder: OTLPTraceEncoder
  private let transport: any TraceTransport
  private let sleep: @Sendable (Duration) async throws -> Void
  private let state = Lock(State())
  private let kicks: AsyncStream<Void>.Continuation
  private let sending: TraceSendingGate
  private let tasks: Lock<[Task<Void, Never>]>

  public convenience init(
    resource: SpanAttributes, scope: String, version: String, settings: Settings = Settings(),
    transport: any TraceTransport
  ) {
    self.init(resource: resource, scope: scope, version: version, settings: settings, transport: transport) {
      try await Task.sleep(for: $0)
    }
  }

  init(
    resource: SpanAttributes, scope: String, version: String, settings: Settings, transport: any TraceTransport,
    sleep: @escaping @Sendable (Duration) async throws -> Void
  ) {
    self.settings = settings
    self.transport = transport
    self.sleep = sleep
    encoder = OTLPTraceEncoder(resource: resource, scope: scope, version: version)
    sending = TraceSendingGate()
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    kicks = continuation
    tasks = Lock([])
    let interval = settings.interval
    // Neither task keeps the exporter alive.
    let ticker = Task {
      while (try? await sleep(interval)) != nil { continuation.yield() }
    }
    let sender = Task { [weak self] in
      for await _ in stream { await self?.sendAll() }
    }
    tasks.withLock { $0 = [ticker, sender] }
  }

  deinit { end() }

  public var counts: Counts { state.withLock { $0.counts } }

  func add(_ span: FinishedSpan) {
    let isBatch = state.withLock { state in
      guard !state.isClosed, state.waiting.count < settings.capacity else {
        state.counts.dropped += 1
        return false
      }
      state.waiting.append(span)
      return state.waiting.count % settings.batchSize == 0
    }
    if isBatch { kicks.yield() }
  }

  /// Sends everything that waits.
  public func flush() async { await sendAll() }

  /// Takes no more spans, sends what waits, and gives up what is not sent by then.
  public func shutdown(within limit: Duration) async {
    state.withLock { $0.isClosed = true }
    // No task group: it would wait for a transport that does not heed its cancellation.
    let (ended, signal) = AsyncStream.makeStream(of: Void.self)
    let work = Task {
      await self.sendAll()
      signal.finish()
    }
    let timer = Task {
      try? await Task.sleep(for: limit)
      signal.finish()
    }
    for await _ in ended {}
    work.cancel()
    timer.cancel()
    end()
    state.withLock { state in
      state.counts.dropped += state.waiting.count
      state.waiting = []
    }
  }

  /// Shows what became of the spans.
  public func register(in registry: MetricRegistry) {
    registry.counter("telemetry_spans_exported", help: "Spans that a collector took") { [weak self] in
      self.map { Double($0.counts.exported) }
    }
    registry.counter("telemetry_spans_dropped", help: "Spans dropped as their queue was full") { [weak self] in
      self.map { Double($0.counts.dropped) }
    }
    registry.counter("telemetry_spans_failed", help: "Spans that no collector took") { [weak self] in
      self.map { Double($0.counts.failed) }
    }
  }

  private func end() {
    kicks.finish()
    for task in tasks.withLock({ $0 }) { task.cancel() }
  }

  // MARK: Sending

  private func sendAll() async {
    await sending.enter()
    defer { sending.leave() }
    while !Task.isCancelled {
      let batch = state.withLock { state in
        let batch = Array(state.waiting.prefix(settings.batchSize))
        state.waiting.removeFirst(batch.count)
        return batch
      }
      guard !batch.isEmpty else { return }
      let refused = await send(encoder.encode(batch), spans: batch.count)
      state.withLock { state in
        state.counts.exported += batch.count - refused
        state.counts.failed += refused
      }
    }
  }

  /// How many spans were not taken.
  private func send(_ body: [UInt8], spans: Int) async -> Int {
    var backoff = settings.firstBackoff
    for attempt in 1...max(settings.attempts, 1) {
      var wait = backoff * Double.random(in: 0.5...1)
      if let answer = try? await transport.send(body, contentType: "application/json") {
        switch answer.status {
        case 200..<300: return min(Self.rejectedSpans(answer.body), spans)
        case 429, 502, 503, 504: wait = answer.retryAfter ?? wait
        default: return spans
        }
      }
      guard attempt < settings.attempts, (try? await sleep(min(wait, settings.longestBackoff))) != nil else { break }
      backoff = min(backoff * 2, settings.longestBackoff)
    }
    return spans
  }

  /// A collector may take a batch in part.
  private static func rejectedSpans(_ body: [UInt8]) -> Int {
    guard !body.isEmpty, let rejected = try? JSONValue(parsing: body)["partialSuccess"]?["rejectedSpans"] else {
      return 0
    }
    return max(rejected.integer ?? rejected.string.flatMap { Int($0) } ?? 0, 0)
  }
}
