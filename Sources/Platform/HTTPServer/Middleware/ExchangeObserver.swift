public import HTTPMessage

/// Hears of each request when it begins and when its answer is out: for metrics, logs and traces.
///
/// Called on the event loop, so it must not block, and it should not allocate.
public protocol ExchangeObserver: Sendable {
  /// May attach values, such as the trace context of `traceparent`.
  func began(_ request: inout Request)
  func ended(_ request: Request, _ outcome: ExchangeOutcome)
  /// A handler threw something that is no answer; the client sees only status 500.
  func failed(_ request: Request, _ error: any Error)
  /// What came was refused before it became a request.
  func refused(_ status: HTTPStatus, code: String, _ connection: ConnectionDescription)
}

extension ExchangeObserver {
  public func began(_ request: inout Request) {}
  public func ended(_ request: Request, _ outcome: ExchangeOutcome) {}
  public func failed(_ request: Request, _ error: any Error) {}
  public func refused(_ status: HTTPStatus, code: String, _ connection: ConnectionDescription) {}
}
