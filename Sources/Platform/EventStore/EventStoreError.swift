/// What an event store refuses, with a code that stays the same over releases.
public struct EventStoreError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Code: String, Sendable, Hashable, CaseIterable {
    case emptyAppend
    case streamTwice
    case invalidEvent
    case eventTooLarge
    /// Some, but not all, of the event identifiers are already in use.
    case identifierReused
    /// A stream changed so often that an append gave up.
    case contended
    /// No way leads from the stored form of an event to a known one.
    case upcastFailed
    case snapshotRefused
    case unknownProjection
    /// A projection's tables were made by a newer revision of the program.
    case newerProjection
    case rebuildRefused
    case historyRefused
  }

  public let code: Code
  public let message: String
  public let stream: StreamID?
  public let position: EventPosition?

  public init(_ code: Code, _ message: String, stream: StreamID? = nil, position: EventPosition? = nil) {
    self.code = code
    self.message = message
    self.stream = stream
    self.position = position
  }

  public var description: String {
    var text = "\(code.rawValue): \(message)"
    if let stream { text += " (stream \(stream))" }
    if let position { text += " (position \(position))" }
    return text
  }
}
