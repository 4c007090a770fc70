import Database
import EventStore
import Testing

@Suite struct ProjectionTests {
  @Test(arguments: EventWorld.allCases)
  func followsInBatches(_ world: EventWorld) async throws {
    try await world.withStore { store in
      for index in 0..<10 {
        try await store.append(
          to: stream("s\(index % 3)"), expecting: .any, [event("\(index)", amount: index)], context: context)
      }
      let runner = ProjectionRunner(Tally(), in: store, batch: 3)
      #expect(try await runner.lag(now: noon + 7).events == 10)
      #expect(try await runner.lag(now: noon + 7).microseconds == 7)
      try await runner.drain()
      #expect(try await runner.lag(now: noon + 7).microseconds == 0)
      #expect(try await store.database.tally() == ["acme/s0": [4, 18], "acme/s1": [3, 12], "acme/s2": [3, 15]])
      #expect(try await runner.step(now: noon) == .caughtUp)
      #expect(try await store.verify([Tally()]).isEmpty)
    }
  }

  @Test(arguments: EventWorld.allCases)
  func poisonIsReportedAndRetried(_ world: EventWorld) async throws {
    try await world.withStore { store in
      var positions: [EventPosition] = []
      for index in 0..<5 {
        positions.append(
          try await store.append(
            to: stream("s"), expecting: .any, [event("\(index)", amount: index)], context: context
          ).position)
      }
      let retry = ProjectionRetry(first: 1000, longest: 1500, attempts: 3)
      let runner = ProjectionRunner(Tally(poison: 3), in: store, retry: retry)
      #expect(try await runner.settle() == .waiting(until: noon + 1000))
      #expect(try await store.database.tally() == ["acme/s": [3, 3]], "what came before the event is kept")
      #expect(try await runner.step(now: noon + 999) == .waiting(until: noon + 1000))
      #expect(try await runner.step(now: noon + 1000) == .waiting(until: noon + 2500))
      guard case .failed(let failure) = try await runner.step(now: noon + 2500) else {
        Issue.record("it should have given up")
        return
      }
      #expect(failure.position == positions[3])
      #expect(failure.message.contains("Poisoned"))
      #expect(failure.count == 3)
      #expect(try await runner.step(now: noon + 900_000_000) == .failed(failure))
      #expect(try await runner.status().state == .failed)
      // A program that can take the event goes on after a person said so.
      let mended = ProjectionRunner(Tally(), in: store)
      #expect(try await mended.step(now: noon + 900_000_000) == .failed(failure))
      try await mended.resume()
      try await mended.drain()
      #expect(try await mended.status().failure == nil)
      #expect(try await store.database.tally() == ["acme/s": [5, 10]])
    }
  }

  @Test(arguments: EventWorld.allCases)
  func pausesAndResumes(_ world: EventWorld) async throws {
    try await world.withStore { store in
      let runner = ProjectionRunner(Tally(), in: store)
      let other = ProjectionRunner(Tally(), in: store)
      try await runner.drain()
      try await other.pause()
      try await store.append(to: stream("s"), expecting: .any, [event("1")], context: context)
      // It knows only at its first write, which the pause refuses.
      #expect(try await runner.settle() == .paused)
      #expect(try await store.database.tally().isEmpty)
      try await other.resume()
      try await runner.drain()
      #expect(try await store.database.tally() == ["acme/s": [1, 1]])
    }
  }

