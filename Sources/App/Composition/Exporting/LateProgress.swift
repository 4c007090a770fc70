internal import CommandLineTool
internal import Threads

/// A progress bar that appears only when the work takes a while.
final class LateProgress: Sendable {
  private let title: String
  private let context: CommandContext
  private let began = ContinuousClock.now
  private let bar = Lock<ProgressBar?>(nil)

  init(_ title: String, _ context: CommandContext) {
    self.title = title
    self.context = context
  }

  /// How much is done, 0 to 1.
  func set(_ share: Double, _ note: String) {
    guard ContinuousClock.now - began > .milliseconds(600) else { return }
    let bar = bar.withLock { bar in
      if bar == nil { bar = context.progress(title, total: 1_000) }
      return bar
    }
    bar?.set(Int(share * 1_000), note: note)
  }

  /// How many are done, where nobody knows how many there will be.
  func set(count: Int) {
    guard ContinuousClock.now - began > .milliseconds(600) else { return }
    let bar = bar.withLock { bar in
      if bar == nil { bar = context.progress(title, total: nil) }
      return bar
    }
    bar?.set(count)
  }

  func finish() { bar.withLock { $0 }?.finish() }
}
