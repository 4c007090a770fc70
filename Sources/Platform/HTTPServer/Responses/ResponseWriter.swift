public import ByteIO

/// Takes the body of a streamed answer.
public struct ResponseWriter: Sendable {
  let channel: ByteChannel

  /// Waits while the client is slower; throws when it is gone, which is the sign to stop.
  public func write(_ bytes: [UInt8]) async throws {
    guard !bytes.isEmpty else { return }
    try await channel.write(bytes)
  }

  public func write(_ text: String) async throws {
    try await write(Array(text.utf8))
  }

  /// A sink for code that writes from a blocking thread; finishing it does not end the answer.
  public func blockingSink() -> any ByteSink {
    ResponseSink(channel: channel)
  }
}

/// Collects small writes into chunks and blocks while the client is slower.
private final class ResponseSink: ByteSink {
  private let channel: ByteChannel
  private var pending: [UInt8] = []
  private let chunk = 32_768

  init(channel: ByteChannel) {
    self.channel = channel
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    pending.append(contentsOf: bytes)
    guard pending.count >= chunk else { return }
    try channel.writeBlocking(pending)
    pending = []
    pending.reserveCapacity(chunk)
  }

  func finish() throws {
    guard !pending.isEmpty else { return }
    try channel.writeBlocking(pending)
    pending = []
  }
}
