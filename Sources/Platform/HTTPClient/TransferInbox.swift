internal import CLinux
internal import Glibc
internal import Threads

/// What tasks ask of the transferring thread, in order, with the bell that wakes it.
final class TransferInbox: Sendable {
  enum Message: Sendable {
    case start(Exchange)
    case cancel(UInt64)
    case resumeReceiving(UInt64)
    case resumeSending(UInt64)
    case stop
  }

  private struct State {
    var messages: [Message] = []
    var isClosed = false
    var leaving: [UnsafeContinuation<Void, Never>] = []
  }

  let bell: CInt
  private let state = Lock(State())

  init() throws(HTTPClientError) {
    bell = cl_event_descriptor()
    guard bell >= 0 else {
      throw HTTPClientError(.resources, "no file descriptor left; raise the limit of open files", origin: "")
    }
  }

  deinit { close(bell) }

  /// False when the thread has gone.
  @discardableResult
  func post(_ message: Message) -> Bool {
    let (isOpen, rings) = state.withLock { state in
      guard !state.isClosed else { return (false, false) }
      state.messages.append(message)
      return (true, state.messages.count == 1)
    }
    if rings { eventfd_write(bell, 1) }
    return isOpen
  }

  /// Everything posted since the last call.
  func take() -> [Message] {
    state.withLock { state in
      guard !state.messages.isEmpty else { return [] }
      let messages = state.messages
      state.messages = []
      return messages
    }
  }

  /// The thread's last act; hands back what came too late.
  func shut() -> [Message] {
    let (messages, leaving) = state.withLock { state in
      state.isClosed = true
      let taken = (state.messages, state.leaving)
      state.messages = []
      state.leaving = []
      return taken
    }
    for continuation in leaving { continuation.resume() }
    return messages
  }

  func waitUntilShut() async {
    await withUnsafeContinuation { continuation in
      let isShut = state.withLock { state in
        if !state.isClosed { state.leaving.append(continuation) }
        return state.isClosed
      }
      if isShut { continuation.resume() }
    }
  }
}
