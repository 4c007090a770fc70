internal import Database
internal import JSON

extension EventStore {
  public enum Direction: Sendable, Hashable {
    case forward
    case backward
  }

  /// Reads events of one stream; `from` is the first version, or the newest when reading backward.
  public func read(
    _ stream: StreamID, from version: Int? = nil, _ direction: Direction = .forward, limit: Int = 1000
  ) async throws -> [RecordedEvent] {
    let (comparison, order, start) =
      switch direction {
      case .forward: (">=", "asc", version ?? 1)
      case .backward: ("<=", "desc", version ?? Int(Int64.max))
      }
    let result = try await database.query(
      Statement(
        """
        select \(RecordedEvent.columns) from event
        where tenant = $1 and stream = $2 and version \(comparison) $3 order by version \(order) limit $4
        """, [.text(stream.tenant), .text(stream.name), .integer(start), .integer(max(0, limit))]))
    return try result.rows.map { try upcasters.raise(RecordedEvent($0)) }
  }

  /// Reads events of all streams after a position, in the order in which none is ever missed.
  ///
  /// On PostgreSQL only those below every transaction that still runs: one that began earlier may yet commit events
  /// with a lower position.
  public func readAll(
    after position: EventPosition, filter: EventFilter = .all, limit: Int = 1000
  ) async throws -> EventPage {
    let page = try await storedPage(after: position, filter: filter, limit: limit)
    return EventPage(
      events: try page.events.map(upcasters.raise).filter(filter.admits), next: page.next, isLast: page.isLast,
      isHeldBack: page.isHeldBack)
  }

  /// The position of the newest event that readers can have; from here ``follow(after:filter:limit:poll:)`` gives
  /// only what is still to come.
  public func newest() async throws -> EventPosition {
    let rows = try await database.query(
      Statement("select txid, pos from event where \(readable) order by \(descending) limit 1", [0, 0])
    ).rows
    return try rows.first.map { EventPosition(transaction: Int64(try $0.int(0)), Int64(try $0.int(1))) } ?? .start
  }

  /// The events as they are stored, not yet raised to their newest form.
  func storedPage(after position: EventPosition, filter: EventFilter, limit: Int) async throws -> EventPage {
    let results = try await database.read(allStatements(after: position, filter: filter, limit: limit))
    let events = try results[0].rows.map { try RecordedEvent($0) }
    let head = try results[1].rows.first.map {
      EventPosition(transaction: Int64(try $0.int(0)), Int64(try $0.int(1)))
    }
    let isLast = events.count < limit
    let next = isLast ? max(position, head ?? position) : events.last?.position ?? position
    return EventPage(
      events: events, next: next, isLast: isLast, isHeldBack: try results[2].only.bool(0))
  }

  private func allStatements(after position: EventPosition, filter: EventFilter, limit: Int) -> [Statement] {
    let after: [SQLValue] = [.integer(position.transaction), .integer(position.value)]
    var conditions: [String] = []
    var values = after
    if let tenant = filter.tenant {
      values.append(.text(tenant))
      conditions.append(" and tenant = $\(values.count)")
    }
    if let types = filter.types {
      values.append(oneOf(upcasters.storedTypes(of: types).sorted()))
      conditions.append(" and type in (\(members("$\(values.count)")))")
    }
    values.append(.integer(max(1, limit)))
    // By the newest event alone: asked for any event at all, PostgreSQL may look through the whole table.
    let held =
      database.dialect == .sqlite
      ? "0" : "coalesce((select txid from event order by txid desc limit 1) >= \(horizon), false)"
    return [
      Statement(
        """
        select \(RecordedEvent.columns) from event
        where \(readable)\(conditions.joined()) order by \(order) limit $\(values.count)
        """, values),
      // In the same snapshot: how far the filter has looked when it found less than the limit.
      Statement("select txid, pos from event where \(readable) order by \(descending) limit 1", after),
      Statement("select \(held)"),
    ]
  }

  /// `$1` and `$2` are a position.
  var readable: String {
    switch database.dialect {
    case .sqlite: "txid >= $1 and pos > $2"
    case .postgres: "(txid, pos) > ($1, $2) and txid < \(horizon)"
    }
  }

  /// Below it every transaction has ended.
  var horizon: String { "\(shift) + pg_snapshot_xmin(pg_current_snapshot())::text::bigint" }

  var order: String { database.dialect == .sqlite ? "pos" : "txid, pos" }
  private var descending: String { database.dialect == .sqlite ? "pos desc" : "txid desc, pos desc" }

  private func members(_ placeholder: String) -> String {
    switch database.dialect {
    case .sqlite: "select value from json_each(\(placeholder))"
    case .postgres: "select unnest(\(placeholder)::text[])"
    }
  }

  private func oneOf(_ names: [String]) -> SQLValue {
    switch database.dialect {
    case .postgres:
      var array = PostgresArray()
      for name in names { array.append(name) }
      return array.value
    case .sqlite:
      return .text(JSONValue.array(names.map { .string($0) }).description)
    }
  }
}
