import Database
import EventStore
import JSON
import Testing

/// An account that may not be overdrawn.
struct Account: Aggregate {
  static let snapshotSchema: Int? = 2

  var balance = 0
  var folded = 0

  init() {}
  init(state: String) throws { balance = Int(state) ?? 0 }
  var state: String { "\(balance)" }

  mutating func apply(_ event: RecordedEvent) throws {
    balance += try JSONValue(parsing: event.data)["amount"]?.integer ?? 0
    folded += 1
  }
}

@Suite struct AggregateTests {
  private static func withdraw(_ amount: Int, _ command: String, from store: EventStore, every: Int = 100) async throws
    -> AppendedEvents?
  {
    try await store.handle(command, on: stream("account"), as: Account.self, context: context, snapshotEvery: every) {
      $0.state.balance >= amount ? [Decision("paid", data: #"{"amount":-\#(amount)}"#)] : []
    }
  }

  @Test(arguments: EventWorld.allCases)
  func concurrentCommandsDecideOnTheNewestState(_ world: EventWorld) async throws {
    try await world.withStore(connections: 8) { store in
      try await store.append(to: stream("account"), expecting: .none, [event("open", amount: 50)], context: context)
      let successes = try await withThrowingTaskGroup(of: Bool.self) { group in
        for writer in 0..<8 {
          group.addTask { try await Self.withdraw(10, "command \(writer)", from: store) != nil }
        }
        return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(successes == 5, "there is money for five")
      #expect(try await store.load(Account.self, from: stream("account")).state.balance == 0)
    }
  }

  @Test(arguments: EventWorld.allCases)
  func commandIsCarriedOutOnce(_ world: EventWorld) async throws {
    try await world.withStore { store in
      try await store.append(to: stream("account"), expecting: .none, [event("open", amount: 50)], context: context)
      let first = try #require(try await Self.withdraw(30, "a", from: store))
      #expect(first.versions == 2...2 && !first.replayed)
      // On the state of now it would be refused; it returns what it did.
      let again = try #require(try await Self.withdraw(30, "a", from: store))
      #expect(again.replayed && again.versions == 2...2 && again.position == first.position)
      #expect(try await Self.withdraw(30, "b", from: store) == nil)
      let event = try #require(try await store.read(stream("account"), .backward, limit: 1).first)
      #expect(event.context.causation == "a")
    }
  }

  @Test(arguments: EventWorld.allCases)
  func snapshotsShortenTheFold(_ world: EventWorld) async throws {
    try await world.withStore { store in
      try await store.append(to: stream("account"), expecting: .none, [event("open", amount: 500)], context: context)
      for index in 0..<12 { _ = try await Self.withdraw(1, "c\(index)", from: store, every: 5) }
      let loaded = try await store.load(Account.self, from: stream("account"))
      #expect(loaded.version == 13 && loaded.state.balance == 488)
      #expect(loaded.state.folded == 3, "the snapshot at version 10 is used")
      let earlier = try await store.load(Account.self, from: stream("account"), notAbove: 7)
      #expect(earlier.version == 7 && earlier.state.balance == 494 && earlier.state.folded == 2)
    }
  }

  @Test(arguments: EventWorld.allCases)
  func snapshotsThatDoNotFitAreIgnored(_ world: EventWorld) async throws {
    try await world.withStore { store in
      let name = stream("account")
      try await store.append(to: name, expecting: .none, (1...6).map { event("\($0)") }, context: context)
      for version in 1...5 {
        try await store.store(Snapshot(stream: name, version: version, schema: 2, time: noon, state: "\(version)"))
      }
      try await store.store(Snapshot(stream: name, version: 6, schema: 1, time: noon, state: "old"))
      let rows: [(schema: Int, notAbove: Int?, found: Int?)] = [
        (2, nil, 5), (2, 4, 4), (2, 9, 5), (2, 2, nil), (1, nil, 6), (3, nil, nil),
      ]
      for row in rows {
        let snapshot = try await store.snapshot(of: name, schema: row.schema, notAbove: row.notAbove)
        #expect(snapshot?.version == row.found, "of \(row); the newest three are kept")
      }
      #expect(try await store.snapshot(of: stream("account", tenant: "umbrella"), schema: 2) == nil)
      let above = await #expect(throws: EventStoreError.self) {
        try await store.store(Snapshot(stream: name, version: 7, schema: 2, time: noon, state: ""))
      }
      #expect(above?.code == .snapshotRefused)
      // A stream that lost its newest events: the snapshot above it is stale.
      try await store.database.run(Statement("update event_stream set version = 4"))
      #expect(try await store.snapshot(of: name, schema: 2)?.version == 4)
    }
  }
}
