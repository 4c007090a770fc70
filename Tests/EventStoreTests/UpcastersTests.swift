import Database
import EventStore
import JSON
import Testing

@Suite struct UpcastersTests {
  static func chain() throws -> Upcasters {
    var upcasters = Upcasters()
    // Cents instead of units, and then a new name.
    try upcasters.register(.init("payed", 1), to: .init("payed", 2)) { data in
      ["cents": .integer(Int64((data["units"]?.integer ?? 0) * 100))]
    }
    try upcasters.register(.init("payed", 2), to: .init("paid", 1)) { data in
      guard let cents = data["cents"] else { throw Missing() }
      return ["amount": cents]
    }
    return upcasters
  }

  struct Missing: Error {}

  @Test(arguments: EventWorld.allCases)
  func readersSeeOnlyTheNewestForm(_ world: EventWorld) async throws {
    try await world.withStore(upcasters: try Self.chain()) { store in
      let events = [
        NewEvent(id: "1", type: "payed", data: #"{"units":3}"#),
        NewEvent(id: "2", type: "payed", schema: 2, data: #"{"cents":50}"#), event("3", amount: 7),
        NewEvent(id: "4", type: "other", data: "not JSON"),
      ]
      try await store.append(to: stream("s"), expecting: .none, events, context: context)
      let read = try await store.read(stream("s"))
      #expect(read.map(\.type) == ["paid", "paid", "paid", "other"])
      #expect(read.map(\.data) == [#"{"amount":300}"#, #"{"amount":50}"#, #"{"amount":7}"#, "not JSON"])
      #expect(read.map(\.schema) == [1, 1, 1, 1])
      var tail = store.follow(after: .start, filter: EventFilter(types: ["paid"])).makeAsyncIterator()
      #expect(try await tail.next()?.map(\.id) == ["1", "2", "3"], "the filter finds older names")
      let stored = try await store.database.query(Statement("select type from event order by pos")).rows
      #expect(try stored.map { try $0.text(0) } == ["payed", "payed", "paid", "other"], "history is not rewritten")
    }
  }

  @Test(arguments: EventWorld.allCases)
  func whatCannotBeRaisedStopsTheProjectionThere(_ world: EventWorld) async throws {
    try await world.withStore(upcasters: try Self.chain()) { store in
      let events = [event("1"), NewEvent(id: "2", type: "payed", schema: 2, data: "{}")]
      let appended = try await store.append(to: stream("s"), expecting: .none, events, context: context)
      let error = await #expect(throws: EventStoreError.self) { try await store.read(stream("s")) }
      #expect(error?.code == .upcastFailed && error?.position == appended.position)
      let runner = ProjectionRunner(Tally(), in: store, retry: ProjectionRetry(attempts: 1))
      guard case .failed(let failure) = try await runner.settle() else { return }
      #expect(failure.position == appended.position)
      #expect(try await store.database.tally() == ["acme/s": [1, 1]])
    }
  }

  @Test func refusesTwoWaysAndCircles() throws {
    var upcasters = try Self.chain()
    #expect(throws: EventStoreError.self) {
      try upcasters.register(.init("payed", 1), to: .init("x", 1)) { $0 }
    }
    #expect(throws: EventStoreError.self) {
      try upcasters.register(.init("paid", 1), to: .init("payed", 1)) { $0 }
    }
    #expect(throws: EventStoreError.self) { try upcasters.register(.init("x", 1), to: .init("x", 1)) { $0 } }
  }
}
