public import HTTPMessage
public import HTTPServer

/// Sends the requests of a scenario over either transport.
public struct TestClient: Sendable {
  enum Way: Sendable {
    case inProcess(InProcessServer)
    case socket(ListenAddress, BlockingPool)
  }

  let way: Way
  /// Where the server listens, for programs that are judges; `nil` in process.
  public var address: ListenAddress? {
    if case .socket(let address, _) = way { return address }
    return nil
  }

  /// `http://127.0.0.1:port`; empty in process.
  public var url: String {
    if case .socket(.tcp(_, let port), _) = way { return "http://127.0.0.1:\(port)" }
    return ""
  }

  public func send(
    _ method: HTTPMethod, _ target: String, fields: HTTPFields = [:], body: [UInt8] = []
  ) async throws -> TestResponse {
    var lines = "\(method) \(target) HTTP/1.1\r\n"
    if fields["host"] == nil { lines += "Host: localhost\r\n" }
    for field in fields.fields { lines += "\(field.name): \(field.value)\r\n" }
    if !body.isEmpty || method == .post || method == .put || method == .patch {
      lines += "Content-Length: \(body.count)\r\n"
    }
    let head = Array((lines + "\r\n").utf8)
    switch way {
    case .inProcess(let server):
      var answer: [UInt8]? = await server.exchange(head: head, body: body)
      var reader = TestResponseReader {
        defer { answer = nil }
        return answer
      }
      guard let response = try reader.next(isHead: method == .head) else { throw TestFailure("No answer.") }
      return response
    case .socket(let address, let pool):
      return try await pool.run {
        let connection = try TestConnection(address)
        try connection.send(head + body)
        guard let response = try connection.response(isHead: method == .head) else {
          throw TestFailure("The server closed without an answer to \(method) \(target).")
        }
        return response
      }
    }
  }

  public func get(_ target: String, fields: HTTPFields = [:]) async throws -> TestResponse {
    try await send(.get, target, fields: fields)
  }

  public func post(_ target: String, fields: HTTPFields = [:], body: [UInt8] = []) async throws -> TestResponse {
    try await send(.post, target, fields: fields, body: body)
  }

  public func post(_ target: String, fields: HTTPFields = [:], json: String) async throws -> TestResponse {
    var fields = fields
    fields["Content-Type"] = "application/json"
    return try await send(.post, target, fields: fields, body: Array(json.utf8))
  }

  /// Runs blocking code with a raw connection; only over a socket.
  public func connection<Result: Sendable>(
    _ body: @escaping @Sendable (TestConnection) throws -> Result
  ) async throws -> Result {
    guard case .socket(let address, let pool) = way else { throw TestFailure("There is no socket in process.") }
    return try await pool.run { try body(try TestConnection(address)) }
  }
}
