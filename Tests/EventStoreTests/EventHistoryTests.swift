import Database
import EventStore
import Testing

@Suite struct EventHistoryTests {
  @Test(arguments: EventWorld.allCases)
  func movesWithPositions(_ world: EventWorld) async throws {
    try await EventWorld.sqlite.withStore { source in
      for index in 0..<1200 {
        try await source.append(
          to: stream("s\(index % 7)"), expecting: .any, [event("\(index)", amount: index)], context: context)
      }
      // Gaps in the positions stay too.
      try await source.store(Snapshot(stream: stream("s0"), version: 3, schema: 1, time: noon, state: "x"))
      try await ProjectionRunner(Tally(), in: source, batch: 100).catchUp(now: noon)
      let expected = try await source.readAll(after: .start, limit: 5000)
      try await world.withStore { target in
        #expect(try await EventHistory.move(from: source, to: target) == 1200)
        let moved = try await target.readAll(after: .start, limit: 5000)
        #expect(moved.events == expected.events)
        #expect(try await target.snapshot(of: stream("s0"), schema: 1)?.state == "x")
        // A reader that stopped in the middle goes on there.
        let middle = expected.events[700].position
        let rest = try await target.readAll(after: middle, limit: 1)
        #expect(rest.events.first == expected.events[701])
        let appended = try await target.append(to: stream("s0"), expecting: .any, [event("new")], context: context)
        #expect(appended.position > expected.next)
        #expect(appended.position.value == expected.next.value + 1)
        try await ProjectionRunner(Tally(), in: target).drain()
        #expect(try await target.database.number("select sum(events) from tally") == 1201)
        #expect(try await target.verify([Tally()]).isEmpty)
        let refused = await #expect(throws: EventStoreError.self) {
          try await EventHistory.move(from: source, to: target)
        }
        #expect(refused?.code == .historyRefused)
      }
    }
  }

  @Test func checkpointsMoveWhenAsked() async throws {
    try await EventWorld.sqlite.withStore { source in
      try await source.append(to: stream("s"), expecting: .none, [event("1"), event("2")], context: context)
      let runner = ProjectionRunner(Tally(), in: source)
      try await runner.catchUp(now: noon)
      let position = try await runner.status().position
      try await EventWorld.postgres.withStore { target in
        try await EventHistory.move(from: source, to: target, checkpoints: true)
        #expect(try await ProjectionRunner(Tally(), in: target).status().position == position)
      }
    }
  }

  @Test func onlyAnEmbeddedHistoryMoves() async throws {
    try await EventWorld.postgres.withStore { source in
      let refused = await #expect(throws: EventStoreError.self) {
        try await EventHistory.move(from: source, to: source)
      }
      #expect(refused?.code == .historyRefused)
    }
  }
}
