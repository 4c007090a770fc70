/// Begins spans. Without an exporter every span is hollow, but trace headers are still passed on.
public final class Tracer: Sendable {
  private let sampler: TraceSampler
  private let exporter: TraceExporter?
  private let identifiers = IdentifierSource()

  public init(sampler: TraceSampler = TraceSampler(ratio: 0), exporter: TraceExporter? = nil) {
    self.sampler = sampler
    self.exporter = exporter
  }

  /// Begins a span that the caller ends.
  ///
  /// - Parameter remote: what a caller sent in its headers; without it the task's span is the parent.
  public func span(
    _ name: String, kind: SpanKind = .internal, remote: TraceContext? = nil,
    _ attributes: @autoclosure () -> SpanAttributes = [:]
  ) -> Span {
    let parent = remote ?? TelemetryContext.current?.trace
    if exporter == nil, let parent {
      // Who records nothing passes on what came: a number of our own would be a parent that nobody ever sees.
      return Span(
        name, kind: kind, context: parent, parent: parent, hasRemoteParent: remote != nil, attributes: [:],
        exporter: nil)
    }
    let traceID = parent?.traceID ?? identifiers.traceID()
    let isSampled = exporter != nil && sampler.samples(traceID, parent: parent)
    let context = TraceContext(
      traceID: traceID, spanID: identifiers.spanID(), isSampled: isSampled, isRandom: parent?.isRandom ?? true,
      state: parent?.state ?? TraceState())
    return Span(
      name, kind: kind, context: context, parent: parent, hasRemoteParent: remote != nil,
      attributes: isSampled ? attributes() : [:], exporter: isSampled ? exporter : nil)
  }

  /// Runs `body` within a span: spans and log lines in it belong to it, and what it throws is noted.
  public func withSpan<Result>(
    _ name: String, kind: SpanKind = .internal, remote: TraceContext? = nil,
    _ attributes: @autoclosure () -> SpanAttributes = [:], body: (Span) throws -> Result
  ) rethrows -> Result {
    let span = span(name, kind: kind, remote: remote, attributes())
    defer { span.end() }
    return try TelemetryContext.$current.withValue(Self.inside(span)) {
      do {
        return try body(span)
      } catch {
        span.record(error)
        throw error
      }
    }
  }

  /// Runs `body` within a span: spans and log lines in it belong to it, and what it throws is noted.
  public func withSpan<Result>(
    _ name: String, kind: SpanKind = .internal, remote: TraceContext? = nil,
    _ attributes: @autoclosure () -> SpanAttributes = [:],
    isolation: isolated (any Actor)? = #isolation, body: (Span) async throws -> Result
  ) async rethrows -> Result {
    let span = span(name, kind: kind, remote: remote, attributes())
    defer { span.end() }
    return try await TelemetryContext.$current.withValue(Self.inside(span)) {
      do {
        return try await body(span)
      } catch {
        span.record(error)
        throw error
      }
    }
  }

  private static func inside(_ span: Span) -> TelemetryContext {
    var context = TelemetryContext.current ?? TelemetryContext()
    context.trace = span.context
    return context
  }
}
