internal import HTTPMessage

/// Everything the sending thread needs to know of one sending of one request.
struct TransferPlan: Sendable {
  enum Body: Sendable {
    case none
    case bytes([UInt8])
    case file(path: String)
    case channel(UploadChannel)
  }

  var method: HTTPMethod
  var target: RequestTarget
  var fields: HTTPFields
  var body: Body
  /// Whether it may be sent again by itself when a kept connection turns out to be closed.
  var isRepeatable: Bool
  var expectsContinue: Bool
  var deadlines: Deadlines
  /// On the monotonic clock, in nanoseconds.
  var end: UInt64?
  var limits: ResponseLimits
  /// Addresses in place of the name service.
  var addresses: [String]
}
