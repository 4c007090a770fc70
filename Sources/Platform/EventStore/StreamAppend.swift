/// Events for one stream, appended together or not at all.
public struct StreamAppend: Sendable, Hashable {
  public var stream: StreamID
  public var expected: ExpectedVersion
  public var events: [NewEvent]
  public var context: EventContext

  public init(_ stream: StreamID, expecting expected: ExpectedVersion, _ events: [NewEvent], context: EventContext) {
    self.stream = stream
    self.expected = expected
    self.events = events
    self.context = context
  }
}

/// Where the events of one ``StreamAppend`` went.
public struct AppendedEvents: Sendable, Hashable {
  public let stream: StreamID
  public let versions: ClosedRange<Int>
  /// The position of the last of them.
  public let position: EventPosition
  /// They were stored by an earlier call with the same identifiers; nothing was changed now.
  public let replayed: Bool
}
