internal import HTTPMessage

extension Response {
  /// A live stream of events. When the client leaves, the task of `produce` is cancelled.
  ///
  /// A comment goes out whenever nothing was sent for `heartbeatMilliseconds`.
  public static func events(
    heartbeatMilliseconds: Int64 = 15_000, _ produce: @escaping @Sendable (EventWriter) async throws -> Void
  ) -> Response {
    var response = Response(
      .ok,
      fields: [
        "Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no",
      ],
      body: .stream(length: nil) { writer in try await produce(EventWriter(writer: writer)) })
    response.mayCompress = false
    response.heartbeat = Heartbeat(bytes: Array(": \n\n".utf8), milliseconds: heartbeatMilliseconds)
    return response
  }
}

extension Request {
  /// The last event that a returning client of a live stream has seen.
  public var lastEventID: String? { fields["last-event-id"] }
}
