/// Takes the events of a live stream.
public struct EventWriter: Sendable {
  let writer: ResponseWriter

  /// Waits while the client is slower; throws when it is gone.
  public func send(_ event: ServerSentEvent) async throws {
    try await writer.write(event.text)
  }

  public func comment(_ text: String) async throws {
    try await writer.write(": \(String(text.unicodeScalars.filter { $0 != "\n" && $0 != "\r" }))\n\n")
  }
}
