import Database
import EventStore
import Testing

/// A projection beside writers that roll back and commit out of order.
@Suite struct ConcurrentReadTests {
  struct RolledBack: Error {}

  static let events = longTests ? 100_000 : 10_000
  static let appends = 1000

  @Test(arguments: EventWorld.allCases)
  func projectionMissesNothing(_ world: EventWorld) async throws {
    try await world.withStore(connections: 12) { store in
      let perAppend = Self.events / Self.appends
      let done = Progress()
      async let naive = Self.readNaively(store, until: done)
      async let projected: Void = Self.project(store, until: done)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<8 {
          group.addTask {
            try await Self.write(store, writer: writer, appends: Self.appends / 8, perAppend: perAppend)
          }
        }
        try await group.waitForAll()
      }
      done.finish()
      let seenNaively = try await naive
      try await projected
      let stored = try await store.database.number("select count(*) from event")
      #expect(stored == Self.events)
      #expect(try await store.database.number("select coalesce(sum(events), 0) from tally") == stored)
      #expect(try await store.verify([Tally()]).isEmpty)
      switch world {
      case .postgres:
        #expect(seenNaively < stored, "a reader by position alone must lose events here, or this test proves nothing")
        print("of \(stored) events a reader by position alone lost \(stored - seenNaively), the projection none")
      case .sqlite:
        // One writer: positions are given in the order of the commits.
        #expect(seenNaively == stored)
      }
    }
  }

  /// Commits `appends` transactions and rolls back about as many again every fifth time.
  private static func write(_ store: EventStore, writer: Int, appends: Int, perAppend: Int) async throws {
    var random = Steps(seed: UInt64(writer))
    let options = TransactionOptions(isolation: .readCommitted)
    for round in 0..<appends {
      let name = stream("s\(random.below(32))")
      let events = (0..<perAppend).map { event("\(writer)/\(round)/\($0)", amount: $0) }
      let append = StreamAppend(name, expecting: .any, events, context: context)
      let pause = Double(random.below(4)) / 1000
      if random.below(5) == 0 {
        await #expect(throws: RolledBack.self) {
          try await store.database.transaction(options) { transaction in
            try await store.append([append], in: transaction)
            throw RolledBack()
          }
        }
      }
      if random.below(2) == 0 {
        try await store.append([append])
      } else {
        try await store.database.transaction(options) { transaction in
          try await store.append([append], in: transaction)
          // Later transactions commit meanwhile.
          if transaction.dialect == .postgres {
            try await transaction.run(Statement("select pg_sleep($1::double precision)", [.real(pause)]))
          }
        }
        store.wake()
      }
    }
  }

  private static func project(_ store: EventStore, until done: Progress) async throws {
    let runner = ProjectionRunner(Tally(), in: store, batch: 200)
    while !done.isFinished {
      let seen = store.signal.count
      if case .caughtUp = try await runner.step(now: noon) {
        await store.signal.wait(after: seen, atMost: .milliseconds(5))
      }
    }
    try await runner.drain()
    let status = try await runner.status()
    #expect(status.failure == nil)
  }

  /// How many events a reader sees that asks only for positions above the last one it saw.
  private static func readNaively(_ store: EventStore, until done: Progress) async throws -> Int {
    var position = 0
    var count = 0
    while true {
      let last = done.isFinished
      let rows = try await store.database.query(
        Statement("select pos from event where pos > $1 order by pos limit 1000", [.integer(position)])
      ).rows
      count += rows.count
      if let row = rows.last { position = try row.int(0) }
      if last && rows.isEmpty { return count }
    }
  }

  /// An older transaction that waited for a younger one writes the later version of a stream.
  @Test func olderTransactionKeepsTheOrderOfAStream() async throws {
    try await EventWorld.postgres.withStore { store in
      let options = TransactionOptions(isolation: .readCommitted)
      try await store.database.transaction(options) { transaction in
        // It has its number now, before the other one.
        try await store.append(
          [StreamAppend(stream("first"), expecting: .any, [event("0")], context: context)], in: transaction)
        let other = Task.detached {
          try await store.append(to: stream("s"), expecting: .none, [event("1")], context: context)
        }
        _ = try await other.value
        try await store.append(
          [StreamAppend(stream("s"), expecting: .exact(1), [event("2")], context: context)], in: transaction)
      }
      try await ProjectionRunner(Tally(), in: store, batch: 1).drain()
      #expect(try await store.database.tally()["acme/s"] == [2, 2])
      #expect(try await store.verify([Tally()]).isEmpty)
      // Without the correction the later version lies first, which is found.
      try await store.database.run(Statement("update event set txid = 1 where id = '2'"))
      #expect(try await store.verify().map(\.code).contains(.order))
    }
  }

  /// A dump that is restored on a new server has transaction numbers from the future.
  @Test func restoredHistoryStaysReadable() async throws {
    try await EventWorld.postgres.withStore { old in
      try await old.append(to: stream("s"), expecting: .none, [event("1")], context: context)
      for statement in ["update event set txid = txid + 1000000", "update event_stream set txid = txid + 1000000"] {
        try await old.database.run(Statement(statement))
      }
      let store = try await EventStore.open(on: old.database)
      try await store.append(to: stream("s"), expecting: .exact(1), [event("2")], context: context)
      try await store.append(to: stream("t"), expecting: .none, [event("3")], context: context)
      try await ProjectionRunner(Tally(), in: store).drain()
      #expect(try await store.database.tally() == ["acme/s": [2, 2], "acme/t": [1, 1]])
      #expect(try await store.verify([Tally()]).isEmpty)
    }
  }
}
