public import Synchronization

/// The wheel and the mirror of a running export: cancel it, hold it, and see how far it is.
///
/// Readers and writers call `checkpoint` between parts of their work, at least every few milliseconds. Any thread may
/// cancel. The hook runs on the writer's thread: it may block (a pause) or throw (an end).
public final class ExportControl: Sendable {
  public enum Stage: String, Sendable, Hashable, CaseIterable {
    case reading, checking, layout, writing, verifying
  }

  public struct Progress: Sendable, Hashable {
    public var stage: Stage
    public var done: Int
    /// 0 where it is not known.
    public var total: Int

    public init(stage: Stage, done: Int, total: Int) {
      self.stage = stage
      self.done = done
      self.total = total
    }

    /// 0 to 1 within the stage.
    public var fraction: Double { total > 0 ? min(Double(done) / Double(total), 1) : 0 }
  }

  @usableFromInline let cancelled = Atomic(false)
  private let hook: (@Sendable (Progress) throws -> Void)?
  /// The stage and the two-hundredth part of it that the hook was told last.
  private let told = Atomic(-1)

  public init(hook: (@Sendable (Progress) throws -> Void)? = nil) {
    self.hook = hook
  }

  public func cancel() { cancelled.store(true, ordering: .relaxed) }

  @inlinable
  public var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

  /// Throws when cancelled or when the hook says so; tells the hook about every half per cent of a stage.
  public func checkpoint(_ stage: Stage, done: Int, of total: Int) throws {
    if isCancelled { throw DocumentError(.cancelled, "the export was cancelled") }
    guard let hook else { return }
    let part = total > 0 ? done * 200 / total : done
    let mark = (Stage.allCases.firstIndex(of: stage) ?? 0) << 40 | part & 0xFF_FFFF_FFFF
    guard told.exchange(mark, ordering: .relaxed) != mark else { return }
    try hook(Progress(stage: stage, done: done, total: total))
  }
}
