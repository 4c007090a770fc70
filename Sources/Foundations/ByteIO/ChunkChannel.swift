internal import Glibc

/// The queue between the halves of a `ChunkedStream`.
///
/// `@unchecked Sendable`: all mutable state is read and written with `mutex` held.
final class ChunkChannel: @unchecked Sendable {
  private typealias Waiter = CheckedContinuation<[UInt8]?, any Error>

  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let room: UnsafeMutablePointer<pthread_cond_t>
  private let limit: Int
  private var queue: [[UInt8]] = []
  /// The first of `queue` that is not read yet.
  private var head = 0
  private var waiter: Waiter?
  private var isAbandoned = false
  private var hasEnded = false
  private var failure: (any Error)?

  init(limit: Int) {
    self.limit = limit
    mutex = .allocate(capacity: 1)
    room = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(room, nil)
  }

  deinit {
    pthread_cond_destroy(room)
    pthread_mutex_destroy(mutex)
    room.deallocate()
    mutex.deallocate()
  }

  private func locked<Result>(_ body: () throws -> Result) rethrows -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body()
  }

  /// Adds a chunk; waits while there are `limit` of them.
  func hand(_ chunk: [UInt8]) throws {
    let waiting: Waiter? = try locked {
      while queue.count - head >= limit, !isAbandoned, !hasEnded { pthread_cond_wait(room, mutex) }
      if isAbandoned { throw ChunkedStreamError.readerGone }
      if hasEnded { throw ChunkedStreamError.ended }
      if let waiter {
        self.waiter = nil
        return waiter
      }
      queue.append(chunk)
      return nil
    }
    waiting?.resume(returning: chunk)
  }

  /// Nothing more comes. Only the first end counts.
  func end(throwing error: (any Error)?) {
    let waiting: Waiter? = locked {
      guard !hasEnded else { return nil }
      hasEnded = true
      failure = error
      pthread_cond_broadcast(room)
      let waiting = waiter
      waiter = nil
      if waiting != nil { failure = nil }
      return waiting
    }
    if let error { waiting?.resume(throwing: error) } else { waiting?.resume(returning: nil) }
  }

  /// Nobody reads any more.
  func abandon() {
    let waiting: Waiter? = locked {
      isAbandoned = true
      queue = []
      head = 0
      pthread_cond_broadcast(room)
      let waiting = waiter
      waiter = nil
      return waiting
    }
    waiting?.resume(throwing: CancellationError())
  }

  func next(isolation actor: isolated (any Actor)?) async throws -> [UInt8]? {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation(isolation: actor) { continuation in wait(continuation) }
    } onCancel: {
      abandon()
    }
  }

  private func wait(_ continuation: Waiter) {
    let answer: Result<[UInt8]?, any Error>? = locked {
      if isAbandoned { return .failure(CancellationError()) }
      if head < queue.count { return .success(takeFirst()) }
      if let failure {
        // Told once; after an error a sequence is at its end.
        self.failure = nil
        return .failure(failure)
      }
      if hasEnded { return .success(nil) }
      precondition(waiter == nil, "a chunked stream has one reader")
      waiter = continuation
      return nil
    }
    if let answer { continuation.resume(with: answer) }
  }

  private func takeFirst() -> [UInt8] {
    let chunk = queue[head]
    queue[head] = []
    head += 1
    if head == queue.count || head > 64 {
      queue.removeFirst(head)
      head = 0
    }
    pthread_cond_signal(room)
    return chunk
  }
}
