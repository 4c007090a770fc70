/// Decides which traces are recorded: a caller's decision holds, and of the traces that begin here a share is taken.
///
/// The share is decided by the trace's number, so that all services with the same share take the same traces.
public struct TraceSampler: Sendable, Hashable {
  /// From 0 to 1.
  public let ratio: Double
  private let threshold: UInt64

  /// The random part of a trace's number.
  private static let randomBits: UInt64 = 1 << 56

  public init(ratio: Double) {
    self.ratio = ratio.isNaN ? 0 : min(max(ratio, 0), 1)
    threshold = UInt64(self.ratio * Double(Self.randomBits))
  }

  public func samples(_ traceID: TraceID, parent: TraceContext?) -> Bool {
    parent?.isSampled ?? (traceID.low & (Self.randomBits - 1) < threshold)
  }
}
