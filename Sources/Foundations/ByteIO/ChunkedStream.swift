/// A bounded hand-over of bytes from one blocking writer to one asynchronous reader.
///
/// The writer's thread waits while the reader is `ahead` chunks behind. If the reader goes away or its task is
/// cancelled, the writer's next write throws `ChunkedStreamError.readerGone`; if the writer fails or is dropped before
/// `finish()`, the reader gets what was written and then the error.
///
///     let (sink, chunks) = ChunkedStream.pair()
///     // on a worker thread
///     do { try render(into: sink); try sink.finish() } catch { sink.fail(error) }
///     // in a task
///     for try await chunk in chunks { … }
public enum ChunkedStream {
  public static func pair(chunk: Int = 65_536, ahead: Int = 4) -> (sink: ChunkSink, chunks: Chunks) {
    let channel = ChunkChannel(limit: max(ahead, 1))
    return (ChunkSink(channel, chunk: max(chunk, 1)), Chunks(channel))
  }
}

public enum ChunkedStreamError: Error, Hashable, CustomStringConvertible {
  /// Nobody reads any more, so writing on is useless.
  case readerGone
  /// The writer was dropped before it had finished.
  case writerGone
  /// The writer had finished or failed before.
  case ended

  public var description: String {
    switch self {
    case .readerGone: "the reader of the stream has gone"
    case .writerGone: "the writer of the stream ended before it had finished"
    case .ended: "the stream has ended already"
    }
  }
}
