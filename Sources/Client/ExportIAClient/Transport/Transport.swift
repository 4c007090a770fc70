public import Foundation

/// What carries requests to the server.
///
/// ``URLSessionTransport`` is the one that is used unless told. Write your own for another network stack, for a proxy
/// with a protocol of its own, or for tests.
public protocol Transport: Sendable {
  /// Sends the request and returns when the head of the answer is there.
  ///
  /// Redirects are not followed: the key must not go to another server. Cancelling the task ends the transfer, and so
  /// does dropping the answer's body.
  func send(_ request: TransportRequest) async throws -> TransportAnswer
}

/// A request as it goes over the network.
public struct TransportRequest: Sendable {
  public var method: String
  public var url: URL
  public var fields: [(name: String, value: String)]
  public var body: TransportBody
  /// How long the server may send nothing.
  public var idleTimeout: Duration

  public init(
    method: String, url: URL, fields: [(name: String, value: String)] = [], body: TransportBody = .none,
    idleTimeout: Duration = .seconds(60)
  ) {
    self.method = method
    self.url = url
    self.fields = fields
    self.body = body
    self.idleTimeout = idleTimeout
  }
}

/// What a request carries.
public enum TransportBody: Sendable {
  case none
  case bytes(Data)
  /// The file is read while it is sent, and must not change meanwhile.
  case file(URL)
}
