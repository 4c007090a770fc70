/// Where in which trace something happens, as it goes from service to service (W3C Trace Context).
public struct TraceContext: Sendable, Hashable {
  public let traceID: TraceID
  public let spanID: SpanID
  /// The caller records its part; whoever follows should as well.
  public let isSampled: Bool
  /// The trace's number is random, so that sampling may decide by it (level 2 of the recommendation).
  public let isRandom: Bool
  public let state: TraceState

  public init(
    traceID: TraceID, spanID: SpanID, isSampled: Bool, isRandom: Bool = true, state: TraceState = TraceState()
  ) {
    self.traceID = traceID
    self.spanID = spanID
    self.isSampled = isSampled
    self.isRandom = isRandom
    self.state = state
  }

  /// Reads the headers; nil where `traceparent` is not exactly what the recommendation says. A malformed `tracestate`
  /// is left out.
  ///
  /// - Parameter tracestate: several headers joined with commas.
  public init?(traceparent: String, tracestate: String? = nil) {
    let bytes = Array(traceparent.utf8)
    let dash = UInt8(ascii: "-")
    guard bytes.count >= 55, bytes[2] == dash, bytes[35] == dash, bytes[52] == dash,
      let version = Hexadecimal.value(bytes[..<2]), version != 0xFF,
      // Later versions may add parts, this one has none.
      bytes.count == 55 || (version > 0 && bytes[55] == dash),
      let high = Hexadecimal.value(bytes[3..<19]), let low = Hexadecimal.value(bytes[19..<35]),
      let span = Hexadecimal.value(bytes[36..<52]), let flags = Hexadecimal.value(bytes[53..<55]),
      let traceID = TraceID(high: high, low: low), let spanID = SpanID(span)
    else { return nil }
    self.init(
      traceID: traceID, spanID: spanID, isSampled: flags & 1 != 0, isRandom: flags & 2 != 0,
      state: tracestate.flatMap { TraceState($0) } ?? TraceState())
  }

  /// The header that tells the next service.
  public var traceparent: String {
    "00-\(traceID)-\(spanID)-0\((isSampled ? 1 : 0) | (isRandom ? 2 : 0))"
  }

  /// The header that goes with it; nil where there is nothing to say.
  public var tracestate: String? { state.isEmpty ? nil : state.description }
}
