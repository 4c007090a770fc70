public import ByteIO
internal import HTTPMessage

/// The body of a request: already here, or coming as a stream with back-pressure.
///
/// A stream can be read once. Reading it is what asks a client that sent `Expect: 100-continue` to go on.
public struct RequestBody: Sendable, AsyncSequence {
  public typealias Element = [UInt8]

  enum Source: Sendable {
    case bytes([UInt8])
    case stream(ByteChannel, length: Int?)
  }

  var source: Source

  public static let empty = RequestBody(source: .bytes([]))

  init(source: Source) {
    self.source = source
  }

  public init(_ bytes: [UInt8]) {
    source = .bytes(bytes)
  }

  /// The bytes when the whole body is here, as it always is on routes that collect it; `nil` for a stream.
  public var bytes: [UInt8]? {
    if case .bytes(let bytes) = source { return bytes }
    return nil
  }

  /// The length if it is known before the end.
  public var length: Int? {
    switch source {
    case .bytes(let bytes): bytes.count
    case .stream(_, let length): length
    }
  }

  /// The whole body in memory; more than `limit` bytes is refused with 413.
  public func collect(upTo limit: Int = 1 << 20) async throws -> [UInt8] {
    func tooLarge() -> HTTPError {
      HTTPError(
        .contentTooLarge, code: "body_too_large", detail: "The body is larger than the \(limit) bytes accepted here.")
    }
    switch source {
    case .bytes(let bytes):
      guard bytes.count <= limit else { throw tooLarge() }
      return bytes
    case .stream(let channel, let length):
      guard length ?? 0 <= limit else { throw tooLarge() }
      var whole: [UInt8] = []
      while let chunk = try await channel.next() {
        guard whole.count + chunk.count <= limit else { throw tooLarge() }
        if whole.isEmpty { whole = chunk } else { whole += chunk }
      }
      return whole
    }
  }

  /// Writes the body to a sink on a thread of the pool, at constant memory, and finishes the sink.
  ///
  /// - Returns: the number of bytes.
  @discardableResult
  public func write(
    on pool: BlockingPool, to makeSink: @escaping @Sendable () throws -> any ByteSink
  ) async throws -> Int {
    let source = source
    return try await pool.run {
      let sink = try makeSink()
      var count = 0
      switch source {
      case .bytes(let bytes):
        try sink.write(bytes)
        count = bytes.count
      case .stream(let channel, _):
        do {
          while let chunk = try channel.nextBlocking() {
            try sink.write(chunk)
            count += chunk.count
          }
        } catch {
          channel.abandon()
          throw error
        }
      }
      try sink.finish()
      return count
    }
  }

  public struct Iterator: AsyncIteratorProtocol {
    var source: Source

    public mutating func next() async throws -> [UInt8]? {
      switch source {
      case .bytes(let bytes):
        source = .bytes([])
        return bytes.isEmpty ? nil : bytes
      case .stream(let channel, _):
        return try await channel.next()
      }
    }
  }

  public func makeAsyncIterator() -> Iterator {
    Iterator(source: source)
  }
}
