internal import Threads

/// The writing half of a `ChunkedStream`: blocks while the reader is behind, so it belongs on a worker thread.
public final class ChunkSink: ByteSink, Sendable {
  private let channel: ChunkChannel
  private let size: Int
  private let pending: Lock<[UInt8]>

  init(_ channel: ChunkChannel, chunk: Int) {
    self.channel = channel
    size = chunk
    pending = Lock([])
  }

  deinit { channel.end(throwing: ChunkedStreamError.writerGone) }

  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while !rest.isEmpty {
      let full: [UInt8]? = pending.withLock { pending in
        if pending.isEmpty { pending.reserveCapacity(size) }
        let fitting = min(rest.count, size - pending.count)
        pending.append(contentsOf: rest.prefix(fitting))
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(fitting))
        return pending.count == size ? Self.take(&pending) : nil
      }
      if let full { try channel.hand(full) }
    }
  }

  /// Hands on what has gathered, for readers that wait for it.
  public func flush() throws {
    let rest = pending.withLock { Self.take(&$0) }
    if !rest.isEmpty { try channel.hand(rest) }
  }

  private static func take(_ pending: inout [UInt8]) -> [UInt8] {
    let taken = pending
    pending = []
    return taken
  }

  public func finish() throws {
    try flush()
    channel.end(throwing: nil)
  }

  /// Ends the stream with an error, which the reader gets after what was written before.
  public func fail(_ error: any Error) {
    try? flush()
    channel.end(throwing: error)
  }
}
