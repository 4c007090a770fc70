import Database
import EventStore
import Testing

/// Whatever happens in whatever order, a projection is the fold of the events.
@Suite struct ProjectionPropertyTests {
  static let seeds = Array(0..<(longTests ? 200 : 5))

  @Test(arguments: EventWorld.allCases, seeds)
  func projectionIsTheFoldOfTheEvents(_ world: EventWorld, _ seed: Int) async throws {
    try await world.withDatabase { database in
      try await database.makeEventTables()
      let faulty = FaultyDatabase(database)
      let store = try await EventStore.open(on: faulty, inline: [InlineTally()])
      var runner = ProjectionRunner(Tally(), in: store, batch: 3)
      var random = Steps(seed: UInt64(seed))
      var expected: [String: [Int]] = [:]
      var next = 0
      for _ in 0..<120 {
        if random.below(4) == 0 { faulty.fail(FaultyDatabase.Fault.allCases[random.below(3)]) }
        switch random.below(10) {
        case 0...4:
          let name = "s\(random.below(4))"
          let known = expected["acme/\(name)"] ?? [0, 0]
          let events = (0...random.below(3)).map { event("\(next + $0)", amount: random.below(100)) }
          next += events.count
          let wrong = random.below(5) == 0
          let version: ExpectedVersion =
            wrong ? .exact(known[0] + 1) : random.below(2) == 0 ? .any : .exact(known[0])
          do {
            try await store.append(to: stream(name), expecting: version, events, context: context)
            #expect(!wrong)
          } catch is VersionConflict {
            #expect(wrong)
            continue
          } catch is DatabaseError {
            // Whether it was kept is not known: the same call again settles it.
            do {
              try await store.append(to: stream(name), expecting: version, events, context: context)
            } catch is VersionConflict {
              #expect(wrong)
              continue
            }
          }
          let total = events.reduce(0) { $0 + (Int($1.data.dropFirst(10).dropLast()) ?? 0) }
          expected["acme/\(name)"] = [known[0] + events.count, known[1] + total]
        case 5...7: _ = try? await runner.step(now: noon)
        case 8: runner = ProjectionRunner(Tally(), in: store, batch: 1 + random.below(5))
        default: try? await runner.rebuild(now: noon)
        }
      }
      faulty.heal()
      try await runner.drain()
      #expect(try await database.tally() == expected)
      #expect(try await store.verify([Tally()]).isEmpty)
      try await runner.rebuild(now: noon)
      #expect(try await database.tally() == expected)
    }
  }
}

/// The tally under another name.
struct InlineTally: Projection {
  let name = "inline"
  let revision = 1
  let tables = ["inline_tally"]

  func schema(_ names: ProjectionNames, _ dialect: SQLDialect) -> [String] {
    ["create table \(names.table("inline_tally")) (stream text primary key, events bigint not null)"]
  }

  func statements(for event: RecordedEvent, in names: ProjectionNames) throws -> [Statement] {
    [
      Statement(
        """
        insert into \(names.table("inline_tally")) (stream, events) values ($1, $2)
        on conflict (stream) do update set events = excluded.events
        """, [.text(event.stream.description), .integer(event.version)])
    ]
  }
}
