internal import Threads

/// One open WebSocket, as its handler sees it.
///
/// One task receives; any task may send. Pings are answered while somebody receives.
public final class WebSocket: Sendable {
  private struct State {
    var decoder: WebSocketDecoder
    var closure: WebSocketClosure?
    var saidClose = false
  }

  private let input: ByteChannel
  private let output: ByteChannel
  private let state: Lock<State>
  private let deflater: Lock<MessageDeflater?>
  private let compresses: Bool
  /// The subprotocol that was agreed on.
  public let subprotocol: String?

  init(
    input: ByteChannel, output: ByteChannel, options: WebSocketOptions, extensions: DeflateOffer?, subprotocol: String?
  ) {
    self.input = input
    self.output = output
    self.subprotocol = subprotocol
    compresses = extensions != nil
    state = Lock(
      State(decoder: WebSocketDecoder(maximumMessageBytes: options.maximumMessageBytes, compresses: compresses)))
    deflater = Lock(extensions.flatMap { MessageDeflater(windowBits: $0.windowBits) })
  }

  /// The next message; `nil` when the socket is closed, after which `closure` says why.
  public func receive() async throws -> WebSocketMessage? {
    while true {
      do throws(WebSocketClosure) {
        while let event = try nextEvent() {
          switch event {
          case .message(let message): return message
          case .ping(let payload): try? await output.write(WebSocketFrame.encode(opcode: 10, payload))
          case .pong: break
          case .close(let closure):
            await finish(closure, saying: closure)
            return nil
          }
        }
      } catch {
        await finish(error, saying: error)
        return nil
      }
      if state.withLock({ $0.closure != nil }) { return nil }
      let more: [UInt8]?
      do {
        more = try await input.next()
      } catch is CancellationError {
        throw CancellationError()
      } catch {
        more = nil
      }
      guard let more else {
        await finish(.broken, saying: nil)
        return nil
      }
      state.withLock { $0.decoder.feed(more) }
    }
  }

  private func nextEvent() throws(WebSocketClosure) -> WebSocketEvent? {
    try state.withLock { state throws(WebSocketClosure) in try state.decoder.next() }
  }

  /// Waits while the peer is slower; throws when it is gone.
  public func send(_ message: WebSocketMessage) async throws {
    if let closure { throw closure }
    let (opcode, payload): (UInt8, [UInt8]) =
      switch message {
      case .text(let text): (1, Array(text.utf8))
      case .binary(let bytes): (2, bytes)
      }
    if compresses, payload.count >= 128,
      let small = deflater.withLock({ $0?.deflate(payload) }), small.count < payload.count
    {
      try await output.write(WebSocketFrame.encode(opcode: opcode, small, isCompressed: true))
    } else {
      try await output.write(WebSocketFrame.encode(opcode: opcode, payload))
    }
  }

  public func send(_ text: String) async throws {
    try await send(.text(text))
  }

  public func ping(_ payload: [UInt8] = []) async throws {
    try await output.write(WebSocketFrame.encode(opcode: 9, Array(payload.prefix(125))))
  }

  /// Says goodbye; nothing can be sent afterwards.
  public func close(_ closure: WebSocketClosure = .normal) async {
    await finish(closure, saying: closure)
  }

  /// Why it ended; `nil` while it is open.
  public var closure: WebSocketClosure? { state.withLock(\.closure) }

  private func finish(_ closure: WebSocketClosure, saying: WebSocketClosure?) async {
    let first = state.withLock { state -> Bool in
      if state.closure == nil { state.closure = closure }
      defer { state.saidClose = true }
      return !state.saidClose
    }
    if first, let saying { try? await output.write(WebSocketFrame.close(saying)) }
  }
}
