public import Database

/// Streams of events, and everything that follows from them, in one database.
///
/// The time and the identifiers come from the caller, so that a run can be repeated exactly.
public struct EventStore: Sendable {
  public let database: any SQLDatabase
  /// Tells readers of this process that something was appended.
  public let signal: EventSignal
  /// Raised only by appends of this process, for ``announce(atMostEvery:_:)``.
  let appended = EventSignal()
  let inline: [any Projection]
  let upcasters: Upcasters
  /// Added to the server's transaction numbers.
  let shift: Int64

  /// Opens the store in a database that has the tables of ``EventStoreSchema``.
  ///
  /// `inline` projections are written in the transaction of each append. A PostgreSQL server counts its transactions
  /// from the start again when a dump is restored on a new one; the numbers are then shifted beyond the stored ones,
  /// so it must be done before others write. Opening sees to that.
  public static func open(
    on database: any SQLDatabase, inline: [any Projection] = [], upcasters: Upcasters = Upcasters()
  ) async throws -> EventStore {
    var shift: Int64 = 0
    if database.dialect == .postgres {
      let result = try await database.transaction(TransactionOptions(isolation: .readCommitted)) { transaction in
        try await transaction.run([
          Statement("select shift from event_clock where id = 1 for update"),
          Statement(
            """
            update event_clock set shift = highest + 1
            from (select coalesce(max(txid), 0) as highest from event) as e
            where id = 1 and highest >= shift + pg_snapshot_xmax(pg_current_snapshot())::text::bigint
            """),
          Statement("select shift from event_clock where id = 1"),
        ])
      }
      shift = Int64(try result[2].only.int(0))
    }
    let store = EventStore(
      database: database, signal: EventSignal(), inline: inline, upcasters: upcasters, shift: shift)
    for projection in inline { try await store.prepareInline(projection) }
    return store
  }
}
