/// How long each part of a request may take; `nil` sets no limit.
public struct Deadlines: Sendable, Hashable {
  /// Name lookup, connection and TLS handshake together.
  public var connect: Duration
  /// From the last byte sent to the first of the answer.
  public var firstByte: Duration?
  /// Without any byte in either direction. Time in which the program itself does not read or write is not counted.
  public var idle: Duration?
  /// From the call to the last byte of the answer, with waiting for a connection, redirects and retries.
  public var total: Duration?

  public init(
    connect: Duration = .seconds(10), firstByte: Duration? = .seconds(60), idle: Duration? = .seconds(60),
    total: Duration? = .seconds(300)
  ) {
    self.connect = connect
    self.firstByte = firstByte
    self.idle = idle
    self.total = total
  }
}
