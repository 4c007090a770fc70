public import HTTPMessage

/// Sends HTTP requests over pooled connections, within its egress policy.
///
/// Any number of tasks may use one client at once; requests beyond the connection limits wait their turn. The client
/// ends by itself when it and its answers are gone.
public final class HTTPClient: Sendable {
  public let settings: HTTPClientSettings
  let driver: TransferDriver

  /// Fails only when the system has no thread or descriptor left.
  public init(_ settings: HTTPClientSettings = HTTPClientSettings()) throws(HTTPClientError) {
    self.settings = settings
    driver = try TransferDriver(settings)
  }

  /// Sends the request and returns when the answer's header is there.
  ///
  /// An answer of any status is an answer; errors are for requests without one. Cancelling the task ends the transfer.
  public func send(_ request: ClientRequest) async throws(HTTPClientError) -> ClientResponse {
    driver.counters.addRequest()
    let start = MonotonicTime.now()
    var call = ClientCall(request, client: self, start: start)
    do {
      let response = try await call.answer()
      report(call, status: response.status.code, failure: nil)
      return response
    } catch {
      report(call, status: nil, failure: error.code)
      throw error
    }
  }

  /// Ends all transfers and closes all connections; requests from now on fail.
  public func close() async {
    driver.inbox.post(.stop)
    await driver.inbox.waitUntilShut()
  }

  public var statistics: ClientStatistics { driver.counters.snapshot }

  private func report(_ call: ClientCall, status: Int?, failure: HTTPClientError.Code?) {
    guard let observer = settings.observer else { return }
    observer(
      RequestReport(
        method: call.request.method, origin: call.origin, status: status, failure: failure, attempts: call.attempts,
        duration: .nanoseconds(Int64(MonotonicTime.now() - call.start))))
  }
}

extension HTTPClient {
  /// A GET with everything else as the client is set.
  public func get(_ url: String, fields: HTTPFields = [:]) async throws(HTTPClientError) -> ClientResponse {
    try await send(ClientRequest(.get, url, fields: fields))
  }
}
