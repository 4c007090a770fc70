public import Database
public import EventStore
internal import JSON

/// The table `batch`, written in the transaction of its events.
public struct BatchProjection: Projection {
  public let name = "batch"
  public let revision = 1
  public let tables = ["batch"]
  public let filter = EventFilter(types: ["batch_created"])

  public init() {}

  public func schema(_ names: ProjectionNames, _ dialect: SQLDialect) -> [String] {
    [
      """
      create table \(names.table("batch")) (
        tenant text not null, id text not null, name text, owner text, count bigint not null,
        created_at bigint not null, primary key (tenant, id)
      )
      """
    ]
  }

  public func statements(for event: RecordedEvent, in names: ProjectionNames) throws -> [Statement] {
    let data = try JSONValue(parsing: event.data)
    return [
      Statement(
        """
        insert into \(names.table("batch")) (tenant, id, name, owner, count, created_at)
        values ($1, $2, $3, $4, $5, $6)
        """,
        [
          .text(event.stream.tenant), .text(event.stream.name), .text(data["name"]?.string),
          .text(event.context.actor), .integer(data["count"]?.integer ?? 0), .integer(event.context.time),
        ])
    ]
  }
}
