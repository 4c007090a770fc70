import Database
import EventStore
import Testing

@Suite struct VerifyTests {
  /// A damage to a store with two streams of three events, and what must be found.
  static let damages: [(sql: String, findings: Set<Finding.Code>)] = [
    ("select 1", []),
    ("delete from event where id = 's2'", [.versionGap, .projectionDiffers]),
    ("delete from event where id = 's1'", [.versionGap, .projectionDiffers]),
    ("delete from event where id = 's3'", [.streamVersion, .projectionDiffers]),
    ("update event_stream set version = 4 where stream = 's'", [.streamVersion]),
    ("update event set pos = pos + 1000 where id = 's1'", [.order]),
    ("update event_projection set pos = 99999, txid = 99999999 where slot = 'live'", [.checkpointAhead]),
    ("update tally set total = total + 1 where stream = 't'", [.projectionDiffers]),
    ("delete from tally where stream = 't'", [.projectionDiffers]),
    ("update inline_tally set events = 2", [.projectionDiffers]),
  ]

  @Test(arguments: EventWorld.allCases, damages)
  func findsDamage(_ world: EventWorld, _ damage: (sql: String, findings: Set<Finding.Code>)) async throws {
    try await world.withDatabase { database in
      try await database.makeEventTables()
      let store = try await EventStore.open(on: database, inline: [InlineTally()])
      for name in ["s", "t"] {
        for index in 1...3 {
          try await store.append(to: stream(name), expecting: .any, [event("\(name)\(index)")], context: context)
        }
      }
      try await ProjectionRunner(LooseTally(), in: store).drain()
      try await database.run(Statement(damage.sql))
      // One transaction number for all, so that positions alone tell the order.
      if damage.findings == [.order] { try await database.run(Statement("update event set txid = 1")) }
      let found = try await store.verify([LooseTally()])
      #expect(damage.findings.isSubset(of: Set(found.map(\.code))), "\(found)")
      #expect(found.isEmpty == damage.findings.isEmpty)
      // What was built to compare is gone.
      #expect(try await store.verify([LooseTally()]).count == found.count)
    }
  }

  @Test func findsVersionsThatAreThereTwice() async throws {
    try await EventWorld.postgres.withStore { store in
      try await store.append(to: stream("s"), expecting: .none, [event("1"), event("2")], context: context)
      for statement in ["alter table event drop constraint event_version", "update event set version = 1"] {
        try await store.database.run(Statement(statement))
      }
      #expect(try await Set(store.verify().map(\.code)).isSuperset(of: [.versionTwice, .streamVersion]))
    }
  }
}

/// A tally that takes any event, so that it can be folded over a damaged history.
struct LooseTally: Projection {
  let name = "tally"
  let revision = 1
  let tables = ["tally"]

  func schema(_ names: ProjectionNames, _ dialect: SQLDialect) -> [String] { Tally().schema(names, dialect) }

  func statements(for event: RecordedEvent, in names: ProjectionNames) throws -> [Statement] {
    [
      Statement(
        """
        insert into \(names.table("tally")) as t (tenant, stream, events, total) values ($1, $2, 1, 1)
        on conflict (tenant, stream) do update set events = t.events + 1, total = t.total + 1
        """, [.text(event.stream.tenant), .text(event.stream.name)])
    ]
  }
}
