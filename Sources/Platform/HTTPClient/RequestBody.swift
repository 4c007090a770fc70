/// What a request carries: nothing, bytes, a file or a stream.
public struct RequestBody: Sendable {
  enum Storage: Sendable {
    case none
    case bytes([UInt8])
    case file(path: String)
    case stream(length: Int64?, pump: @Sendable (UploadChannel) async throws -> Void)
  }

  let storage: Storage
  /// Whether it can be sent a second time, which retries and some redirects need.
  let isReplayable: Bool

  public static let none = RequestBody(storage: .none, isReplayable: true)

  public static func bytes(_ bytes: [UInt8]) -> RequestBody {
    RequestBody(storage: .bytes(bytes), isReplayable: true)
  }

  public static func text(_ text: String) -> RequestBody {
    .bytes(Array(text.utf8))
  }

  /// A regular file, read while it is sent. It must not change meanwhile.
  public static func file(_ path: String) -> RequestBody {
    RequestBody(storage: .file(path: path), isReplayable: true)
  }

  /// Chunks as they come; the sequence is asked for the next one only when there is room.
  ///
  /// - Parameter length: sent as Content-Length and held to; without it the body is chunked.
  public static func stream<Chunks: AsyncSequence & Sendable>(
    _ chunks: Chunks, length: Int64? = nil
  ) -> RequestBody where Chunks.Element == [UInt8] {
    RequestBody(storage: .stream(length: length) { try await $0.send(chunks) }, isReplayable: false)
  }

  /// Like `stream`, from a sequence that can be made again for another attempt.
  public static func replayableStream<Chunks: AsyncSequence & SendableMetatype>(
    length: Int64? = nil, _ make: @escaping @Sendable () -> Chunks
  ) -> RequestBody where Chunks.Element == [UInt8] {
    RequestBody(storage: .stream(length: length) { try await $0.send(make()) }, isReplayable: true)
  }
}
