import Database
import EventStore
import Testing

@Suite struct AppendTests {
  /// Versions that a stream has, what is expected of it, and whether that holds.
  static let expectations: [(has: Int, expected: ExpectedVersion, fits: Bool)] = [
    (0, .none, true), (0, .any, true), (0, .exact(0), true), (0, .exact(1), false), (2, .none, false),
    (2, .exact(0), false), (2, .exact(1), false), (2, .exact(2), true), (2, .exact(3), false), (2, .any, true),
  ]

  @Test(arguments: EventWorld.allCases, expectations)
  func expectedVersion(_ world: EventWorld, _ row: (has: Int, expected: ExpectedVersion, fits: Bool)) async throws {
    try await world.withStore { store in
      let order = stream("order")
      if row.has > 0 {
        let first = (1...row.has).map { event("old\($0)") }
        try await store.append(to: order, expecting: .none, first, context: context)
      }
      do {
        let appended = try await store.append(
          to: order, expecting: row.expected, [event("a"), event("b")], context: context)
        #expect(row.fits)
        #expect(appended.versions == row.has + 1...row.has + 2)
        #expect(!appended.replayed)
      } catch let conflict as VersionConflict {
        #expect(!row.fits)
        #expect(conflict == VersionConflict(stream: order, expected: row.expected, actual: row.has))
      }
      #expect(try await store.version(of: order) == (row.fits ? row.has + 2 : row.has))
      #expect(try await store.verify().isEmpty)
    }
  }

