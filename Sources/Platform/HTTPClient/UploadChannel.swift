internal import Threads

/// Carries a request's body from the task that makes it to the thread that sends it, a bounded part at a time.
final class UploadChannel: Sendable {
  /// What the sending side finds.
  enum Offer {
    case bytes(Int)
    /// Nothing yet; the sender sleeps until it is told of more.
    case nothingYet
    case end
    case failed(String)
  }

  private struct State {
    var pending: [UInt8] = []
    var offset = 0
    var sent: Int64 = 0
    var hasEnded = false
    var failure: String?
    var isClosed = false
    var senderSleeps = false
    var producer: UnsafeContinuation<Bool, Never>?
  }

  private static let capacity = 256 << 10
  let length: Int64?
  private let wakeSender: @Sendable () -> Void
  private let state = Lock(State())

  init(length: Int64?, wakeSender: @escaping @Sendable () -> Void) {
    self.length = length
    self.wakeSender = wakeSender
  }

  /// Sends all chunks and the end; returns early when nobody sends any more.
  func send<Chunks: AsyncSequence>(_ chunks: Chunks) async throws where Chunks.Element == [UInt8] {
    for try await chunk in chunks where !chunk.isEmpty {
      guard await send(chunk) else { return }
    }
    end(failure: nil)
  }

  /// Waits while the channel is full; false when nobody sends any more.
  private func send(_ chunk: [UInt8]) async -> Bool {
    let (isOpen, wakes, isFull) = state.withLock { state in
      guard !state.isClosed else { return (false, false, false) }
      if state.offset == state.pending.count {
        state.pending = chunk
        state.offset = 0
      } else {
        state.pending.append(contentsOf: chunk)
      }
      let wakes = state.senderSleeps
      state.senderSleeps = false
      return (true, wakes, state.pending.count - state.offset >= Self.capacity)
    }
    if wakes { wakeSender() }
    guard isOpen, isFull else { return isOpen }
    return await withUnsafeContinuation { continuation in
      let answer: Bool? = state.withLock { state in
        if state.isClosed { return false }
        if state.pending.count - state.offset < Self.capacity { return true }
        state.producer = continuation
        return nil
      }
      if let answer { continuation.resume(returning: answer) }
    }
  }

  func end(failure: String?) {
    let wakes = state.withLock { state in
      state.hasEnded = true
      state.failure = state.failure ?? failure
      let wakes = state.senderSleeps
      state.senderSleeps = false
      return wakes
    }
    if wakes { wakeSender() }
  }

  /// The sending side: fills the buffer with what is there.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Offer {
    let (offer, producer) = state.withLock { state -> (Offer, UnsafeContinuation<Bool, Never>?) in
      if let failure = state.failure { return (.failed(failure), nil) }
      let available = state.pending.count - state.offset
      if available == 0 {
        if state.hasEnded {
          if let length, length != state.sent {
            return (.failed("the body has \(state.sent) bytes, \(length) were announced"), nil)
          }
          return (.end, nil)
        }
        state.senderSleeps = true
        return (.nothingYet, nil)
      }
      let count = min(available, buffer.count)
      state.pending.withUnsafeBytes { bytes in
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[state.offset..<state.offset + count]))
      }
      state.offset += count
      state.sent += Int64(count)
      if let length, state.sent > length {
        return (.failed("the body is longer than the \(length) bytes that were announced"), nil)
      }
      guard state.pending.count - state.offset < Self.capacity / 2 else { return (.bytes(count), nil) }
      let producer = state.producer
      state.producer = nil
      return (.bytes(count), producer)
    }
    producer?.resume(returning: true)
    return offer
  }

  /// Lets go of the producer: the transfer has ended.
  func close() {
    let producer = state.withLock { state in
      state.isClosed = true
      state.pending = []
      state.offset = 0
      let producer = state.producer
      state.producer = nil
      return producer
    }
    producer?.resume(returning: false)
  }
}
