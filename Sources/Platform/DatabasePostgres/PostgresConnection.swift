internal import CPostgres
internal import Database
internal import Glibc
internal import Threads

/// One connection in pipeline mode. It belongs to the loop's thread, which makes it safe to hand over.
final class PostgresConnection: EventLoop.Client, @unchecked Sendable {
  /// What the server still has to answer, in order.
  enum Reply {
    case prepare(sql: String, name: String, index: Int?)
    case deallocate
    /// A statement of the caller, or (nil) of the frame.
    case statement(index: Int?)
    case end
  }

  let handle: OpaquePointer
  let descriptor: Int32
  let loop: EventLoop
  let born = MonotonicTime.now
  var plans: PlanCache
  var parameters = ParameterBuffer()
  var request: PipelineRequest?
  var replies: [Reply] = []
  var nextReply = 0
  var results: [SQLResult] = []
  var failure: DatabaseError?
  /// Names to forget on the server with the next request.
  var staleNames: [String] = []
  /// Not to be used again: cancelled, too old, or on a server that no longer takes writes.
  var isDoomed = false
  /// A cancellation is on its way and might hit a later request.
  var isCancelling = false
  private(set) var isOpen = true
  private var wantsToWrite = false
  /// Called when the connection breaks while it does nothing.
  var onIdleLoss: (() -> Void)?
  /// Called when a cancellation has arrived.
  var onCancelled: (() -> Void)?

  init(_ handle: OpaquePointer, loop: EventLoop, statements: Int) {
    self.handle = handle
    self.loop = loop
    descriptor = PQsocket(handle)
    plans = PlanCache(capacity: statements)
  }

  deinit {
    if isOpen { PQfinish(handle) }
  }

  /// Starts to listen to the server; false when that cannot be.
  func attach() -> Bool {
    PQsetnonblocking(handle, 1) == 0 && PQenterPipelineMode(handle) == 1 && loop.watch(descriptor, self)
  }

  func close() {
    guard isOpen else { return }
    isOpen = false
    loop.forget(descriptor)
    PQfinish(handle)
  }

  /// Whether the connection still lives, as far as one can know without asking the server.
  func isAlive() -> Bool {
    guard isOpen, !isDoomed else { return false }
    var byte: UInt8 = 0
    let count = recv(descriptor, &byte, 1, Int32(MSG_PEEK | MSG_DONTWAIT))
    if count == 0 || (count < 0 && errno != EAGAIN) { return false }
    if count > 0 { return PQconsumeInput(handle) == 1 && PQstatus(handle) == CONNECTION_OK }
    return true
  }

  var isInTransaction: Bool { PQtransactionStatus(handle) != PQTRANS_IDLE }

  func ready(readable: Bool, writable: Bool) {
    guard isOpen else { return }
    guard request != nil else {
      // Only a notice, or the end.
      if PQconsumeInput(handle) == 0 || PQstatus(handle) != CONNECTION_OK || !isAlive() {
        close()
        onIdleLoss?()
      }
      return
    }
    if readable && PQconsumeInput(handle) == 0 {
      receive()
      if request != nil { lose() }
      return
    }
    if writable || wantsToWrite { flush() }
    if request != nil { receive() }
  }

  func flush() {
    let result = PQflush(handle)
    if result < 0 {
      // The server may have said why before it left.
      if PQconsumeInput(handle) == 1 { receive() }
      if request != nil { lose() }
      return
    }
    let wants = result == 1
    if wants != wantsToWrite {
      wantsToWrite = wants
      loop.watch(descriptor, writable: wants)
    }
  }

  /// The connection broke during a request.
  func lose() {
    guard let request else { return }
    isDoomed = true
    close()
    finish(failure ?? (request.commits ? .commitUnknown : .connectionLost))
  }

  func finish(_ error: DatabaseError?) {
    guard let request else { return }
    let results = results
    self.request = nil
    self.results = []
    failure = nil
    replies.removeAll(keepingCapacity: true)
    nextReply = 0
    if let error {
      if error.code == .readOnly, case .whole = request.frame {} else if error.code == .readOnly { isDoomed = true }
      if error.code == .serializationFailed && ["26000", "0A000"].contains(error.nativeCode) {
        staleNames.append(contentsOf: error.nativeCode == "26000" ? [] : plans.removeAll())
        _ = plans.removeAll()
      }
      request.complete(.failure(error))
    } else {
      request.complete(.success(results))
    }
  }

  /// Asks the server to end what it does; the connection is not used again after that.
  func cancel() {
    guard isOpen, request != nil, !isCancelling, let order = PQgetCancel(handle) else { return }
    isCancelling = true
    isDoomed = true
    let cancellation = Cancellation(order)
    do {
      try WorkerThread.run { [self] in
        cancellation.send()
        loop.submit {
          self.isCancelling = false
          self.onCancelled?()
        }
      }
    } catch {
      isCancelling = false
    }
  }

  /// Owns libpq's cancel object; used by one thread after the other.
  private final class Cancellation: @unchecked Sendable {
    private let order: OpaquePointer

    init(_ order: OpaquePointer) {
      self.order = order
    }

    deinit {
      PQfreeCancel(order)
    }

    /// Blocks for a round trip.
    func send() {
      var message = [CChar](repeating: 0, count: 256)
      PQcancel(order, &message, Int32(message.count))
    }
  }
}
