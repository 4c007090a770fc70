internal import Synchronization

/// Raised by a task that no longer wants the answer.
package final class CancellationFlag: Sendable {
  private let raised = Atomic<Bool>(false)

  package init() {}

  package var isSet: Bool { raised.load(ordering: .acquiring) }

  package func set() {
    raised.store(true, ordering: .releasing)
  }
}
