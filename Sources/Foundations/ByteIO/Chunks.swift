/// The reading half of a `ChunkedStream`, for one reader. Dropping it, or cancelling the task that waits, tells the
/// writer that nobody reads any more.
public struct Chunks: AsyncSequence, Sendable {
  public typealias Element = [UInt8]

  fileprivate final class Reader: Sendable {
    let channel: ChunkChannel
    init(_ channel: ChunkChannel) { self.channel = channel }
    deinit { channel.abandon() }
  }

  private let reader: Reader

  init(_ channel: ChunkChannel) {
    reader = Reader(channel)
  }

  public struct Iterator: AsyncIteratorProtocol {
    private let reader: Reader

    fileprivate init(_ reader: Reader) { self.reader = reader }

    public mutating func next() async throws -> [UInt8]? {
      try await next(isolation: nil)
    }

    public mutating func next(isolation actor: isolated (any Actor)?) async throws -> [UInt8]? {
      try await reader.channel.next(isolation: actor)
    }
  }

  public func makeAsyncIterator() -> Iterator {
    Iterator(reader)
  }

  /// Stops reading; the writer's next write throws.
  public func cancel() {
    reader.channel.abandon()
  }
}
