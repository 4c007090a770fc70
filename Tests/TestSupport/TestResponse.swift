public import HTTPMessage

/// An answer as a scenario sees it.
public struct TestResponse: Sendable {
  public var status: HTTPStatus
  public var fields: HTTPFields
  /// Without transfer coding.
  public var body: [UInt8]
  /// False when the connection ended before the body did.
  public var isComplete: Bool

  public var text: String { String(decoding: body, as: UTF8.self) }
}
