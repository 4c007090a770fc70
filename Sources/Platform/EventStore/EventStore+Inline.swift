internal import Database

extension EventStore {
  /// Makes the tables of an inline projection and fills them from the events that are there; also when its revision
  /// is new. No append runs beside that.
  func prepareInline(_ projection: any Projection) async throws {
    if let row = try await database.query(.projection(projection.name, .inline)).rows.first,
      try isCurrent(projection, ProjectionStatus(row))
    {
      return
    }
    try await rebuildInline(projection)
  }

  /// Builds an inline projection from the first event, in one transaction that holds appends back.
  public func rebuildInline(_ projection: any Projection, timeLimit: Duration = .seconds(3600)) async throws {
    let options = TransactionOptions(isolation: .readCommitted, timeLimit: timeLimit)
    try await database.transaction(options) { transaction in
      if transaction.dialect == .postgres {
        try await transaction.run(Statement("lock table event_stream, event in share row exclusive mode"))
      }
      try await transaction.run(ProjectionStatus.insert(projection, .inline, generation: 0))
      let status = try ProjectionStatus(
        try await transaction.run(ProjectionStatus.select(projection.name, .inline)).only)
      if status.revision > projection.revision { throw newer(projection, status) }
      // Index names stay taken by a table until it is gone, so the live names are free for use again.
      try await transaction.run(
        ProjectionRunner.drop(status.tables, .live)
          + projection.schema(.live, transaction.dialect).map { Statement($0) })
      try await fold(projection, into: .live, upTo: nil, in: transaction)
      try await transaction.run(
        Statement(
          """
          update event_projection set revision = $2, generation = generation + 1, tables = $3
          where name = $1 and slot = 'inline'
          """,
          [
            .text(projection.name), .integer(projection.revision), .text(projection.tables.joined(separator: ",")),
          ]))
    }
  }

  private func isCurrent(_ projection: any Projection, _ status: ProjectionStatus) throws -> Bool {
    if status.revision > projection.revision { throw newer(projection, status) }
    return status.revision == projection.revision
  }

  private func newer(_ projection: any Projection, _ status: ProjectionStatus) -> EventStoreError {
    EventStoreError(
      .newerProjection,
      "The tables of '\(projection.name)' have revision \(status.revision), this program knows \(projection.revision).")
  }

  /// Writes every event up to a position, or all that the transaction sees, into the projection's tables.
  func fold(
    _ projection: any Projection, into names: ProjectionNames, upTo end: EventPosition?,
    in transaction: any SQLTransaction
  ) async throws {
    var position = EventPosition.start
    while true {
      let rows = try await transaction.run(
        Statement(
          "select \(RecordedEvent.columns) from event where \(behind) order by \(order) limit 1000",
          [.integer(position.transaction), .integer(position.value)])
      ).rows
      var events = try rows.map { try RecordedEvent($0) }
      if let last = events.last { position = last.position }
      if let end { events.removeAll { $0.position > end } }
      let raised = try events.map(upcasters.raise).filter(projection.filter.admits)
      if !raised.isEmpty { try await transaction.run(projection.statements(for: raised, in: names)) }
      if events.count < 1000 { return }
    }
  }
}
