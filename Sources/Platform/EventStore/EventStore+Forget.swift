public import Database

extension EventStore {
  /// Removes a stream with all of its events, if it still is at this version: what a policy says is to be forgotten.
  ///
  /// What was made of the events stays; whoever asks for this removes the rows of inline projections in the same
  /// transaction. Asynchronous projections keep what they counted, until they are rebuilt.
  public static func forgetting(_ stream: StreamID, at version: Int) -> [Statement] {
    let key: [SQLValue] = [.text(stream.tenant), .text(stream.name)]
    return [
      Statement(
        "delete from event_stream where tenant = $1 and stream = $2 and version = $3", key + [.integer(version)],
        expecting: .exactly(1)),
      Statement("delete from event where tenant = $1 and stream = $2", key),
      Statement("delete from event_snapshot where tenant = $1 and stream = $2", key),
    ]
  }
}