  @Test(arguments: EventWorld.allCases)
  func runnersInSeveralProcessesTakeEachEventOnce(_ world: EventWorld) async throws {
    try await world.withStore(connections: 6) { store in
      for index in 0..<100 {
        try await store.append(to: stream("s\(index % 4)"), expecting: .any, [event("\(index)")], context: context)
      }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<4 {
          group.addTask { try await ProjectionRunner(Tally(), in: store, batch: 7).drain() }
        }
        try await group.waitForAll()
      }
      #expect(try await store.database.tally().values.map { $0[0] } == [25, 25, 25, 25])
    }
  }

  @Test(arguments: EventWorld.allCases)
  func rebuildTakesTheLivePlace(_ world: EventWorld) async throws {
    try await world.withStore { store in
      for index in 0..<20 {
        try await store.append(to: stream("s"), expecting: .any, [event("\(index)")], context: context)
      }
      let old = ProjectionRunner(Tally(), in: store, batch: 6)
      try await old.drain()
      try await store.database.run(Statement("update tally set total = 999"))
      #expect(try await store.verify([Tally()]).map(\.code) == [.projectionDiffers])
      try await old.rebuild(now: noon)
      #expect(try await store.database.tally() == ["acme/s": [20, 20]])
      // A new revision: the old program's runner may not write any more.
      let new = ProjectionRunner(Tally(revision: 2, factor: 10), in: store, batch: 6)
      #expect(try await new.step(now: noon) == .outdated)
      try await new.rebuild(now: noon)
      #expect(try await store.database.tally() == ["acme/s": [20, 200]])
      try await store.append(to: stream("s"), expecting: .any, [event("last")], context: context)
      try await new.drain()
      #expect(try await store.database.tally() == ["acme/s": [21, 210]])
      let refused = await #expect(throws: EventStoreError.self) {
        try await old.settle()
      }
      #expect(refused?.code == .newerProjection)
      #expect(try await new.rebuilding() == nil)
      #expect(try await new.status().generation == 3)
      #expect(try await store.verify([Tally(revision: 2, factor: 10)]).isEmpty)
    }
  }

  @Test(arguments: EventWorld.allCases)
  func brokenOffRebuildLeavesTheLiveTables(_ world: EventWorld) async throws {
    try await world.withStore { store in
      for index in 0..<9 {
        try await store.append(
          to: stream("s"), expecting: .any, [event("\(index)", amount: index)], context: context)
      }
      try await ProjectionRunner(Tally(), in: store).drain()
      let broken = ProjectionRunner(Tally(revision: 2, poison: 5, factor: 10), in: store, batch: 2)
      let error = await #expect(throws: EventStoreError.self) { try await broken.rebuild(now: noon) }
      #expect(error?.code == .rebuildRefused && error?.position != nil)
      #expect(try await store.database.tally() == ["acme/s": [9, 36]])
      #expect(try await broken.rebuilding()?.failure?.message.contains("Poisoned") == true)
      // The mended program goes on where it stopped.
      try await ProjectionRunner(Tally(revision: 2, factor: 10), in: store).rebuild(now: noon)
      #expect(try await store.database.tally() == ["acme/s": [9, 360]])
    }
  }

  @Test(arguments: EventWorld.allCases)
  func inlineProjectionIsWrittenWithTheAppend(_ world: EventWorld) async throws {
    try await world.withDatabase { database in
      try await database.makeEventTables()
      // What is there already is folded when the projection is new.
      let plain = try await EventStore.open(on: database)
      try await plain.append(to: stream("s"), expecting: .none, [event("0", amount: 5)], context: context)
      let store = try await EventStore.open(on: database, inline: [Tally(poison: 13)])
      #expect(try await database.tally() == ["acme/s": [1, 5]])
      try await store.append(to: stream("s"), expecting: .exact(1), [event("1")], context: context)
      await #expect(throws: Tally.Poisoned.self) {
        try await store.append(to: stream("s"), expecting: .any, [event("2", amount: 13)], context: context)
      }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for index in 0..<12 {
          group.addTask {
            try await store.append(to: stream("s"), expecting: .any, [event("w\(index)")], context: context)
          }
        }
        try await group.waitForAll()
      }
      try await database.transaction(TransactionOptions(isolation: .readCommitted)) { transaction in
        _ = try await store.append(
          [StreamAppend(stream("s"), expecting: .any, [event("t")], context: context)], in: transaction)
      }
      #expect(try await database.tally() == ["acme/s": [15, 19]])
      #expect(try await store.verify().isEmpty)
      _ = try await EventStore.open(on: database, inline: [Tally(revision: 2, factor: 2)])
      #expect(try await database.tally() == ["acme/s": [15, 38]])
      let refused = await #expect(throws: EventStoreError.self) {
        _ = try await EventStore.open(on: database, inline: [Tally()])
      }
      #expect(refused?.code == .newerProjection)
    }
  }
}
