internal import Database

extension EventStore {
  /// Checks the stored events, the checkpoints, the inline projections and the given asynchronous ones.
  ///
  /// A projection is compared with what follows anew from the events, in a transaction that is undone. It reads
  /// everything; an embedded database accepts no writes for so long.
  public func verify(
    _ projections: [any Projection] = [], timeLimit: Duration = .seconds(3600)
  ) async throws -> [Finding] {
    struct Undo: Error { let findings: [Finding] }
    let options = TransactionOptions(isolation: .repeatableRead, timeLimit: timeLimit)
    do {
      try await database.transaction(options) { transaction in
        var findings = try await self.findingsOfEvents(transaction)
        for (projection, slot) in self.inline.map({ ($0, ProjectionStatus.Slot.inline) })
          + projections.map({ ($0, .live) })
        {
          findings += try await self.differences(projection, slot, transaction)
        }
        throw Undo(findings: findings)
      }
      return []
    } catch let undo as Undo {
      return undo.findings
    }
  }

  private func findingsOfEvents(_ transaction: any SQLTransaction) async throws -> [Finding] {
    let results = try await transaction.run([
      Statement(
        """
        select tenant, stream, count(*), min(version), max(version) from event group by tenant, stream
        having min(version) <> 1 or max(version) <> count(distinct version) order by tenant, stream limit 100
        """),
      Statement(
        """
        select tenant, stream, version, count(*) from event group by tenant, stream, version having count(*) > 1
        order by tenant, stream, version limit 100
        """),
      Statement(
        """
        select s.tenant, s.stream, s.version, e.version from event_stream as s left join
          (select tenant, stream, max(version) as version from event group by tenant, stream) as e
          on e.tenant = s.tenant and e.stream = s.stream
        where e.version is null or e.version <> s.version order by s.tenant, s.stream limit 100
        """),
      Statement(
        """
        select tenant, stream, version from (
          select tenant, stream, version, txid, pos, lag(txid) over (partition by tenant, stream order by version) as t,
            lag(pos) over (partition by tenant, stream order by version) as p from event) as e
        where t > txid or (t = txid and p > pos) order by tenant, stream, version limit 100
        """),
      Statement("select txid, pos from event order by txid desc, pos desc limit 1"),
      Statement("select name, slot, txid, pos from event_projection order by name, slot"),
    ])
    var findings: [Finding] = []
    for row in results[0].rows {
      findings.append(
        Finding(
          code: .versionGap,
          message: "Stream '\(try row.text(0))/\(try row.text(1))' has \(try row.int(2)) events "
            + "with the versions \(try row.int(3)) to \(try row.int(4))."))
    }
    for row in results[1].rows {
      findings.append(
        Finding(
          code: .versionTwice,
          message: "Stream '\(try row.text(0))/\(try row.text(1))' has version \(try row.int(2)) "
            + "\(try row.int(3)) times."))
    }
    for row in results[2].rows {
      findings.append(
        Finding(
          code: .streamVersion,
          message: "Stream '\(try row.text(0))/\(try row.text(1))' is at version \(try row.int(2)), "
            + "its newest event is \(try row.intIfPresent(3) ?? 0)."))
    }
    for row in results[3].rows {
      findings.append(
        Finding(
          code: .order,
          message: "Version \(try row.int(2)) of stream '\(try row.text(0))/\(try row.text(1))' "
            + "lies before the version that it follows."))
    }
    let head = try results[4].rows.first.map { row in
      EventPosition(transaction: Int64(try row.int(0)), Int64(try row.int(1)))
    }
    for row in results[5].rows {
      let position = EventPosition(transaction: Int64(try row.int(2)), Int64(try row.int(3)))
      guard position > head ?? .start else { continue }
      findings.append(
        Finding(
          code: .checkpointAhead,
          message: "The \(try row.text(1)) projection '\(try row.text(0))' is at \(position), "
            + "the newest event at \(head ?? .start)."))
    }
    return findings
  }

  private func differences(
    _ projection: any Projection, _ slot: ProjectionStatus.Slot, _ transaction: any SQLTransaction
  ) async throws -> [Finding] {
    guard let row = try await transaction.run(ProjectionStatus.select(projection.name, slot)).rows.first else {
      return []
    }
    let status = try ProjectionStatus(row)
    // Beyond every generation, so that no name is taken.
    let names = ProjectionNames.shadow(Int(Int32.max))
    try await transaction.run(projection.schema(names, transaction.dialect).map { Statement($0) })
    try await fold(projection, into: names, upTo: slot == .inline ? nil : status.position, in: transaction)
    var findings: [Finding] = []
    for table in projection.tables {
      let anew = names.table(table)
      let counts = try await transaction.run([
        Statement("select count(*) from (select * from \(table) except select * from \(anew)) as d"),
        Statement("select count(*) from (select * from \(anew) except select * from \(table)) as d"),
        Statement("select (select count(*) from \(table)) - (select count(*) from \(anew))"),
      ])
      let (wrong, missing, more) = (try counts[0].only.int(0), try counts[1].only.int(0), try counts[2].only.int(0))
      if wrong != 0 || missing != 0 || more != 0 {
        findings.append(
          Finding(
            code: .projectionDiffers,
            message: "The table '\(table)' of '\(projection.name)' has \(wrong) rows that do not follow from the "
              + "events and lacks \(missing) that do."))
      }
    }
    return findings
  }
}
