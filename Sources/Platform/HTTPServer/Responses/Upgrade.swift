/// Hands the connection over to another protocol after the 101 answer.
struct Upgrade: Sendable {
  /// Sent when nothing else went out for that long; also bounds how long a silent peer is kept.
  var heartbeat: [UInt8]
  var heartbeatMilliseconds: Int64
  var run: @Sendable (_ input: ByteChannel, _ output: ByteChannel) async -> Void
}
