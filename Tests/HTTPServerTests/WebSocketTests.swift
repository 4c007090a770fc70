import HTTPMessage
import Judging
import TestSupport
import Testing

@testable import HTTPServer

@Suite struct WebSocketTests {
  private static func frame(_ first: UInt8, _ payload: [UInt8], mask: [UInt8] = [1, 2, 3, 4]) -> [UInt8] {
    var bytes = [first]
    switch payload.count {
    case ...125: bytes.append(0x80 | UInt8(payload.count))
    case ...65_535: bytes += [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
    default: bytes += [0x80 | 127] + (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
    }
    return bytes + mask + payload.enumerated().map { $1 ^ mask[$0 & 3] }
  }

  private static func text(_ text: String) -> [UInt8] { frame(0x81, Array(text.utf8)) }

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var bytes: [UInt8]
    var events: [WebSocketEvent] = []
    var code: UInt16?
  }

  static let cases = [
    Case(testDescription: "a text", bytes: text("Grüße"), events: [.message(.text("Grüße"))]),
    Case(testDescription: "an empty text", bytes: text(""), events: [.message(.text(""))]),
    Case(
      testDescription: "a binary of 126 bytes", bytes: frame(0x82, [UInt8](repeating: 7, count: 126)),
      events: [
        .message(.binary([UInt8](repeating: 7, count: 126)))
      ]),
    Case(
      testDescription: "a binary of 70,000 bytes", bytes: frame(0x82, [UInt8](repeating: 7, count: 70_000)),
      events: [
        .message(.binary([UInt8](repeating: 7, count: 70_000)))
      ]),
    Case(
      testDescription: "a ping inside a fragmented text",
      bytes: frame(0x01, [0xC3]) + frame(0x89, [1]) + frame(0x00, [0xBC]) + frame(0x80, [0x21]),
      events: [.ping([1]), .message(.text("ü!"))]),
    Case(
      testDescription: "a close with a code", bytes: frame(0x88, [3, 232, 0x6F]),
      events: [
        .close(WebSocketClosure(code: 1_000, reason: "o"))
      ]),
    Case(testDescription: "a close without a code", bytes: frame(0x88, []), events: [.close(.none)]),
    Case(testDescription: "a close cut short", bytes: frame(0x88, [3]), code: 1_002),
    Case(testDescription: "a forbidden close code", bytes: frame(0x88, [3, 237]), code: 1_002),
    Case(testDescription: "a close code of nobody", bytes: frame(0x88, [0x7F, 0xFF]), code: 1_002),
    Case(testDescription: "a close reason that is no UTF-8", bytes: frame(0x88, [3, 232, 0xFF]), code: 1_007),
    Case(testDescription: "no mask", bytes: [0x81, 1, 0x61], code: 1_002),
    Case(testDescription: "a reserved bit", bytes: frame(0xA1, [1]), code: 1_002),
    Case(testDescription: "compression that was not agreed on", bytes: frame(0xC1, [1]), code: 1_002),
    Case(testDescription: "an unknown opcode", bytes: frame(0x83, [1]), code: 1_002),
    Case(testDescription: "an unknown control opcode", bytes: frame(0x8B, [1]), code: 1_002),
    Case(testDescription: "a fragmented ping", bytes: frame(0x09, [1]), code: 1_002),
    Case(testDescription: "a ping of 126 bytes", bytes: frame(0x89, [UInt8](repeating: 1, count: 126)), code: 1_002),
    Case(testDescription: "a continuation of nothing", bytes: frame(0x80, [1]), code: 1_002),
    Case(testDescription: "a text inside a text", bytes: frame(0x01, [0x61]) + text("b"), code: 1_002),
    Case(
      testDescription: "a length that is not minimal", bytes: [0x82, 0xFE, 0, 5, 1, 2, 3, 4, 0, 0, 0, 0, 0], code: 1_002
    ),
    Case(testDescription: "text that is no UTF-8", bytes: frame(0x81, [0xC3, 0x28]), code: 1_007),
    Case(testDescription: "text with a surrogate", bytes: frame(0x81, [0xED, 0xA0, 0x80]), code: 1_007),
    Case(testDescription: "a length over the limit", bytes: [0x82, 0xFF, 0, 0, 0, 1, 0, 0, 0, 0], code: 1_009),
    Case(
      testDescription: "fragments over the limit",
      bytes: frame(0x02, [UInt8](repeating: 1, count: 60_000)) + frame(0x00, [UInt8](repeating: 1, count: 60_000)),
      code: 1_009),
  ]

  @Test(arguments: cases, [1, 3, 1 << 20]) func framesAreRead(_ example: Case, step: Int) {
    guard step > 1 || example.bytes.count < 1_000 else { return }
    var decoder = WebSocketDecoder(maximumMessageBytes: 100_000)
    var events: [WebSocketEvent] = []
    var code: UInt16?
    do {
      for start in stride(from: 0, to: example.bytes.count, by: step) {
        decoder.feed(Array(example.bytes[start..<min(start + step, example.bytes.count)]))
        while let event = try decoder.next() { events.append(event) }
      }
    } catch {
      code = error.code
    }
    #expect(code == example.code)
    if code == nil { #expect(events == example.events) }
  }

  @Test func messagesAreCompressedAndBack() throws {
    let plain = Array(String(repeating: "compress me ", count: 1_000).utf8)
    let deflater = try #require(MessageDeflater(windowBits: 15))
    let small = try #require(deflater.deflate(plain))
    #expect(small.count < plain.count / 10)
    #expect(try MessageInflater()?.inflate(small, limit: 20_000) == plain)
    #expect(throws: WebSocketClosure.tooBig) { try MessageInflater()?.inflate(small, limit: 5_000) }
    #expect(try MessageInflater()?.inflate([0xFF, 0xFF, 0xFF], limit: 100) == nil)
  }

  private static var application: Application {
    var router = Router()
    router.get("/echo") { request in
      var options = WebSocketOptions()
      options.protocols = ["echo.v1"]
      options.maximumMessageBytes = 1 << 20
      return try .webSocket(request, options: options) { socket in
        while let message = try await socket.receive() {
          if message == .text("fail") { throw TestFailure("asked to") }
          try await socket.send(message)
        }
      }
    }
    return Application(router: router)
  }

  private static let upgrade =
    "GET /echo HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"

  @Test func aSocketEchoes() async throws {
    try await Self.application.test(.socket) { client in
      let (status, accept, received) = try await client.connection { connection in
        try connection.send(Self.upgrade + "Sec-WebSocket-Protocol: other, echo.v1\r\n\r\n")
        let response = try connection.response()
        try connection.send(Self.text("hello") + Self.frame(0x89, [9]) + Self.frame(0x88, [3, 232]))
        return (
          response?.status.code, response?.fields["sec-websocket-accept"], try connection.receiveToEnd()
        )
      }
      #expect(status == 101)
      #expect(accept == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
      #expect(received == [0x81, 5] + Array("hello".utf8) + [0x8A, 1, 9] + [0x88, 2, 3, 232])
    }
  }

  @Test func wrongUpgradesAreRefused() async throws {
    try await Self.application.test(.socket) { client in
      #expect(try await client.get("/echo").status == .upgradeRequired)
      let old = try await client.connection { connection in
        try connection.send(Self.upgrade.replacing("Version: 13", with: "Version: 8") + "\r\n")
        return try connection.response()
      }
      #expect(old?.fields["sec-websocket-version"] == "13")
      let key = try await client.connection { connection in
        try connection.send(Self.upgrade.replacing("dGhl", with: "") + "\r\n")
        return try connection.response()
      }
      #expect(key?.status == .badRequest)
    }
  }

  /// Python's websockets, an implementation of others: sizes around every length form, fragments, compression,
  /// pings, many sockets at once, and how a socket is closed.
  @Test(arguments: ["deflate", "none"]) func othersSpeakWithUs(_ compression: String) async throws {
    try await Self.application.test(.socket) { client in
      let url = client.url.replacing("http:", with: "ws:") + "/echo"
      let python = try Judge.pythonPath()
      let output = try await Judge.output(python, ["-c", Self.conversation, url, compression])
      #expect(output.hasSuffix("all said\n"), "\(output)")
    }
  }

  private static let conversation = """
    import asyncio, sys
    from websockets.asyncio.client import connect
    from websockets.exceptions import ConnectionClosed

    URL, COMPRESSION = sys.argv[1], sys.argv[2] if sys.argv[2] != "none" else None

    def join():
        return connect(URL, compression=COMPRESSION, subprotocols=["other", "echo.v1"], max_size=1 << 23, proxy=None)

    async def one(number):
        async with join() as socket:
            assert socket.subprotocol == "echo.v1", socket.subprotocol
            assert bool(socket.protocol.extensions) == (COMPRESSION is not None), socket.protocol.extensions
            for size in (0, 1, 125, 126, 127, 65535, 65536, 300000):
                text = ("añ€😀" * size)[:size]
                await socket.send(text)
                assert await socket.recv() == text, size
                data = bytes(range(256)) * (size // 256 + 1)
                await socket.send(data[:size])
                assert await socket.recv() == data[:size], size
            await socket.send(["in ", "several ", "", "fragments ", str(number)])
            assert await socket.recv() == f"in several fragments {number}"
            await asyncio.wait_for(await socket.ping(b"there?"), 10)

    async def closed(said):
        async with join() as socket:
            try:
                await socket.send(said)
                while True:
                    await socket.recv()
            except ConnectionClosed as end:
                return end.rcvd.code if end.rcvd else None

    async def main():
        await asyncio.gather(*(one(number) for number in range(20)))
        assert await closed("fail") == 1011
        assert await closed("x" * ((1 << 20) + 1)) == 1009
        print("all said")

    asyncio.run(main())
    """
}
