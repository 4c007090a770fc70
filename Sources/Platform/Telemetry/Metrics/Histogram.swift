/// Counts values by size, in buckets that grow with the value.
public final class Histogram: Sendable {
  public let scale: HistogramScale
  private let cells: StripedCells
  private let sumCell: Int

  public init(_ scale: HistogramScale) {
    self.scale = scale
    sumCell = scale.bucketCount
    cells = StripedCells(count: scale.bucketCount + 1)
  }

  /// Records a value in the scale's units; a negative one counts as zero.
  @inline(__always)
  public func record(_ value: Int) {
    let value = UInt64(max(value, 0))
    let stripe = cells.ownStripe
    cells.add(1, to: scale.bucket(of: value), stripe: stripe)
    cells.add(value, to: sumCell, stripe: stripe)
  }

  /// Records a time span, for scales in nanoseconds.
  @inline(__always)
  public func record(_ duration: Duration) {
    let parts = duration.components
    record(Int(parts.seconds) &* 1_000_000_000 &+ Int(parts.attoseconds / 1_000_000_000))
  }

  /// What has been recorded so far.
  public var snapshot: HistogramSnapshot {
    HistogramSnapshot(
      scale: scale, buckets: (0..<scale.bucketCount).map { cells.sum(of: $0) }, sum: cells.sum(of: sumCell))
  }
}
