internal import Database

/// The statements of an append, and how their results are read.
struct AppendPlan {
  let appends: [StreamAppend]
  let statements: [Statement]
  /// The results that hold `pos, txid, version` of the stored events, in their order.
  let returning: [Int]

  init(_ appends: [StreamAppend], dialect: SQLDialect, shift: Int64) {
    self.appends = appends
    switch dialect {
    case .sqlite: (statements, returning) = Self.embedded(appends)
    case .postgres: (statements, returning) = ([Self.server(appends, shift: shift)], [0])
    }
  }

  func outcome(_ results: [SQLResult]) throws -> [AppendedEvents] {
    let rows = returning.flatMap { results[$0].rows }
    var next = 0
    return try appends.map { append in
      let end = next + append.events.count
      guard end <= rows.count, next < end else {
        throw DatabaseError(.other, "The database returned \(rows.count) of the appended events.")
      }
      defer { next = end }
      let last = rows[end - 1]
      return AppendedEvents(
        stream: append.stream, versions: try rows[next].int(2)...last.int(2),
        position: EventPosition(transaction: Int64(try last.int(1)), Int64(try last.int(0))), replayed: false)
    }
  }
}

extension AppendPlan {
  private static func embedded(_ appends: [StreamAppend]) -> ([Statement], [Int]) {
    var statements: [Statement] = []
    var returning: [Int] = []
    for append in appends {
      let (tenant, stream) = (SQLValue.text(append.stream.tenant), SQLValue.text(append.stream.name))
      let count = append.events.count
      statements.append(advance(append, tenant, stream))
      for (index, event) in append.events.enumerated() {
        let version: SQLValue
        let text: String
        if append.expected == .any {
          (text, version) = (insertBehind, .integer(count - 1 - index))
        } else {
          (text, version) = (insert, .integer(append.expected.number + index + 1))
        }
        returning.append(statements.count)
        statements.append(
          Statement(
            text,
            [
              tenant, stream, version, .text(event.id), .text(event.type), .integer(event.schema),
              .integer(append.context.time), .text(append.context.causation), .text(append.context.correlation),
              .text(append.context.actor), .text(event.data),
            ], expecting: .exactly(1)))
      }
    }
    return (statements, returning)
  }

  private static func advance(_ append: StreamAppend, _ tenant: SQLValue, _ stream: SQLValue) -> Statement {
    let count = SQLValue.integer(append.events.count)
    return switch append.expected {
    case .any:
      Statement(
        """
        insert into event_stream (tenant, stream, version) values ($1, $2, $3)
        on conflict (tenant, stream) do update set version = version + excluded.version
        """, [tenant, stream, count], expecting: .exactly(1))
    case .none, .exact(0):
      Statement(
        "insert into event_stream (tenant, stream, version) values ($1, $2, $3) on conflict do nothing",
        [tenant, stream, count], expecting: .exactly(1))
    case .exact(let version):
      Statement(
        "update event_stream set version = version + $3 where tenant = $1 and stream = $2 and version = $4",
        [tenant, stream, count, .integer(version)], expecting: .exactly(1))
    }
  }

  private static let insert = insertText("$3")
  /// Counted back from the version that the stream has now.
  private static let insertBehind = insertText(
    "(select version - $3 from event_stream where tenant = $1 and stream = $2)")

  private static func insertText(_ version: String) -> String {
    """
    insert into event (tenant, stream, version, id, type, schema, time, causation, correlation, actor, data)
    values ($1, $2, \(version), $4, $5, $6, $7, $8, $9, $10, $11) returning pos, txid, version
    """
  }
}

extension AppendPlan {
  /// One statement for any number of streams and events: it locks the streams' rows in a fixed order (no deadlock
  /// between two appends), advances them, and stores the events of those that were at the expected version.
  private static func server(_ appends: [StreamAppend], shift: Int64) -> Statement {
    var streams = (0..<8).map { _ in PostgresArray() }
    var events = (0..<6).map { _ in PostgresArray() }
    var total = 0
    for (place, append) in appends.enumerated() {
      streams[0].append(append.stream.tenant)
      streams[1].append(append.stream.name)
      streams[2].append(append.events.count)
      streams[3].append(append.expected.number)
      streams[4].append(Int(append.context.time))
      streams[5].append(append.context.causation)
      streams[6].append(append.context.correlation)
      streams[7].append(append.context.actor)
      for (index, event) in append.events.enumerated() {
        events[0].append(place + 1)
        events[1].append(append.events.count - 1 - index)
        events[2].append(event.id)
        events[3].append(event.type)
        events[4].append(event.schema)
        events[5].append(event.data)
      }
      total += append.events.count
    }
    return Statement(
      serverText, streams.map(\.value) + [.integer(shift)] + events.map(\.value), expecting: .exactly(total))
  }

  private static let serverText = """
    with a as (
      select * from unnest(
        $1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::text[]
      ) with ordinality as a(tenant, stream, count, expected, time, causation, correlation, actor, place)
    ), s as (
      insert into event_stream as s (tenant, stream, version, txid)
      select tenant, stream, count, $9::bigint + pg_current_xact_id()::text::bigint from a order by tenant, stream
      on conflict (tenant, stream)
      do update set version = s.version + excluded.version, txid = greatest(s.txid, excluded.txid)
      returning tenant, stream, version, txid
    )
    insert into event
      (txid, tenant, stream, version, id, type, schema, time, causation, correlation, actor, data)
    select s.txid, a.tenant, a.stream, s.version - e.back, e.id, e.type, e.schema, a.time, a.causation,
      a.correlation, a.actor, e.data
    from unnest($10::bigint[], $11::bigint[], $12::text[], $13::text[], $14::bigint[], $15::text[]) with ordinality
      as e(place, back, id, type, schema, data, number)
    join a on a.place = e.place join s on s.tenant = a.tenant and s.stream = a.stream
    where a.expected < 0 or s.version - a.count = a.expected
    order by e.number
    returning pos, txid, version
    """
}
