/// What is refused before the database is asked.
enum AppendCheck {
  /// Names are keys of three indexes.
  static let maximumNameBytes = 512

  static func check(_ appends: [StreamAppend]) throws(EventStoreError) {
    guard !appends.isEmpty else { throw EventStoreError(.emptyAppend, "There is nothing to append.") }
    var streams: Set<StreamID> = []
    var identifiers: Set<[String]> = []
    for append in appends {
      guard !append.events.isEmpty else {
        throw EventStoreError(.emptyAppend, "There are no events for the stream.", stream: append.stream)
      }
      guard streams.insert(append.stream).inserted else {
        throw EventStoreError(
          .streamTwice, "A stream appears twice in one append. Put its events together.", stream: append.stream)
      }
      if case .exact(let version) = append.expected, version < 0 {
        throw EventStoreError(.invalidEvent, "A version cannot be \(version).", stream: append.stream)
      }
      try name(append.stream.tenant, "tenant", append.stream)
      try name(append.stream.name, "stream's name", append.stream)
      for event in append.events {
        try name(event.id, "event's identifier", append.stream)
        try name(event.type, "event's type", append.stream)
        try size(of: event, append.stream)
        guard identifiers.insert([append.stream.tenant, event.id]).inserted else {
          throw EventStoreError(
            .identifierReused, "Two of the events have the identifier '\(event.id)'.", stream: append.stream)
        }
      }
    }
  }

  private static func name(_ text: String, _ what: String, _ stream: StreamID) throws(EventStoreError) {
    guard !text.isEmpty, text.utf8.count <= maximumNameBytes else {
      throw EventStoreError(
        .invalidEvent, "The \(what) has \(text.utf8.count) bytes; it may have 1 to \(maximumNameBytes).",
        stream: stream)
    }
  }

  private static func size(of event: NewEvent, _ stream: StreamID) throws(EventStoreError) {
    let bytes = event.data.utf8.count
    guard bytes > NewEvent.maximumBytes else { return }
    throw EventStoreError(
      .eventTooLarge,
      """
      The event '\(event.type)' has \(bytes) bytes of data; the most is \(NewEvent.maximumBytes). \
      Put the content into the file store and the hash that it answers into the event.
      """, stream: stream)
  }
}
