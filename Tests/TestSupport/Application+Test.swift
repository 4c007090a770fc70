public import HTTPServer

extension Application {
  /// Runs a scenario against this application; over a socket the server lives as long as the scenario.
  public func test<Result>(
    _ transport: TestTransport, limits: ConnectionLimits = ConnectionLimits(),
    timeouts: ConnectionTimeouts = ConnectionTimeouts(), tls: TLSContext? = nil,
    _ scenario: (TestClient) async throws -> Result
  ) async throws -> Result {
    switch transport {
    case .inProcess:
      return try await scenario(TestClient(way: .inProcess(InProcessServer(self, limits: limits))))
    case .socket:
      let server = HTTPServer(
        self,
        configuration: ServerConfiguration(
          addresses: [.tcp(host: "127.0.0.1", port: 0)], loops: 2, limits: limits, timeouts: timeouts),
        tls: tls)
      try server.start()
      do {
        let result = try await scenario(
          TestClient(way: .socket(server.addresses[0], BlockingPool(threads: 16))))
        await server.stop(withinMilliseconds: 1_000)
        return result
      } catch {
        await server.stop(withinMilliseconds: 1_000)
        throw error
      }
    }
  }
}
