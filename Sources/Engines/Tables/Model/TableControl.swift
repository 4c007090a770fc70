internal import Synchronization

/// The wheel and the mirror of a running export: cancel it, and see how far it is.
///
/// Readers and writers call `advance` once a row group; any thread may cancel and read.
public final class TableControl: Sendable {
  private let cancelled = Atomic(false)
  private let rows = Atomic(0)
  private let bytes = Atomic(0)
  private let report: (@Sendable (Progress) -> Void)?

  public struct Progress: Sendable, Hashable {
    /// Rows passed on so far.
    public var rows: Int
    /// Bytes of the input taken in so far.
    public var bytes: Int
  }

  public init(onProgress report: (@Sendable (Progress) -> Void)? = nil) {
    self.report = report
  }

  public func cancel() { cancelled.store(true, ordering: .relaxed) }

  public var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

  public var progress: Progress {
    Progress(rows: rows.load(ordering: .relaxed), bytes: bytes.load(ordering: .relaxed))
  }

  /// Counts, reports, and throws when cancelled.
  public func advance(rows more: Int = 0, bytes moreBytes: Int = 0) throws(TableError) {
    if isCancelled { throw TableError(.cancelled, "the export was cancelled") }
    rows.add(more, ordering: .relaxed)
    bytes.add(moreBytes, ordering: .relaxed)
    report?(progress)
  }
}
