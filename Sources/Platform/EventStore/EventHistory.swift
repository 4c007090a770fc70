internal import Database

/// Moves the whole history of an embedded store into another one, with every position and version.
public enum EventHistory {
  /// Copies events, snapshots and the checkpoints of projections, in one transaction of the target.
  ///
  /// Readers go on from the positions that they had. The target must have no events, and nobody may write to the
  /// source meanwhile. Only an embedded store can be moved: there the positions alone are the order of the events.
  /// Tables of projections are not copied: each is rebuilt, or moved by its owner together with the checkpoint.
  /// Returns the number of events.
  @discardableResult
  public static func move(
    from source: EventStore, to target: EventStore, checkpoints: Bool = false, timeLimit: Duration = .seconds(86_400)
  ) async throws -> Int {
    guard source.database.dialect == .sqlite else {
      throw EventStoreError(
        .historyRefused, "Only the history of an embedded database can be moved. Use pg_dump for PostgreSQL.")
    }
    let options = TransactionOptions(isolation: .readCommitted, timeLimit: timeLimit)
    let count = try await target.database.transaction(options) { transaction in
      if transaction.dialect == .postgres {
        try await transaction.run(Statement("lock table event_stream, event in exclusive mode"))
      }
      guard try await transaction.run(Statement("select 1 from event limit 1")).rows.isEmpty else {
        throw EventStoreError(.historyRefused, "The target has events already. Move into an empty database.")
      }
      var count = 0
      for table in checkpoints ? Self.tables + [Self.projections] : Self.tables {
        let names = table.columns.joined(separator: ", ")
        let rows = source.database.rows(of: Statement("select \(names) from \(table.name)\(table.order)"), batch: 500)
        for try await batch in rows {
          try await transaction.run(
            Statement.inserts(into: table.name, table.columns, rows: batch.map(\.values)))
          if table.name == "event" { count += batch.count }
        }
      }
      if transaction.dialect == .postgres {
        try await transaction.run(
          Statement(
            "select setval(pg_get_serial_sequence('event', 'pos'), (select coalesce(max(pos), 0) + 1 from event), false)"
          ))
      }
      return count
    }
    target.signal.raise()
    return count
  }

  private struct Table {
    let name: String
    let columns: [String]
    var order = ""
  }

  private static let tables = [
    Table(name: "event_stream", columns: ["tenant", "stream", "version", "txid"]),
    Table(
      name: "event",
      columns: [
        "pos", "txid", "tenant", "stream", "version", "id", "type", "schema", "time", "causation", "correlation",
        "actor", "data",
      ], order: " order by pos"),
    Table(name: "event_snapshot", columns: ["tenant", "stream", "schema", "version", "time", "state"]),
  ]

  private static let projections = Table(
    name: "event_projection",
    columns: ["name", "slot", "revision", "generation", "txid", "pos", "state", "tables"])
}