  @Test(arguments: EventWorld.allCases)
  func manyStreamsAreAllOrNothing(_ world: EventWorld) async throws {
    try await world.withStore { store in
      try await store.append(to: stream("b"), expecting: .none, [event("b1")], context: context)
      let both = [
        StreamAppend(stream("c"), expecting: .none, [event("c1")], context: context),
        StreamAppend(stream("b"), expecting: .none, [event("b2")], context: context),
      ]
      await #expect(throws: VersionConflict(stream: stream("b"), expected: .none, actual: 1)) {
        try await store.append(both)
      }
      #expect(try await store.version(of: stream("c")) == 0)
      let appended = try await store.append([
        StreamAppend(stream("c"), expecting: .none, [event("c1"), event("c2")], context: context),
        StreamAppend(stream("a"), expecting: .any, [event("a1")], context: context),
        StreamAppend(stream("b"), expecting: .exact(1), [event("b2"), event("b3")], context: context),
      ])
      #expect(appended.map(\.stream.name) == ["c", "a", "b"])
      #expect(appended.map(\.versions) == [1...2, 1...1, 2...3])
      #expect(appended[0].position < appended[1].position && appended[1].position < appended[2].position)
      let last = try await store.read(stream("b"), .backward, limit: 1)
      #expect(last.map(\.position) == [appended[2].position])
    }
  }

  @Test(arguments: EventWorld.allCases)
  func repeatedAppendChangesNothing(_ world: EventWorld) async throws {
    try await world.withStore { store in
      let events = [event("1"), event("2")]
      let first = try await store.append(to: stream("s"), expecting: .none, events, context: context)
      for expected in [ExpectedVersion.none, .any, .exact(0)] {
        let again = try await store.append(to: stream("s"), expecting: expected, events, context: context)
        #expect(again.replayed)
        #expect(again.versions == first.versions)
        #expect(again.position == first.position)
      }
      #expect(try await store.database.number("select count(*) from event") == 2)
      let mixed = await #expect(throws: EventStoreError.self) {
        try await store.append(to: stream("s"), expecting: .any, [event("2"), event("3")], context: context)
      }
      #expect(mixed?.code == .identifierReused)
      let elsewhere = await #expect(throws: EventStoreError.self) {
        try await store.append(to: stream("t"), expecting: .any, [event("2")], context: context)
      }
      #expect(elsewhere?.code == .identifierReused)
      // Another tenant neither sees nor disturbs it.
      let other = stream("s", tenant: "umbrella")
      #expect(try await !store.append(to: other, expecting: .none, events, context: context).replayed)
      #expect(try await store.verify().isEmpty)
    }
  }

  @Test(arguments: EventWorld.allCases)
  func unheardAppendCanBeRepeated(_ world: EventWorld) async throws {
    try await world.withDatabase { database in
      try await database.makeEventTables()
      let faulty = FaultyDatabase(database)
      let store = try await EventStore.open(on: faulty)
      for (index, fault) in FaultyDatabase.Fault.allCases.enumerated() {
        faulty.fail(fault)
        let events = [event("e\(index)")]
        await #expect(throws: DatabaseError.self) {
          try await store.append(to: stream("s"), expecting: .exact(index), events, context: context)
        }
        let again = try await store.append(to: stream("s"), expecting: .exact(index), events, context: context)
        #expect(again.replayed == (fault == .unheard))
        #expect(again.versions == index + 1...index + 1)
      }
    }
  }

  @Test(arguments: EventWorld.allCases)
  func callersStatementsJoinTheTransaction(_ world: EventWorld) async throws {
    try await world.withStore { store in
      try await store.database.run(Statement("create table job (id bigint primary key)"))
      let job = Statement("insert into job (id) values ($1)", [1])
      try await store.append(to: stream("s"), expecting: .none, [event("1")], context: context, also: [job])
      // The job exists: a violation of the caller's own statement stays what it is.
      let failure = await #expect(throws: DatabaseError.self) {
        try await store.append(to: stream("s"), expecting: .any, [event("2")], context: context, also: [job])
      }
      #expect(failure?.code == .uniqueViolation)
      let unmet = Statement("update job set id = 3 where id = 2", expecting: .exactly(1))
      let expectation = await #expect(throws: DatabaseError.self) {
        try await store.append(to: stream("s"), expecting: .any, [event("2")], context: context, also: [unmet])
      }
      #expect(expectation?.code == .expectationFailed)
      #expect(try await store.version(of: stream("s")) == 1)
    }
  }

  @Test(arguments: EventWorld.allCases)
  func withinATransaction(_ world: EventWorld) async throws {
    try await world.withStore { store in
      let options = TransactionOptions(isolation: .readCommitted)
      let appends = [StreamAppend(stream("s"), expecting: .none, [event("1")], context: context)]
      let appended = try await store.database.transaction(options) { transaction in
        try await store.append(appends, in: transaction)
      }
      #expect(appended[0].versions == 1...1)
      let again = try await store.database.transaction(options) { try await store.append(appends, in: $0) }
      #expect(again[0].replayed)
      await #expect(throws: VersionConflict(stream: stream("s"), expected: .exact(4), actual: 1)) {
        _ = try await store.database.transaction(options) { transaction in
          try await store.append(
            [
              StreamAppend(stream("t"), expecting: .any, [event("3")], context: context),
              StreamAppend(stream("s"), expecting: .exact(4), [event("2")], context: context),
            ], in: transaction)
        }
      }
      #expect(try await store.version(of: stream("t")) == 0)
      #expect(try await store.verify().isEmpty)
    }
  }

  struct Refused: Sendable, CustomTestStringConvertible {
    let code: EventStoreError.Code
    let appends: [StreamAppend]
    var testDescription: String { code.rawValue }

    init(_ code: EventStoreError.Code, _ appends: [StreamAppend]) {
      (self.code, self.appends) = (code, appends)
    }
  }

  static let refused: [Refused] = [
    Refused(.emptyAppend, []),
    Refused(.emptyAppend, [StreamAppend(stream("s"), expecting: .any, [], context: context)]),
    Refused(
      .streamTwice,
      ["1", "2"].map { StreamAppend(stream("s"), expecting: .any, [event($0)], context: context) }
    ),
    Refused(.invalidEvent, [StreamAppend(stream(""), expecting: .any, [event("1")], context: context)]),
    Refused(.invalidEvent, [StreamAppend(stream("s", tenant: ""), expecting: .any, [event("1")], context: context)]),
    Refused(.invalidEvent, [StreamAppend(stream("s"), expecting: .any, [event("")], context: context)]),
    Refused(.invalidEvent, [StreamAppend(stream("s"), expecting: .any, [event("1", "")], context: context)]),
    Refused(.invalidEvent, [StreamAppend(stream("s"), expecting: .exact(-1), [event("1")], context: context)]),
    Refused(
      .identifierReused, [StreamAppend(stream("s"), expecting: .any, [event("1"), event("1")], context: context)]),
    Refused(
      .eventTooLarge,
      [
        StreamAppend(
          stream("s"), expecting: .any,
          [NewEvent(id: "1", type: "t", data: String(repeating: "x", count: NewEvent.maximumBytes + 1))],
          context: context)
      ]
    ),
  ]

  @Test(arguments: refused)
  func refusesWhatCannotBeStored(_ row: Refused) async throws {
    try await EventWorld.sqlite.withStore { store in
      let error = await #expect(throws: EventStoreError.self) { try await store.append(row.appends) }
      #expect(error?.code == row.code)
      if row.code == .eventTooLarge { #expect(error?.message.contains("file store") == true) }
    }
  }

  @Test(arguments: EventWorld.allCases)
  func keepsEveryText(_ world: EventWorld) async throws {
    try await world.withStore { store in
      let odd = [
        #"{"a":"\"\\,{}"}"#, "NULL", "", "é日本𝄞", #"\x00"#, " { , } ", "a\nb\tc'd",
        String(repeating: "\\\"", count: 16_384),
      ]
      let events = odd.enumerated().map { NewEvent(id: "id \"\($0)\\", type: #"t,"{}"#, schema: 7, data: $1) }
      let name = stream(#"s"\{}"#, tenant: "NULL")
      let bare = EventContext(time: -5)
      try await store.append(to: name, expecting: .none, events, context: bare)
      let read = try await store.read(name)
      #expect(read.map(\.event) == events)
      #expect(read.allSatisfy { $0.context == bare && $0.stream == name })
    }
  }

  @Test(arguments: EventWorld.allCases)
  func writersOnTheSameStreamsLeaveNoGap(_ world: EventWorld) async throws {
    try await world.withStore(connections: 8) { store in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<8 {
          group.addTask {
            for round in 0..<20 {
              // The streams in another order each time: a lock order of its own prevents deadlocks.
              let names = writer % 2 == 0 ? ["a", "b", "c"] : ["c", "b", "a"]
              try await store.append(
                names.map {
                  StreamAppend(stream($0), expecting: .any, [event("\(writer)/\(round)/\($0)")], context: context)
                })
            }
          }
        }
        try await group.waitForAll()
      }
      for name in ["a", "b", "c"] { #expect(try await store.version(of: stream(name)) == 160) }
      #expect(try await store.verify().isEmpty)
    }
  }
}
