internal import Threads

/// The body of an answer, read once, as fast as the reader wants it and no faster.
///
/// Dropping it before its end ends the transfer.
public struct ResponseBody: AsyncSequence, Sendable {
  public typealias Element = [UInt8]
  public typealias Failure = HTTPClientError

  private let source: BodyReader

  init(_ source: BodyReader) {
    self.source = source
  }

  public func makeAsyncIterator() -> Iterator {
    Iterator(source: source)
  }

  public struct Iterator: AsyncIteratorProtocol {
    fileprivate let source: BodyReader

    public mutating func next() async throws(HTTPClientError) -> [UInt8]? {
      try await source.next()
    }

    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(HTTPClientError) -> [UInt8]? {
      try await source.next()
    }
  }

  /// The whole body in memory; more than the limit is an error.
  public func collect(upTo limit: Int = 16 << 20) async throws(HTTPClientError) -> [UInt8] {
    guard var whole = try await source.next() else { return [] }
    while true {
      guard whole.count <= limit else { throw source.error(.tooLarge, "the answer is over \(limit) bytes") }
      guard let chunk = try await source.next() else { return whole }
      whole.append(contentsOf: chunk)
    }
  }

  /// The whole body as text; what is not UTF-8 is replaced.
  public func text(upTo limit: Int = 16 << 20) async throws(HTTPClientError) -> String {
    String(decoding: try await collect(upTo: limit), as: UTF8.self)
  }
}

/// Reads, decodes and counts; ends the transfer when the last reader is gone.
final class BodyReader: Sendable {
  private struct State {
    var decoder: (any ContentDecoder)?
    var input: ArraySlice<UInt8> = []
    var decoded: Int64 = 0
  }

  private let exchange: Exchange
  private let driver: TransferDriver
  private let attempts: Int
  let isEncoded: Bool
  private let state: Lock<State>

  init(_ exchange: Exchange, driver: TransferDriver, attempts: Int, encoding: String?) throws(HTTPClientError) {
    self.exchange = exchange
    self.driver = driver
    self.attempts = attempts
    do {
      let decoder = try encoding.map(ContentEncoding.decoder) ?? nil
      isEncoded = decoder != nil
      state = Lock(State(decoder: decoder))
    } catch {
      throw exchange.error(.decoding, error.message)
    }
  }

  deinit { exchange.cancel() }

  func error(_ code: HTTPClientError.Code, _ message: String) -> HTTPClientError {
    var error = exchange.error(code, message)
    error.attempts = attempts
    return error
  }

  func next() async throws(HTTPClientError) -> [UInt8]? {
    guard isEncoded else { return try await exchange.bytes() }
    while true {
      if let piece = try decode() { return piece }
      guard let bytes = try await exchange.bytes() else {
        guard isComplete else { throw error(.decoding, "the encoded data ended too early") }
        return nil
      }
      state.withLock { $0.input = bytes[...] }
    }
  }

  private var isComplete: Bool {
    state.withLock { $0.decoder?.isComplete ?? true || $0.decoded == 0 && $0.input.isEmpty }
  }

  /// One piece from what is there, `nil` when more has to come.
  private func decode() throws(HTTPClientError) -> [UInt8]? {
    let result = state.withLock { state -> Result<[UInt8], DecodingFailure> in
      do throws(DecodingFailure) {
        let piece = try state.decoder?.decode(&state.input) ?? []
        state.decoded += Int64(piece.count)
        return .success(piece)
      } catch {
        return .failure(error)
      }
    }
    switch result {
    case .failure(let failure):
      exchange.cancel()
      throw error(.decoding, failure.message)
    case .success(let piece):
      guard state.withLock({ $0.decoded }) <= exchange.plan.limits.bodyBytes else {
        exchange.cancel()
        throw error(.tooLarge, "the decoded answer is over its limit of \(exchange.plan.limits.bodyBytes) bytes")
      }
      return piece.isEmpty ? nil : piece
    }
  }
}
