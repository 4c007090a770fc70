internal import Database

extension ProjectionStatus {
  static let columns = """
    name, slot, revision, generation, txid, pos, state, tables, failures, retry_at, error, failed_txid, failed_pos
    """

  init(_ row: SQLRow) throws {
    guard let slot = Slot(rawValue: try row.text(1)), let state = State(rawValue: try row.text(6)) else {
      throw DatabaseError(.invalidValue, "A row of event_projection has an unknown slot or state.")
    }
    var failure: Failure?
    if let message = try row.textIfPresent(10), let value = try row.intIfPresent(12) {
      failure = Failure(
        position: EventPosition(transaction: Int64(try row.intIfPresent(11) ?? 0), Int64(value)), message: message,
        count: try row.int(8), retryAt: Int64(try row.intIfPresent(9) ?? 0))
    }
    self.init(
      name: try row.text(0), slot: slot, revision: try row.int(2), generation: try row.int(3),
      position: EventPosition(transaction: Int64(try row.int(4)), Int64(try row.int(5))), state: state,
      failure: failure, tables: try row.text(7).split(separator: ",").map(String.init))
  }

  static func select(_ name: String, _ slot: Slot, lock: String = "") -> Statement {
    Statement(
      "select \(columns) from event_projection where name = $1 and slot = $2" + lock,
      [.text(name), .text(slot.rawValue)])
  }

  static func insert(_ projection: any Projection, _ slot: Slot, generation: Int) -> Statement {
    Statement(
      """
      insert into event_projection (name, slot, revision, generation, state, tables)
      values ($1, $2, $3, $4, 'running', $5) on conflict do nothing
      """,
      [
        .text(projection.name), .text(slot.rawValue), .integer(projection.revision), .integer(generation),
        .text(projection.tables.joined(separator: ",")),
      ])
  }

  /// Moves the checkpoint, if nobody else did since this was read; failures are over.
  func move(to next: EventPosition) -> Statement {
    Statement(
      """
      update event_projection set txid = $7, pos = $8, failures = 0, retry_at = null, error = null,
        failed_txid = null, failed_pos = null
      \(unchanged)
      """, key + [.integer(next.transaction), .integer(next.value)], expecting: .exactly(1))
  }

  func fail(at failed: EventPosition, _ message: String, retryAt: Int64, for good: Bool) -> Statement {
    Statement(
      """
      update event_projection set failures = failures + 1, failed_txid = $7, failed_pos = $8, error = $9,
        retry_at = $10, state = $11
      \(unchanged)
      """,
      key + [
        .integer(failed.transaction), .integer(failed.value), .text(message), .integer(retryAt),
        .text((good ? State.failed : .running).rawValue),
      ], expecting: .exactly(1))
  }

  private var unchanged: String {
    """
    where name = $1 and slot = $2 and revision = $3 and generation = $4 and txid = $5 and pos = $6
      and state = 'running'
    """
  }

  private var key: [SQLValue] {
    [
      .text(name), .text(slot.rawValue), .integer(revision), .integer(generation), .integer(position.transaction),
      .integer(position.value),
    ]
  }
}
