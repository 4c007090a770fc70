internal import Database

extension ProjectionRunner {
  /// Builds the projection from the first event beside the live one, which goes on, and then takes its place.
  ///
  /// A rebuild that was broken off goes on where it was. It may not run in two processes at once: the second one is
  /// harmless but does the work of the first again. An event that cannot be taken ends it with an error; the live
  /// tables stay.
  public func rebuild(now: Int64) async throws {
    try await beginShadow()
    while true {
      switch try await step(.shadow, now: now) {
      case .advanced, .overtaken: continue
      case .caughtUp: if try await swap() { return }
      case .waiting, .paused, .failed, .outdated:
        known = [:]
        let failure = try await current(.shadow).failure
        throw EventStoreError(
          .rebuildRefused, "The projection '\(projection.name)' cannot be rebuilt: \(failure?.message ?? "stopped")",
          position: failure?.position)
      }
    }
  }

  /// The status of the tables that are built beside the live ones, if there are.
  public func rebuilding() async throws -> ProjectionStatus? {
    try await store.database.query(.projection(projection.name, .shadow)).rows.first.map { try ProjectionStatus($0) }
  }

  private func beginShadow() async throws {
    let live = try await current(.live)
    if live.revision > projection.revision { throw newer(live) }
    known = [:]
    let projection = projection
    try await store.database.transaction(TransactionOptions(isolation: .readCommitted)) { transaction in
      let lock = transaction.dialect == .postgres ? " for update" : ""
      let rows = try await transaction.run([
        ProjectionStatus.select(projection.name, .live, lock: lock),
        ProjectionStatus.select(projection.name, .shadow, lock: lock),
      ])
      let live = try ProjectionStatus(rows[0].only)
      if let row = rows[1].rows.first {
        let shadow = try ProjectionStatus(row)
        let key: [SQLValue] = [.text(projection.name)]
        if shadow.revision == projection.revision, shadow.generation == live.generation + 1 {
          try await transaction.run(
            Statement(
              """
              update event_projection set state = 'running', failures = 0, retry_at = null, error = null,
                failed_txid = null, failed_pos = null where name = $1 and slot = 'shadow'
              """, key))
          return
        }
        try await transaction.run(
          Self.drop(shadow.tables, .shadow(shadow.generation))
            + [Statement("delete from event_projection where name = $1 and slot = 'shadow'", key)])
      }
      let generation = live.generation + 1
      let schema = projection.schema(.shadow(generation), transaction.dialect)
      try await transaction.run(
        [ProjectionStatus.insert(projection, .shadow, generation: generation)] + schema.map { Statement($0) })
    }
  }

  /// False when the live projection is ahead.
  private func swap() async throws -> Bool {
    let projection = projection
    known = [:]
    return try await store.database.transaction(TransactionOptions(isolation: .readCommitted)) { transaction in
      let lock = transaction.dialect == .postgres ? " for update" : ""
      let rows = try await transaction.run([
        ProjectionStatus.select(projection.name, .live, lock: lock),
        ProjectionStatus.select(projection.name, .shadow, lock: lock),
      ])
      let live = try ProjectionStatus(rows[0].only)
      // Another process has finished this rebuild.
      guard let row = rows[1].rows.first else { return live.revision == projection.revision }
      let shadow = try ProjectionStatus(row)
      if shadow.position < live.position { return false }
      let names = ProjectionNames.shadow(shadow.generation)
      let renames = projection.tables.map { Statement("alter table \(names.table($0)) rename to \($0)") }
      try await transaction.run(
        Self.drop(live.tables, .live) + renames + [
          Statement(
            """
            update event_projection set revision = $2, generation = $3, txid = $4, pos = $5, tables = $6,
              state = case state when 'paused' then 'paused' else 'running' end,
              failures = 0, retry_at = null, error = null, failed_txid = null, failed_pos = null
            where name = $1 and slot = 'live'
            """,
            [
              .text(projection.name), .integer(shadow.revision), .integer(shadow.generation),
              .integer(shadow.position.transaction), .integer(shadow.position.value),
              .text(shadow.tables.joined(separator: ",")),
            ], expecting: .exactly(1)),
          Statement("delete from event_projection where name = $1 and slot = 'shadow'", [.text(projection.name)]),
        ])
      return true
    }
  }

  static func drop(_ tables: [String], _ names: ProjectionNames) -> [Statement] {
    tables.map { Statement("drop table if exists \(names.table($0))") }
  }
}
