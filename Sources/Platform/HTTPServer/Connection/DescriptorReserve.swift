internal import CLinux
internal import Glibc
internal import Synchronization
internal import Threads

/// Descriptors that are kept back: with none left, one is given up to accept a connection and close it, so that the
/// client does not wait for ever and epoll does not spin.
///
/// The loops share them. What one gives up another could take before it is used; so while descriptors are short, all
/// accept one after the other, and one that was lost all the same is made up for by the next.
final class DescriptorReserve: Sendable {
  static let shared = DescriptorReserve()

  private struct State {
    var descriptors: [Int32] = []
    var wanted = 0

    mutating func fill() {
      while descriptors.count < wanted {
        let descriptor = cl_open_read("/dev/null")
        guard descriptor >= 0 else { return }
        descriptors.append(descriptor)
      }
    }
  }

  private let state = Lock(State())
  private let isShort = Atomic(false)

  /// Keeps one more back, for another listener.
  func grow() {
    state.withLock { state in
      state.wanted += 1
      state.fill()
    }
  }

  func shrink() {
    state.withLock { state in
      state.wanted -= 1
      while state.descriptors.count > state.wanted, let last = state.descriptors.popLast() { Glibc.close(last) }
    }
  }

  /// Accepts by the closure, which leaves its reason in `errno`.
  func accept(_ accept: () -> Int32) -> Int32 {
    guard isShort.load(ordering: .relaxed) else { return accept() }
    return state.withLock { state in
      let accepted = accept()
      if accepted >= 0 {
        let number = errno
        state.fill()
        if state.descriptors.count == state.wanted { isShort.store(false, ordering: .relaxed) }
        errno = number
      }
      return accepted
    }
  }

  /// Out of descriptors: takes one connection and closes it. False when there was none, or no way to take it.
  func drop(_ accept: () -> Int32) -> Bool {
    isShort.store(true, ordering: .relaxed)
    return state.withLock { state in
      state.fill()
      while let spare = state.descriptors.popLast() {
        Glibc.close(spare)
        let dropped = accept()
        let number = errno
        if dropped >= 0 { Glibc.close(dropped) }
        state.fill()
        if dropped >= 0 { return true }
        guard number == EMFILE || number == ENFILE else { return false }
        // Somebody else took it. The next one may do.
        if state.descriptors.isEmpty { return false }
      }
      return false
    }
  }
}
