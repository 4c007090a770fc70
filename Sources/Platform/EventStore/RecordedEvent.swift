internal import Database

/// An event as it was stored.
public struct RecordedEvent: Sendable, Hashable {
  /// ``EventPosition/start`` for an inline projection, which runs before the position is known.
  public let position: EventPosition
  public let stream: StreamID
  /// From 1, without gaps in a stream.
  public let version: Int
  public var event: NewEvent
  public let context: EventContext

  public var id: String { event.id }
  public var type: String { event.type }
  public var schema: Int { event.schema }
  public var data: String { event.data }

  public init(position: EventPosition, stream: StreamID, version: Int, event: NewEvent, context: EventContext) {
    self.position = position
    self.stream = stream
    self.version = version
    self.event = event
    self.context = context
  }
}

extension RecordedEvent {
  static let columns = "txid, pos, tenant, stream, version, id, type, schema, data, time, causation, correlation, actor"

  init(_ row: SQLRow) throws(DatabaseError) {
    self.init(
      position: EventPosition(transaction: Int64(try row.int(0)), Int64(try row.int(1))),
      stream: StreamID(tenant: try row.text(2), name: try row.text(3)), version: try row.int(4),
      event: NewEvent(id: try row.text(5), type: try row.text(6), schema: try row.int(7), data: try row.text(8)),
      context: EventContext(
        time: Int64(try row.int(9)), causation: try row.textIfPresent(10), correlation: try row.textIfPresent(11),
        actor: try row.textIfPresent(12)))
  }
}
