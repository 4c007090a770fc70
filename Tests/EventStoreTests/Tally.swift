import Database
import EventStore
import JSON

/// How many events and what sum each stream has. It refuses an event that does not follow the last one.
struct Tally: Projection {
  var name = "tally"
  var revision = 1
  /// An amount that it cannot take.
  var poison: Int?
  /// What each amount counts for.
  var factor = 1

  let tables = ["tally"]

  struct Poisoned: Error {}

  func schema(_ names: ProjectionNames, _ dialect: SQLDialect) -> [String] {
    [
      """
      create table \(names.table("tally")) (tenant text not null, stream text not null, events bigint not null,
        total bigint not null, primary key (tenant, stream))
      """,
      "create index \(names.index("tally_total")) on \(names.table("tally")) (total)",
    ]
  }

  func statements(for event: RecordedEvent, in names: ProjectionNames) throws -> [Statement] {
    guard let amount = try JSONValue(parsing: event.data)["amount"]?.integer, amount != poison else {
      throw Poisoned()
    }
    let key: [SQLValue] = [.text(event.stream.tenant), .text(event.stream.name)]
    if event.version == 1 {
      return [
        Statement(
          "insert into \(names.table("tally")) (tenant, stream, events, total) values ($1, $2, 1, $3)",
          key + [.integer(amount * factor)])
      ]
    }
    return [
      Statement(
        """
        update \(names.table("tally")) set events = events + 1, total = total + $3
        where tenant = $1 and stream = $2 and events = $4
        """, key + [.integer(amount * factor), .integer(event.version - 1)], expecting: .exactly(1))
    ]
  }
}

extension SQLDatabase {
  func tally() async throws -> [String: [Int]] {
    let rows = try await query(Statement("select tenant, stream, events, total from tally")).rows
    return try Dictionary(
      uniqueKeysWithValues: rows.map { ("\(try $0.text(0))/\(try $0.text(1))", [try $0.int(2), try $0.int(3)]) })
  }
}
