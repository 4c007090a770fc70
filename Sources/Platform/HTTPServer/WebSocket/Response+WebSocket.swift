internal import COpenSSL
internal import HTTPMessage

extension Response {
  /// Accepts the upgrade of a request to a WebSocket; throws the answer for a request that is none.
  ///
  /// When the handler returns the socket closes normally, when it throws with code 1011.
  public static func webSocket(
    _ request: Request, options: WebSocketOptions = WebSocketOptions(),
    _ handler: @escaping @Sendable (WebSocket) async throws -> Void
  ) throws -> Response {
    let fields = request.fields
    guard request.method == .get, request.head.minorVersion == 1, contains(fields.list("upgrade"), "websocket"),
      contains(fields.list("connection"), "upgrade")
    else {
      throw HTTPError(
        .upgradeRequired, code: "upgrade_required", detail: "This address speaks WebSocket.",
        fields: ["Upgrade": "websocket"])
    }
    guard fields["sec-websocket-version"] == "13" else {
      throw HTTPError(
        .upgradeRequired, code: "websocket_version", detail: "Only version 13 of WebSocket is spoken.",
        fields: ["Sec-WebSocket-Version": "13"])
    }
    let keys = fields.values(of: "sec-websocket-key")
    guard keys.count == 1, isKey(keys[0]) else {
      throw HTTPError(.badRequest, code: "websocket_key", detail: "Sec-WebSocket-Key is not valid.")
    }
    let offered = (fields.list("sec-websocket-protocol") ?? "").split(separator: ",").map { $0.filter { $0 != " " } }
    let subprotocol = options.protocols.first { offered.contains($0) }
    let deflate = options.compresses ? DeflateOffer.choose(fields.list("sec-websocket-extensions")) : nil
    var response = Response(.switchingProtocols)
    response.fields = [
      "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Accept": accept(keys[0]),
    ]
    if let subprotocol { response.fields.append("Sec-WebSocket-Protocol", subprotocol) }
    if let deflate { response.fields.append("Sec-WebSocket-Extensions", deflate.text) }
    response.upgrade = Upgrade(
      heartbeat: WebSocketFrame.encode(opcode: 9, []), heartbeatMilliseconds: options.pingMilliseconds
    ) { input, output in
      let socket = WebSocket(
        input: input, output: output, options: options, extensions: deflate, subprotocol: subprotocol)
      do {
        try await handler(socket)
        await socket.close(.normal)
      } catch is CancellationError {
        await socket.close(.goingAway)
      } catch {
        await socket.close(.internalError)
      }
    }
    return response
  }

  private static func contains(_ list: String?, _ word: String) -> Bool {
    (list ?? "").split(separator: ",").contains { $0.filter { $0 != " " && $0 != "\t" }.lowercased() == word }
  }

  /// 16 bytes in base64.
  private static func isKey(_ key: String) -> Bool {
    let bytes = Array(key.utf8)
    return bytes.count == 24 && bytes[22] == 0x3D && bytes[23] == 0x3D
      && bytes[..<22].allSatisfy {
        ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x41 && $0 <= 0x5A) || ($0 >= 0x61 && $0 <= 0x7A) || $0 == 0x2B
          || $0 == 0x2F
      }
  }

  private static func accept(_ key: String) -> String {
    let bytes = Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)
    var digest = [UInt8](repeating: 0, count: 20)
    _ = SHA1(bytes, bytes.count, &digest)
    var text = [UInt8](repeating: 0, count: 32)
    let count = EVP_EncodeBlock(&text, digest, 20)
    return String(decoding: text[..<Int(count)], as: UTF8.self)
  }
}
