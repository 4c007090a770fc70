import Glibc
import Synchronization
import Testing

@testable import ByteIO

@Suite(.timeLimit(.minutes(1))) struct ChunkedStreamTests {
  /// Runs blocking work on a thread of its own.
  private func onThread(_ work: @escaping @Sendable () -> Void) {
    final class Box {
      let work: @Sendable () -> Void; init(_ work: @escaping @Sendable () -> Void) { self.work = work }
    }
    var thread = pthread_t()
    let argument = Unmanaged.passRetained(Box(work)).toOpaque()
    let status = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().work()
        return nil
      }, argument)
    precondition(status == 0)
    pthread_detach(thread)
  }

  private struct Broken: Error, Equatable {}

  @Test(arguments: [1, 3, 64], [1, 4])
  func passesEverythingInOrder(_ chunk: Int, _ ahead: Int) async throws {
    let (sink, chunks) = ChunkedStream.pair(chunk: chunk, ahead: ahead)
    onThread {
      do {
        for number in 0..<500 {
          try sink.write([UInt8](repeating: UInt8(truncatingIfNeeded: number), count: number % 40))
        }
        try sink.finish()
      } catch { sink.fail(error) }
    }
    var received: [UInt8] = []
    for try await piece in chunks {
      #expect(!piece.isEmpty && piece.count <= chunk)
      received += piece
    }
    let expected = (0..<500).flatMap { [UInt8](repeating: UInt8(truncatingIfNeeded: $0), count: $0 % 40) }
    #expect(received == expected)
  }

  @Test func keepsTheWriterAFewChunksAhead() async throws {
    let (sink, chunks) = ChunkedStream.pair(chunk: 1, ahead: 3)
    let written = Atomics()
    onThread {
      for _ in 0..<50 {
        guard (try? sink.write([7])) != nil else { return }
        written.add()
      }
      try? sink.finish()
    }
    var read = 0
    for try await piece in chunks {
      read += piece.count
      // What is in the queue, what was just taken and the write that goes on meanwhile.
      #expect(written.count <= read + 4)
    }
    #expect(read == 50)
  }

  private final class Atomics: Sendable {
    private let value = Atomic<Int>(0)
    var count: Int { value.load(ordering: .sequentiallyConsistent) }
    func add() { value.add(1, ordering: .sequentiallyConsistent) }
  }

  @Test func passesTheErrorAfterTheBytes() async throws {
    let (sink, chunks) = ChunkedStream.pair(chunk: 4)
    onThread {
      try? sink.write([1, 2, 3, 4, 5])
      sink.fail(Broken())
    }
    var iterator = chunks.makeAsyncIterator()
    #expect(try await iterator.next() == [1, 2, 3, 4])
    #expect(try await iterator.next() == [5])
    await #expect(throws: Broken()) { try await iterator.next() }
    #expect(try await iterator.next() == nil)
  }

  @Test func noticesThatTheWriterWasDropped() async throws {
    let (sink, chunks) = ChunkedStream.pair(chunk: 2)
    onThread { try? sink.write([1, 2, 3]) }
    _ = consume sink
    var iterator = chunks.makeAsyncIterator()
    #expect(try await iterator.next() == [1, 2])
    await #expect(throws: ChunkedStreamError.writerGone) { try await iterator.next() }
  }

  @Test func releasesTheWriterWhenTheReaderIsDropped() async throws {
    let sink: ChunkSink
    do {
      let (made, chunks) = ChunkedStream.pair(chunk: 1, ahead: 1)
      sink = made
      withExtendedLifetime(chunks) {}
    }
    let error = await withCheckedContinuation { continuation in
      onThread {
        do {
          while true { try sink.write([1]) }
        } catch { continuation.resume(returning: error) }
      }
    }
    #expect(error as? ChunkedStreamError == .readerGone)
  }

  @Test func releasesTheWriterWhenTheReaderIsCancelled() async throws {
    let (sink, chunks) = ChunkedStream.pair(chunk: 1, ahead: 1)
    let reader = Task {
      var iterator = chunks.makeAsyncIterator()
      return try await iterator.next()
    }
    reader.cancel()
    await #expect(throws: CancellationError.self) { try await reader.value }
    #expect(throws: ChunkedStreamError.readerGone) { try sink.write([1]) }
  }

  @Test func takesNothingAfterTheEnd() throws {
    let (sink, chunks) = ChunkedStream.pair(chunk: 1)
    try sink.finish()
    #expect(throws: ChunkedStreamError.ended) { try sink.write([1]) }
    withExtendedLifetime(chunks) {}
  }

  @Test func flushesForAWaitingReader() async throws {
    let (sink, chunks) = ChunkedStream.pair(chunk: 1_000)
    try sink.write([1, 2])
    try sink.flush()
    var iterator = chunks.makeAsyncIterator()
    #expect(try await iterator.next() == [1, 2])
    try sink.finish()
    #expect(try await iterator.next() == nil)
  }
}
