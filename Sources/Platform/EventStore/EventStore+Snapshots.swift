internal import Database

extension EventStore {
  /// Stores a snapshot and removes those of the same form that are older than the newest `kept`.
  ///
  /// A snapshot above the stream's version is refused: it would hide events to come.
  public func store(_ snapshot: Snapshot, keeping kept: Int = 3) async throws {
    let key: [SQLValue] = [.text(snapshot.stream.tenant), .text(snapshot.stream.name), .integer(snapshot.schema)]
    let results = try await database.run([
      Statement(
        """
        insert into event_snapshot (tenant, stream, schema, version, time, state)
        select tenant, stream, \(asNumber("$3")), \(asNumber("$4")), \(asNumber("$5")), \(asText("$6")) from event_stream
        where tenant = $1 and stream = $2 and version >= \(asNumber("$4"))
        on conflict (tenant, stream, schema, version) do update set time = excluded.time, state = excluded.state
        """, key + [.integer(snapshot.version), .integer(snapshot.time), .text(snapshot.state)]),
      Statement(
        """
        delete from event_snapshot where tenant = $1 and stream = $2 and schema = $3 and version not in (
          select version from event_snapshot where tenant = $1 and stream = $2 and schema = $3
          order by version desc limit $4)
        """, key + [.integer(max(1, kept))]),
    ])
    guard results[0].affected == 1 else {
      throw EventStoreError(
        .snapshotRefused, "A snapshot at version \(snapshot.version) is above the newest event.",
        stream: snapshot.stream)
    }
  }

  /// The newest snapshot of this form that is not above `version`, nor above the stream.
  public func snapshot(of stream: StreamID, schema: Int, notAbove version: Int? = nil) async throws -> Snapshot? {
    let result = try await database.query(
      Statement(
        """
        select p.version, p.time, p.state from event_snapshot p
        join event_stream s on s.tenant = p.tenant and s.stream = p.stream
        where p.tenant = $1 and p.stream = $2 and p.schema = $3 and p.version <= $4 and p.version <= s.version
        order by p.version desc limit 1
        """,
        [
          .text(stream.tenant), .text(stream.name), .integer(schema),
          .integer(version.map { Int64($0) } ?? Int64.max),
        ]))
    return try result.rows.first.map {
      Snapshot(
        stream: stream, version: try $0.int(0), schema: schema, time: Int64(try $0.int(1)), state: try $0.text(2))
    }
  }

  /// PostgreSQL takes an untyped placeholder of a select list as text.
  private func asNumber(_ placeholder: String) -> String {
    database.dialect == .postgres ? placeholder + "::bigint" : placeholder
  }

  private func asText(_ placeholder: String) -> String {
    database.dialect == .postgres ? placeholder + "::text" : placeholder
  }
}
